/**
 * Systems of equations with a square matrix, and inverses, from the factors L and U.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, identity, matrixAt, transposed } from "../types.ts";
import { checkInvertible, eliminate } from "./lu.ts";
import { substitute } from "./triangular.ts";

/** Options of {@linkcode solve} and {@linkcode inv}. */
export interface SolveOptions {
  /** Whether `aᵀ` takes the place of `a`; default false. */
  readonly adjoint?: boolean;
  /** Number of matrices; default 1. */
  readonly batch?: number;
}

/**
 * x with `a x = b`, for `a` of `n` by `n` and `b` of `n` by `k`.
 *
 * @throws {RangeError} where a matrix is singular, or a length does not fit.
 */
export function solve<T extends FloatArray>(
  a: T,
  b: T,
  n: number,
  k: number,
  { adjoint = false, batch = 1 }: SolveOptions = {},
): T {
  const where = "solve";
  checkLength(where, "a", a, batch * n * n);
  checkLength(where, "b", b, batch * n * k);
  const result = alike(b, b.length);
  for (let item = 0; item < batch; item++) {
    const matrix = matrixAt(a, item, n * n);
    const factors = adjoint ? transposed(matrix, n, n) : matrix;
    const rows = new Int32Array(n);
    eliminate(factors, rows, n);
    checkInvertible("Input matrix is not invertible", factors, n, item);
    result.set(solveFactored(factors, rows, matrixAt(b, item, n * k), n, k), item * n * k);
  }
  return result;
}

/**
 * The inverse of each of `batch` matrices of `n` by `n`.
 *
 * @throws {RangeError} where a matrix is singular, or the length of `a` is not `batch n²`.
 */
export function inv<T extends FloatArray>(
  a: T,
  n: number,
  { adjoint = false, batch = 1 }: SolveOptions = {},
): T {
  const where = "inv";
  checkLength(where, "a", a, batch * n * n);
  const result = alike(a, a.length);
  for (let item = 0; item < batch; item++) {
    const factors = matrixAt(a, item, n * n);
    const rows = new Int32Array(n);
    eliminate(factors, rows, n);
    checkInvertible("Input is not invertible", factors, n, item);
    const inverse = solveFactored(factors, rows, identity(n), n, n);
    result.set(adjoint ? transposed(inverse, n, n) : inverse, item * n * n);
  }
  return result;
}

/** The solution for a right-hand side, from factors and the order of their rows. */
function solveFactored(
  factors: Float64Array,
  rows: Int32Array,
  b: Float64Array,
  n: number,
  k: number,
): Float64Array {
  const x = new Float64Array(n * k);
  for (let i = 0; i < n; i++) x.set(b.subarray(rows[i]! * k, rows[i]! * k + k), i * k);
  substitute(factors, x, n, k, { lower: true, unit: true });
  substitute(factors, x, n, k, { lower: false });
  return x;
}
