/**
 * Modified Bessel functions of the first kind, plain and scaled by `e^-|x|`.
 *
 * @module
 */
import * as host from "../../arrays/special/mod.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sign } from "../math/absolute.ts";
import { add, divide, multiply, reciprocal, subtract } from "../math/arithmetic.ts";
import { equal } from "../math/comparison.ts";
import { where } from "../math/where.ts";
import { type Unary, unary } from "../support/elementwise.ts";

/** `slope(x)`, or the limit 1/2 at 0, where it divides by x. */
function nearZero(x: Tensor, slope: (safe: Tensor) => Tensor): Tensor {
  const isZero = equal(x, scalar(0, x.dtype));
  const safe = where(isZero, scalar(1, x.dtype), x);
  return where(isZero, scalar(0.5, x.dtype), slope(safe));
}

/** Of order 0. */
export const besselI0: Unary = unary({
  name: "math.besselI0",
  kernel: "BesselI0",
  special: false,
  compute: host.i0,
  vjp: (g, x) => multiply(g, besselI1(x)),
});

/** Of order 0, times `e^-|x|`. */
export const besselI0e: Unary = unary({
  name: "math.besselI0e",
  kernel: "BesselI0e",
  compute: host.i0e,
  vjp: (g, x, y) => multiply(g, subtract(besselI1e(x), multiply(sign(x), y))),
});

/** Of order 1; the derivative at 0 is 1/2 (TensorFlow says 1). */
export const besselI1: Unary = unary({
  name: "math.besselI1",
  kernel: "BesselI1",
  special: false,
  compute: host.i1,
  vjp: (g, x, y) => multiply(g, nearZero(x, (safe) => subtract(besselI0(safe), divide(y, safe)))),
});

/** Of order 1, times `e^-|x|`. */
export const besselI1e: Unary = unary({
  name: "math.besselI1e",
  kernel: "BesselI1e",
  compute: host.i1e,
  vjp: (g, x, y) =>
    multiply(
      g,
      nearZero(x, (safe) =>
        subtract(besselI0e(safe), multiply(y, add(sign(safe), reciprocal(safe))))),
    ),
});
