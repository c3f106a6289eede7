/**
 * Matrices for the tables of tests: well away from singular ones, since a decomposition near those
 * is as far from its truth as the matrix is from them.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Shape } from "../../tensor/aval.ts";
import { asFloat64 } from "../../tensor/host_map.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { given, sample } from "../support/samples.ts";
import { sizesOf } from "./matrices.ts";

/** Which matrices. */
export interface Matrices {
  readonly dtype?: DType;
  readonly seed?: number;
  /** Whether each equals its transpose. */
  readonly symmetric?: boolean;
  /** What is added to the entry at `i` of the diagonal; default `i + 2`. */
  readonly diagonal?: (i: number) => number;
}

/** A stack of matrices with entries between -1 and 1 and a larger diagonal. */
export function matrices(shape: Shape, options: Matrices = {}): Tensor {
  const { dtype = "float32", seed = 1, symmetric = false, diagonal = (i) => i + 2 } = options;
  const values = asFloat64(sample(shape, { dtype, min: -1, max: 1, seed }).host!, dtype).slice();
  const { batch, rows, columns } = sizesOf(shape);
  for (let item = 0; item < batch; item++) {
    const at = (i: number, j: number) => (item * rows + i) * columns + j;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; symmetric && j < i; j++) values[at(j, i)] = values[at(i, j)]!;
      if (i < columns) values[at(i, i)]! += diagonal(i);
    }
  }
  return given([...values], shape, dtype);
}

/** Symmetric positive definite matrices. */
export function positive(shape: Shape, dtype: DType = "float32"): Tensor {
  return matrices(shape, { dtype, symmetric: true, diagonal: (i) => shape.at(-1)! + i });
}

/** Shapes of square matrices: none, one element, a prime, stacks. */
export const SQUARES: readonly Shape[] = [[1, 1], [3, 3], [5, 5], [2, 3, 3], [2, 1, 2, 2], [0, 0], [
  2,
  0,
  0,
], [0, 3, 3]];

/** Shapes of matrices: square, high, wide, without elements, stacks. */
export const RECTANGLES: readonly Shape[] = [
  [1, 1],
  [3, 3],
  [5, 2],
  [2, 5],
  [3, 2],
  [2, 3],
  [1, 3],
  [3, 1],
  [2, 3, 2],
  [2, 0, 3],
  [3, 0],
  [0, 2, 2],
];

/** Element types of decompositions. */
export const EXACT: readonly DType[] = ["float32", "float64"];
