/**
 * Determinants and their logarithms.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, matrixAt } from "../types.ts";
import { cholesky } from "./cholesky.ts";
import { eliminate } from "./lu.ts";

/** What {@linkcode slogdet} gives, one element a matrix. */
export interface SignAndLog<T extends FloatArray> {
  /** 1, -1, or 0 where the matrix is singular. */
  readonly sign: T;
  /** log |det a|; `-Infinity` where the matrix is singular. */
  readonly logAbsDeterminant: T;
}

/** A power of two that takes a product back from the brink of overflow. */
const BRINK = 2 ** 500;

/** The determinant of each of `batch` matrices of `n` by `n`; 1 where `n` is 0. */
export function det<T extends FloatArray>(a: T, n: number, batch = 1): T {
  return overMatrices("det", a, n, batch, 1, (diagonal, sign) => {
    let product: number = sign;
    let scale = 0;
    for (const entry of diagonal) {
      product *= entry;
      // The product of a prefix may leave the range of numbers though the whole does not.
      while (Math.abs(product) > BRINK && product !== Infinity && product !== -Infinity) {
        product /= BRINK;
        scale++;
      }
      while (product !== 0 && Math.abs(product) < 1 / BRINK) {
        product *= BRINK;
        scale--;
      }
    }
    for (; scale > 0; scale--) product *= BRINK;
    for (; scale < 0; scale++) product /= BRINK;
    return [product];
  });
}

/** Sign and log |det| of each of `batch` matrices of `n` by `n`. */
export function slogdet<T extends FloatArray>(a: T, n: number, batch = 1): SignAndLog<T> {
  const pairs = overMatrices("slogdet", a, n, batch, 2, (diagonal, start) => {
    let sign: number = start;
    let sum = 0;
    for (const entry of diagonal) {
      sign *= Math.sign(entry);
      sum += Math.log(Math.abs(entry));
    }
    return [sign, sum];
  });
  const [sign, logAbsDeterminant] = [alike(a, batch), alike(a, batch)];
  for (let item = 0; item < batch; item++) {
    sign[item] = pairs[2 * item]!;
    logAbsDeterminant[item] = pairs[2 * item + 1]!;
  }
  return { sign, logAbsDeterminant };
}

/** log det of self-adjoint positive definite matrices, by Cholesky; NaN for any other. */
export function logdet<T extends FloatArray>(a: T, n: number, batch = 1): T {
  const { lower } = cholesky(Float64Array.from(a), n, batch);
  const result = alike(a, batch);
  for (let item = 0; item < batch; item++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += 2 * Math.log(lower[(item * n + i) * n + i]!);
    result[item] = sum;
  }
  return result;
}

/** What `fold` makes of the diagonal of U and the sign of the order of rows, for each matrix. */
function overMatrices<T extends FloatArray>(
  where: string,
  a: T,
  n: number,
  batch: number,
  width: number,
  fold: (diagonal: Float64Array, sign: 1 | -1) => number[],
): T {
  checkLength(where, "a", a, batch * n * n);
  const result = alike(a, batch * width);
  for (let item = 0; item < batch; item++) {
    const factors = matrixAt(a, item, n * n);
    const sign = eliminate(factors, new Int32Array(n), n);
    const diagonal = Float64Array.from({ length: n }, (_, i) => factors[i * n + i]!);
    result.set(fold(diagonal, sign), item * width);
  }
  return result;
}
