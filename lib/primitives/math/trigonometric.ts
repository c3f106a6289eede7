/**
 * Circular functions and their inverses.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Binary, binary, type Unary, unary } from "../support/elementwise.ts";
import { requireFloat } from "../support/infer.ts";
import { add, divide, multiply, negative, square, subtract } from "./arithmetic.ts";
import { rsqrt } from "./exponential.ts";

const one = (x: Tensor) => scalar(1, x.dtype);

/** The sine of an angle in radians. */
export const sin: Unary = unary({
  name: "sin",
  kernel: "Sin",
  lower: "Sin",
  vjp: (g, x) => multiply(g, cos(x)),
});

/** The cosine of an angle in radians. */
export const cos: Unary = unary({
  name: "cos",
  kernel: "Cos",
  lower: "Cos",
  vjp: (g, x) => negative(multiply(g, sin(x))),
});

/** The tangent of an angle in radians. */
export const tan: Unary = unary({
  name: "tan",
  kernel: "Tan",
  lower: "Tan",
  compute: Math.tan,
  onHost: ["float64"],
  vjp: (g, _, y) => multiply(g, add(square(y), one(y))),
  range: [-1.2, 1.2],
});

/** The angle whose sine is x, from -pi/2 to pi/2. */
export const asin: Unary = unary({
  name: "asin",
  kernel: "Asin",
  lower: "Asin",
  compute: Math.asin,
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, rsqrt(subtract(one(x), square(x)))),
  range: [-0.9, 0.9],
});

/** The angle whose cosine is x, from 0 to pi. */
export const acos: Unary = unary({
  name: "acos",
  kernel: "Acos",
  lower: "Acos",
  compute: Math.acos,
  onHost: ["float64"],
  vjp: (g, x) => negative(multiply(g, rsqrt(subtract(one(x), square(x))))),
  range: [-0.9, 0.9],
});

/** The angle whose tangent is x, from -pi/2 to pi/2. */
export const atan: Unary = unary({
  name: "atan",
  kernel: "Atan",
  lower: "Atan",
  compute: Math.atan,
  onHost: ["float64"],
  vjp: (g, x) => divide(g, add(square(x), one(x))),
});

/** The angle from the positive x axis to the point (x, y), from -pi to pi. */
export const atan2: Binary = binary({
  name: "atan2",
  kernel: "Atan2",
  accepts: requireFloat,
  compute: Math.atan2,
  vjp: [
    (g, y, x) => multiply(x, divide(g, add(square(y), square(x)))),
    (g, y, x) => negative(multiply(y, divide(g, add(square(y), square(x))))),
  ],
  ranges: [[0.3, 2], [-2, 2]],
  dtypes: ["float32", "float64", "float16", "bfloat16"],
});
