/**
 * Eigenvalues and eigenvectors of self-adjoint matrices.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, largest, matrixAt } from "../types.ts";
import { diagonalize, tridiagonalize } from "./tridiagonal.ts";

/** What {@linkcode eigh} gives. */
export interface Eigh<T extends FloatArray> {
  /** `n` eigenvalues a matrix, ascending. */
  readonly values: T;
  /** `n` by `n` a matrix: column `j` belongs to eigenvalue `j`. */
  readonly vectors: T;
}

/**
 * The eigenvalues, ascending, and orthonormal eigenvectors of `batch` self-adjoint matrices of `n`
 * by `n`, with the signs of tf.linalg.eigh: those depend on when the steps end, which is earlier
 * for float32, though all is computed in float64. Only the lower triangles are read.
 *
 * @throws {RangeError} where a matrix holds NaN or an infinity, or the length of `a` does not fit.
 */
export function eigh<T extends FloatArray>(a: T, n: number, batch = 1): Eigh<T> {
  const where = "eigh";
  checkLength(where, "a", a, batch * n * n);
  const values = alike(a, batch * n);
  const vectors = alike(a, a.length);
  const epsilon = a instanceof Float32Array ? 2 ** -23 : Number.EPSILON;
  for (let item = 0; item < batch; item++) {
    const matrix = matrixAt(a, item, n * n);
    for (let i = 0; i < n; i++) matrix.fill(0, i * n + i + 1, (i + 1) * n);
    const scale = largest(matrix);
    const finite = Number.isFinite(scale);
    const scaled = matrix.map((entry) => entry / (scale === 0 ? 1 : scale));
    const form = finite ? tridiagonalize(scaled, n) : undefined;
    if (form === undefined || !diagonalize(form, n, epsilon)) {
      throw new RangeError(
        `Self-adjoint eigen decomposition was not successful: expected finite numbers, ` +
          `received a largest magnitude of ${scale} in matrix ${item} of the batch; the input ` +
          `might not be valid`,
      );
    }
    sort(form.diagonal, form.q, n);
    for (let j = 0; j < n; j++) {
      values[item * n + j] = form.diagonal[j]! * scale;
      for (let i = 0; i < n; i++) vectors[(item * n + i) * n + j] = form.q[j * n + i]!;
    }
  }
  return { values, vectors };
}

/** Brings eigenvalues, and the columns of `q` with them, into ascending order. */
function sort(values: Float64Array, q: Float64Array, n: number): void {
  for (let i = 0; i < n - 1; i++) {
    let least = i;
    for (let j = i + 1; j < n; j++) if (values[j]! < values[least]!) least = j;
    if (least === i) continue;
    [values[i], values[least]] = [values[least]!, values[i]!];
    const column = q.slice(i * n, (i + 1) * n);
    q.copyWithin(i * n, least * n, (least + 1) * n);
    q.set(column, least * n);
  }
}
