/**
 * Gradients cut to a norm.
 *
 * @module
 */
import { divide, multiply, square } from "../primitives/math/arithmetic.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A gradient scaled to a norm of at most `norm`. */
export function clippedByNorm(gradient: Tensor, norm: number): Tensor {
  const most = scalar(norm, gradient.dtype);
  const length = sqrt(reduceSum(square(gradient), gradient.shape.map((_, axis) => axis)));
  return divide(multiply(gradient, most), maximum(length, most));
}
