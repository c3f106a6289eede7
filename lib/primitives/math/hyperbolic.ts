/**
 * Hyperbolic functions and their inverses; the tangent is in exponential.ts.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { add, divide, multiply, square, subtract } from "./arithmetic.ts";
import { rsqrt, sqrt } from "./exponential.ts";

/** `(e^x - e^-x) / 2`. */
export const sinh: Unary = unary({
  name: "sinh",
  kernel: "Sinh",
  lower: "Sinh",
  compute: Math.sinh,
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, cosh(x)),
});

/** `(e^x + e^-x) / 2`. */
export const cosh: Unary = unary({
  name: "cosh",
  kernel: "Cosh",
  lower: "Cosh",
  compute: Math.cosh,
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, sinh(x)),
});

/** The number whose hyperbolic sine is x. */
export const asinh: Unary = unary({
  name: "asinh",
  kernel: "Asinh",
  lower: "Asinh",
  compute: Math.asinh,
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, rsqrt(add(square(x), scalar(1, x.dtype)))),
});

/** The number >= 0 whose hyperbolic cosine is x. */
export const acosh: Unary = unary({
  name: "acosh",
  kernel: "Acosh",
  lower: "Acosh",
  compute: Math.acosh,
  onHost: ["float64"],
  vjp: (g, x) => {
    const one = scalar(1, x.dtype);
    return divide(g, multiply(sqrt(subtract(x, one)), sqrt(add(x, one))));
  },
  range: [1.2, 4],
});

/** The number whose hyperbolic tangent is x. */
export const atanh: Unary = unary({
  name: "atanh",
  kernel: "Atanh",
  lower: "Atanh",
  compute: Math.atanh,
  onHost: ["float64"],
  vjp: (g, x) => divide(g, subtract(scalar(1, x.dtype), square(x))),
  range: [-0.9, 0.9],
});
