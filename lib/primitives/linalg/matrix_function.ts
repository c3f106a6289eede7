/**
 * Derivatives of functions of matrices, such as the exponential: a function of `[[a, d], [0, a]]`
 * holds its derivative at `a` in the direction of `d` (Higham, Functions of Matrices, 2008, 3.2).
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "../array/concat.ts";
import { fill } from "../array/fill.ts";
import { stopGradient } from "../array/identity.ts";
import { slice } from "../array/slice.ts";
import { abs } from "../math/absolute.ts";
import { divide, multiply } from "../math/arithmetic.ts";
import { maximum } from "../math/extremes.ts";
import { reduceMax } from "../reduction/reduce_extreme.ts";
import { transposed } from "./matrices.ts";

/**
 * The gradient for `x` of a function of matrices: the derivative at the transpose, towards `g`. It is
 * linear in `g`, whose size must not count as one of the matrix: a large one would have its
 * exponential halved and squared so often that no digit is left.
 */
export function derivativeOf(compute: (x: Tensor) => Tensor, x: Tensor, g: Tensor): Tensor {
  const a = transposed(x);
  const [rows, columns] = [x.rank - 2, x.rank - 1];
  const size = sizeOf(g);
  const below = concat([fill(0, x.aval), a], columns);
  const whole = compute(concat([concat([a, divide(g, size)], columns), below], rows));
  const n = x.shape[rows]!;
  const start = x.shape.map((_, axis) => axis === columns ? n : 0);
  return multiply(slice(whole, start, x.shape), size);
}

/** The largest magnitude in each matrix, at least 1: so small ones stay as they are. */
function sizeOf(g: Tensor): Tensor {
  const axes = [g.rank - 2, g.rank - 1];
  return stopGradient(maximum(reduceMax(abs(g), axes, true), scalar(1, g.dtype)));
}
