/**
 * Systems of equations with tridiagonal matrices.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, matrixAt } from "../types.ts";

/** Options of {@linkcode tridiagonalSolve}. */
export interface TridiagonalOptions {
  /** Whether rows are exchanged where the one below has the larger pivot; default true. */
  readonly partialPivoting?: boolean;
  /** Number of systems; default 1. */
  readonly batch?: number;
}

/**
 * x with `T x = b`, for `b` of `n` by `k`. `diagonals` holds three rows of `n`: what is above the
 * diagonal (the last one is not read), the diagonal, and what is below (the first one is not read).
 * A pivot of zero gives NaN.
 *
 * @throws {RangeError} where a length does not fit.
 */
export function tridiagonalSolve<T extends FloatArray>(
  diagonals: T,
  b: T,
  n: number,
  k: number,
  { partialPivoting = true, batch = 1 }: TridiagonalOptions = {},
): T {
  checkLength("tridiagonalSolve", "diagonals", diagonals, batch * 3 * n);
  checkLength("tridiagonalSolve", "b", b, batch * n * k);
  const result = alike(b, b.length);
  for (let item = 0; item < batch; item++) {
    const rows = matrixAt(diagonals, item, 3 * n);
    const x = matrixAt(b, item, n * k);
    if (!solveOne(rows, x, n, k, partialPivoting)) x.fill(NaN);
    result.set(x, item * n * k);
  }
  return result;
}

/** Replaces `x` by the solution; false where a pivot is zero. */
function solveOne(
  rows: Float64Array,
  x: Float64Array,
  n: number,
  k: number,
  pivoting: boolean,
): boolean {
  const [above, pivots, below] = [0, 1, 2].map((row) => rows.subarray(row * n, (row + 1) * n));
  // Exchanged rows reach one column further.
  const further = new Float64Array(n);
  if (n > 0) above![n - 1] = 0;
  for (let i = 0; i + 1 < n; i++) {
    if (pivoting && Math.abs(below![i + 1]!) > Math.abs(pivots![i]!)) exchange(i);
    if (pivots![i] === 0) return false;
    const factor = below![i + 1]! / pivots![i]!;
    pivots![i + 1] = pivots![i + 1]! - factor * above![i]!;
    above![i + 1] = above![i + 1]! - factor * further[i]!;
    for (let c = 0; c < k; c++) {
      x[(i + 1) * k + c] = x[(i + 1) * k + c]! - factor * x[i * k + c]!;
    }
  }
  if (n > 0 && pivots![n - 1] === 0) return false;
  for (let i = n - 1; i >= 0; i--) {
    for (let c = 0; c < k; c++) {
      let value = x[i * k + c]!;
      if (i + 1 < n) value -= above![i]! * x[(i + 1) * k + c]!;
      if (i + 2 < n) value -= further[i]! * x[(i + 2) * k + c]!;
      x[i * k + c] = value / pivots![i]!;
    }
  }
  return true;

  function exchange(i: number): void {
    [pivots![i], below![i + 1]] = [below![i + 1]!, pivots![i]!];
    [above![i], pivots![i + 1]] = [pivots![i + 1]!, above![i]!];
    [further[i], above![i + 1]] = [above![i + 1]!, 0];
    for (let c = 0; c < k; c++) {
      [x[i * k + c], x[(i + 1) * k + c]] = [x[(i + 1) * k + c]!, x[i * k + c]!];
    }
  }
}
