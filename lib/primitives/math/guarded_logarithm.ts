/**
 * Products with logarithms and quotients that are 0 where the first argument is 0.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Binary, binary } from "../support/elementwise.ts";
import { requireFloat } from "../support/infer.ts";
import { add, multiply, negative, square } from "./arithmetic.ts";
import { cast } from "./cast.ts";
import { notEqual } from "./comparison.ts";
import { lowerLog1p } from "./exponential.ts";

const FLOATS = ["float32", "float64", "float16"] as const;

/** 1 where x is not 0, else 0. */
function isNonzero(x: Tensor): Tensor {
  return cast(notEqual(x, scalar(0, x.dtype)), x.dtype);
}

/** `a log(b)`, 0 where `a` is 0. */
export const xlogy: Binary = binary({
  name: "math.xlogy",
  kernel: "Xlogy",
  accepts: requireFloat,
  lower: (to, a, b) => {
    const zero = to.number(0, a.type);
    const product = to.binary("Mul", a, to.unary("Log", b));
    return to.where(to.binary("Equal", a, zero, "bool"), zero, product);
  },
  vjp: [
    (g, a, b) => multiply(g, xlogy(isNonzero(a), b)),
    (g, a, b) => multiply(g, xdivy(a, b)),
  ],
  ranges: [[-2, 2], [0.3, 3]],
  dtypes: FLOATS,
});

/** `a log(1 + b)`, 0 where `a` is 0. */
export const xlog1py: Binary = binary({
  name: "math.xlog1py",
  kernel: "Xlog1py",
  accepts: requireFloat,
  lower: (to, a, b) => {
    const zero = to.number(0, a.type);
    const product = to.binary("Mul", a, lowerLog1p(to, b));
    return to.where(to.binary("Equal", a, zero, "bool"), zero, product);
  },
  compute: (a, b) => a === 0 ? 0 : a * Math.log1p(b),
  onHost: ["float64"],
  vjp: [
    (g, a, b) => multiply(g, xlog1py(isNonzero(a), b)),
    (g, a, b) => multiply(g, xdivy(a, add(b, scalar(1, b.dtype)))),
  ],
  ranges: [[-2, 2], [-0.7, 3]],
  dtypes: FLOATS,
});

/** `a / b`, 0 where `a` is 0. */
export const xdivy: Binary = binary({
  name: "math.xdivy",
  kernel: "Xdivy",
  accepts: requireFloat,
  lower: (to, a, b) => {
    const zero = to.number(0, a.type);
    return to.where(to.binary("Equal", a, zero, "bool"), zero, to.binary("Div", a, b));
  },
  vjp: [
    (g, a, b) => multiply(g, xdivy(isNonzero(a), b)),
    (g, a, b) => multiply(g, xdivy(negative(a), square(b))),
  ],
  ranges: [[-2, 2], [0.5, 2]],
  dtypes: FLOATS,
});
