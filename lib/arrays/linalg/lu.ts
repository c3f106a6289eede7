/**
 * The factors L and U of square matrices, with the rows exchanged so that pivots are largest.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, matrixAt } from "../types.ts";

/** What {@linkcode lu} gives. */
export interface LU<T extends FloatArray> {
  /** U in the upper triangles with the diagonals, L below, whose diagonal of ones is left out. */
  readonly factors: T;
  /** For each row of the factors, the row of the matrix it comes from. */
  readonly permutation: Int32Array;
}

/**
 * L and U with `a[permutation] = L U` for each of `batch` matrices of `n` by `n`.
 *
 * @throws {RangeError} where a matrix is singular, or the length of `a` is not `batch n²`.
 */
export function lu<T extends FloatArray>(
  a: T,
  n: number,
  batch = 1,
): LU<T> {
  checkLength("lu", "a", a, batch * n * n);
  const factors = alike(a, a.length);
  const permutation = new Int32Array(batch * n);
  for (let item = 0; item < batch; item++) {
    const work = matrixAt(a, item, n * n);
    const rows = permutation.subarray(item * n, (item + 1) * n);
    eliminate(work, rows, n);
    checkInvertible("Input is not invertible", work, n, item);
    factors.set(work, item * n * n);
  }
  return { factors, permutation };
}

/**
 * Replaces `a` by its factors, fills `rows` with the order of its rows, and gives the order's sign.
 * A pivot that is NaN counts as the largest, so that it reaches every result.
 */
export function eliminate(a: Float64Array, rows: Int32Array, n: number): 1 | -1 {
  let sign: 1 | -1 = 1;
  for (let i = 0; i < n; i++) rows[i] = i;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      const size = Math.abs(a[i * n + k]!);
      if (size > Math.abs(a[pivot * n + k]!) || Number.isNaN(size)) pivot = i;
    }
    if (pivot !== k) {
      sign = sign === 1 ? -1 : 1;
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      const row = a.slice(k * n, k * n + n);
      a.copyWithin(k * n, pivot * n, pivot * n + n);
      a.set(row, pivot * n);
    }
    const head = a[k * n + k]!;
    if (head === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] = a[i * n + k]! / head;
      for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - factor * a[k * n + j]!;
    }
  }
  return sign;
}

/**
 * @throws {RangeError} where U has a zero on its diagonal; `text` is TensorFlow's. Who computes it
 * for an operation names that.
 */
export function checkInvertible(
  text: string,
  factors: Float64Array,
  n: number,
  item: number,
): void {
  for (let i = 0; i < n; i++) {
    if (factors[i * n + i] === 0) {
      throw new RangeError(
        `${text}: expected invertible matrices, received a singular one at index ${item} ` +
          `of the batch (pivot ${i} is 0); add a small multiple of the identity, or use ` +
          `tf.linalg.pinv`,
      );
    }
  }
}
