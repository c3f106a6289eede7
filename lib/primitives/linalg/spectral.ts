/**
 * What the gradients of eigenvalue and singular value decompositions share: quotients by the
 * distances between values, which are zero, not infinite, where values coincide, as TensorFlow's.
 *
 * @module
 */
import { fill } from "../array/fill.ts";
import { add, divide, square, subtract } from "../math/arithmetic.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { setDiag } from "./diagonal.ts";
import { asColumns, asRows } from "./matrices.ts";

/** What keeps a quotient finite. */
const BROADENING = 1e-20;

/** `1 / x`, and 0 at 0. */
export function safeReciprocal(x: Tensor): Tensor {
  return divide(x, add(square(x), fill(BROADENING, { dtype: x.dtype, shape: [] })));
}

/** The matrix of `1 / (x_j - x_i)` at row `i` and column `j`, for each vector `x`; 0 at `i = j`. */
export function distanceReciprocals(x: Tensor): Tensor {
  const distances = subtract(asRows(x), asColumns(x));
  return setDiag(safeReciprocal(distances), fill(0, x.aval), 0);
}
