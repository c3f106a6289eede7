/**
 * Systems of equations with a triangular matrix, by substitution.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, matrixAt } from "../types.ts";

/** Which equations {@linkcode triangularSolve} solves. */
export interface TriangularOptions {
  /** Whether the lower triangle of `a` is read, else the upper one; default true. */
  readonly lower?: boolean;
  /** Whether `aᵀ x = b` is solved; default false. */
  readonly adjoint?: boolean;
  /** Number of systems; default 1. */
  readonly batch?: number;
}

/**
 * x with `a x = b`, for `a` of `n` by `n` and `b` of `n` by `k`. The other triangle is not read.
 * A zero on the diagonal gives infinities and NaN, as TensorFlow's kernel does.
 *
 * @throws {RangeError} where a length does not fit.
 */
export function triangularSolve<T extends FloatArray>(
  a: T,
  b: T,
  n: number,
  k: number,
  { lower = true, adjoint = false, batch = 1 }: TriangularOptions = {},
): T {
  checkLength("triangularSolve", "a", a, batch * n * n);
  checkLength("triangularSolve", "b", b, batch * n * k);
  const result = alike(b, b.length);
  for (let item = 0; item < batch; item++) {
    const x = matrixAt(b, item, n * k);
    substitute(matrixAt(a, item, n * n), x, n, k, { lower, adjoint });
    result.set(x, item * n * k);
  }
  return result;
}

/** Replaces `x` (`n` by `k`) by the solution; a diagonal of ones is assumed where `unit` says so. */
export function substitute(
  a: Float64Array,
  x: Float64Array,
  n: number,
  k: number,
  { lower = true, adjoint = false, unit = false },
): void {
  const [down, along] = adjoint ? [1, n] : [n, 1];
  const forward = lower !== adjoint;
  for (let step = 0; step < n; step++) {
    const i = forward ? step : n - 1 - step;
    const row = i * k;
    for (let done = 0; done < step; done++) {
      const j = forward ? done : n - 1 - done;
      subtractMultiple(x, row, j * k, a[i * down + j * along]!, k);
    }
    if (unit) continue;
    const pivot = a[i * n + i]!;
    for (let c = 0; c < k; c++) x[row + c] = x[row + c]! / pivot;
  }
}

/** Subtracts `factor` times the `count` numbers at `from` from those at `to`. */
function subtractMultiple(
  x: Float64Array,
  to: number,
  from: number,
  factor: number,
  count: number,
): void {
  const end = to + count;
  for (; to < end; to++, from++) x[to] = x[to]! - factor * x[from]!;
}
