/**
 * The derivatives of log Γ: digamma, trigamma, polygamma.
 *
 * @module
 */
import { DIGAMMA_ROOT } from "./coefficients.ts";
import { LARGE, lgamma } from "./gamma.ts";
import { BERNOULLI, once, polynomial } from "./series.ts";
import { scaledZeta, zeta } from "./zeta.ts";

const [ROOT, ROOT_REST] = DIGAMMA_ROOT as [number, number];

/** Taylor coefficients about the root, of the function over the distance to it. */
const TAYLOR = once((): readonly number[] =>
  Array.from({ length: 44 }, (_, k) => (k % 2 === 0 ? 1 : -1) * zeta(k + 2, ROOT))
);

const ASYMPTOTIC: readonly number[] = BERNOULLI.map((b, j) => b / (2 * j + 2));

/** `d log Γ(x) / dx`; NaN at the poles, as TensorFlow has it. */
export function digamma(x: number): number {
  if (x === Infinity) return Infinity;
  if (!Number.isFinite(x) || x <= 0 && Number.isInteger(x)) return NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.round(x)));
  if (x >= LARGE) {
    const square = 1 / (x * x);
    return Math.log(x) - 0.5 / x - square * polynomial(ASYMPTOTIC, square);
  }
  let sum = 0;
  if (x < 1) sum = -1 / x++;
  while (x >= 2) sum += 1 / --x;
  const distance = x - ROOT - ROOT_REST;
  return sum + distance * polynomial(TAYLOR(), distance);
}

/** `d² log Γ(x) / dx²`. */
export function trigamma(x: number): number {
  return zeta(2, x);
}

/** Orders up to which the factorial is multiplied out. */
const MULTIPLIED = 1e5;

/** Derivative `n` of digamma; NaN unless `n` is a whole number >= 0. */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (!Number.isInteger(n) || n < 0 || Number.isNaN(x)) return NaN;
  const sign = n % 2 === 0 ? -1 : 1;
  if (x === Infinity) return sign * 0;
  // Factorials beyond 170! are Infinity.
  if (x <= 0) return sign * product(Math.min(n, 171), 1) * zeta(n + 1, x);
  const sum = scaledZeta(n + 1, x);
  if (n <= MULTIPLIED) return sign * product(n, x) * (sum / x);
  return sign * Math.exp(lgamma(n + 1) - (n + 1) * Math.log(x) + Math.log(sum));
}

/** `n! / xⁿ`, multiplied in an order that keeps the product within the range of numbers. */
function product(n: number, x: number): number {
  let result = 1;
  for (let low = 1, high = n; low <= high;) result *= (result < 1 ? high-- : low++) / x;
  return result;
}
