/**
 * The factors Q (orthonormal columns) and R (upper triangular) of matrices of any shape.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, matrixAt, transposed } from "../types.ts";
import { formQ, triangularize } from "./householder.ts";

/** What {@linkcode qr} gives. */
export interface QR<T extends FloatArray> {
  /** Of `rows` by `inner`. */
  readonly q: T;
  /** Of `inner` by `columns`. */
  readonly r: T;
  /** `min(rows, columns)`, or `rows` with full matrices. */
  readonly inner: number;
}

/** Options of {@linkcode qr}. */
export interface QROptions {
  /** Whether Q is square; default false. */
  readonly fullMatrices?: boolean;
  /** Number of matrices; default 1. */
  readonly batch?: number;
}

/**
 * Q and R with `a = Q R` for each of `batch` matrices of `rows` by `columns`, with the signs of
 * tf.linalg.qr. NaN and infinities give NaN.
 *
 * @throws {RangeError} where the length of `a` is not `batch rows columns`.
 */
export function qr<T extends FloatArray>(
  a: T,
  rows: number,
  columns: number,
  { fullMatrices = false, batch = 1 }: QROptions = {},
): QR<T> {
  checkLength("qr", "a", a, batch * rows * columns);
  const inner = fullMatrices ? rows : Math.min(rows, columns);
  const q = alike(a, batch * rows * inner);
  const r = alike(a, batch * inner * columns);
  for (let item = 0; item < batch; item++) {
    const matrix = matrixAt(a, item, rows * columns);
    const reflections = triangularize(transposed(matrix, rows, columns), rows, columns);
    q.set(transposed(formQ(reflections, inner), inner, rows), item * rows * inner);
    const start = item * inner * columns;
    for (let i = 0; i < Math.min(rows, columns); i++) {
      for (let j = i; j < columns; j++) {
        r[start + i * columns + j] = reflections.packed[j * rows + i]!;
      }
    }
  }
  return { q, r, inner };
}
