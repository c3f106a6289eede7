/**
 * Derivatives of functions of matrices, such as the exponential: a function of `[[a, d], [0, a]]`
 * holds its derivative at `a` in the direction of `d` (Higham, Functions of Matrices, 2008, 3.2).
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "../array/concat.ts";
import { fill } from "../array/fill.ts";
import { slice } from "../array/slice.ts";
import { transposed } from "./matrices.ts";

/** The gradient for `x` of a function of matrices: the derivative at the transpose, towards `g`. */
export function derivativeOf(compute: (x: Tensor) => Tensor, x: Tensor, g: Tensor): Tensor {
  const a = transposed(x);
  const [rows, columns] = [x.rank - 2, x.rank - 1];
  const below = concat([fill(0, x.aval), a], columns);
  const whole = compute(concat([concat([a, g], columns), below], rows));
  const n = x.shape[rows]!;
  return slice(whole, x.shape.map((_, axis) => axis === columns ? n : 0), x.shape);
}
