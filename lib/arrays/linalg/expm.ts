/**
 * Exponentials of square matrices: a quotient of two polynomials of a scaled matrix, squared as
 * often as it was halved (Higham, The Scaling and Squaring Method for the Matrix Exponential
 * Revisited, 2005).
 *
 * @module
 */
import { alike, checkLength, type FloatArray, identity, matrixAt } from "../types.ts";
import { solve } from "./solve.ts";

/** Coefficients of the numerator, from the constant on; the denominator's alternate in sign. */
const COEFFICIENTS = coefficients(13);

/** Norm up to which the quotient is exact to float64. */
const BOUND = 5.371920351148152;

/** The [m / m] Padé approximant's, scaled so that the last one is 1. */
function coefficients(m: number): readonly number[] {
  const result = [1];
  for (let j = m; j > 0; j--) result.unshift(result[0]! * j * (2 * m - j + 1) / (m - j + 1));
  return result;
}

/**
 * `I + a + a^2 / 2! + ...` for each of `batch` matrices of `n` by `n`. NaN and infinities give NaN.
 *
 * @throws {RangeError} where the length of `a` is not `batch n²`.
 */
export function expm<T extends FloatArray>(a: T, n: number, batch = 1): T {
  checkLength("expm", "a", a, batch * n * n);
  const result = alike(a, a.length);
  for (let item = 0; item < batch; item++) {
    result.set(exponential(matrixAt(a, item, n * n), n), item * n * n);
  }
  return result;
}

function exponential(a: Float64Array, n: number): Float64Array {
  const size = norm(a, n);
  if (!Number.isFinite(size)) return a.fill(NaN);
  const halvings = size > BOUND ? Math.ceil(Math.log2(size / BOUND)) : 0;
  const scale = 2 ** halvings;
  const scaled = a.map((entry) => entry / scale);
  const squared = product(scaled, scaled, n);
  // Even powers and odd ones apart: the denominator has the odd ones with the other sign.
  let even = multiple(identity(n), COEFFICIENTS[12]!);
  let odd = multiple(identity(n), COEFFICIENTS[13]!);
  for (let k = 10; k >= 0; k -= 2) {
    even = plus(product(even, squared, n), multiple(identity(n), COEFFICIENTS[k]!));
    odd = plus(product(odd, squared, n), multiple(identity(n), COEFFICIENTS[k + 1]!));
  }
  odd = product(odd, scaled, n);
  let result = solve(plus(even, multiple(odd, -1)), plus(even, odd), n, n);
  for (let i = 0; i < halvings; i++) result = product(result, result, n);
  return result;
}

/** The largest sum of magnitudes of a column; NaN where an entry is. */
function norm(a: Float64Array, n: number): number {
  let result = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(a[i * n + j]!);
    result = Math.max(result, sum);
  }
  return result;
}

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((entry, i) => entry + b[i]!);
}

function multiple(a: Float64Array, factor: number): Float64Array {
  return a.map((entry) => entry * factor);
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) result[i * n + j]! += factor * b[k * n + j]!;
    }
  }
  return result;
}
