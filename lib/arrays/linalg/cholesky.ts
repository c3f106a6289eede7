/**
 * The Cholesky factor of self-adjoint positive definite matrices, row by row.
 *
 * @module
 */
import { alike, checkLength, type FloatArray } from "../types.ts";

/** What {@linkcode cholesky} gives. */
export interface Cholesky<T extends FloatArray> {
  /** Lower triangular factors, zero above the diagonal. */
  readonly lower: T;
  /** The matrices of the batch that are not positive definite. */
  readonly failed: readonly number[];
}

/**
 * L with `a = L Lᵀ` for each of `batch` matrices of `n` by `n`; only the lower triangles are read.
 *
 * Where a matrix is not positive definite the lower triangle of its factor is NaN, as TensorFlow's
 * kernel gives it, and its index is in `failed`. A NaN in the matrix is no such failure: it goes
 * on into the factor.
 *
 * @throws {RangeError} where the length of `a` is not `batch n²`.
 */
export function cholesky<T extends FloatArray>(a: T, n: number, batch = 1): Cholesky<T> {
  checkLength("cholesky", "a", a, batch * n * n);
  const lower = alike(a, a.length);
  const failed: number[] = [];
  const l = new Float64Array(n * n);
  for (let item = 0; item < batch; item++) {
    const start = item * n * n;
    const success = factor(a.subarray(start, start + n * n), l, n);
    if (!success) failed.push(item);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) lower[start + i * n + j] = success ? l[i * n + j]! : NaN;
    }
  }
  return { lower, failed };
}

/** Writes the factor of one matrix into the lower triangle of `l`; false where there is none. */
function factor(a: FloatArray, l: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= l[row + k]! * l[other + k]!;
      if (i === j && sum <= 0) return false;
      l[row + j] = i === j ? Math.sqrt(sum) : sum / l[other + j]!;
    }
  }
  return true;
}
