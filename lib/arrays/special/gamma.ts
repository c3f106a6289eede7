/**
 * The gamma function and its logarithm.
 *
 * @module
 */
import { BERNOULLI, once, polynomial, sinPi } from "./series.ts";
import { zeta } from "./zeta.ts";

/** From here on Stirling's series has all digits. */
export const LARGE = 10;
/** `1 - gamma`, Euler's. */
const ONE_MINUS_EULER = 0.42278433509846713;
/** `log(2 pi) / 2`, and less a half. */
const HALF_LOG_TAU = 0.9189385332046728;
const HALF_LOG_TAU_LESS_HALF = 0.4189385332046727;

/** Taylor coefficients of `lgamma(2 + z) / z`. */
const TAYLOR = once((): readonly number[] =>
  Array.from(
    { length: 29 },
    (_, k) => k === 0 ? ONE_MINUS_EULER : (k % 2 === 0 ? -1 : 1) * zeta(k + 1, 2) / (k + 1),
  )
);

const STIRLING: readonly number[] = BERNOULLI.map((b, j) => b / ((2 * j + 2) * (2 * j + 1)));

/** Stirling's series `lgamma(x) - (x - 1/2) log x + x - log(2 pi) / 2`, for `x >= 10`. */
export function stirling(x: number): number {
  return polynomial(STIRLING, 1 / (x * x)) / x;
}

/** `log |Γ(x)|`; Infinity at the poles and at both ends. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (!Number.isFinite(x) || x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < -0.5) return Math.log(Math.PI / Math.abs(x * sinPi(x))) - lgamma(-x);
  if (x < 0.5) return nearTwo(x) - Math.log(Math.abs(x)) - Math.log1p(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1);
  if (x >= LARGE) return (x - 0.5) * (Math.log(x) - 1) + HALF_LOG_TAU_LESS_HALF + stirling(x);
  let product = 1;
  while (x > 2.5) product *= --x;
  return nearTwo(x - 2) + Math.log(product);
}

/** `log Γ(1 + x)`, relatively accurate for small `x`. */
export function lgamma1p(x: number): number {
  return Math.abs(x) <= 0.5 ? nearTwo(x) - Math.log1p(x) : lgamma(1 + x);
}

/** `log Γ(2 + z)` for `|z| <= 1/2`. */
function nearTwo(z: number): number {
  return z * polynomial(TAYLOR(), z);
}

/** `Γ(x)` for `0 < x < 100`. */
export function gammaOfPositive(x: number): number {
  if (x >= LARGE) return x ** (x - 0.5) * Math.exp(HALF_LOG_TAU - x + stirling(x));
  let product = 1;
  while (x > 2.5) product *= --x;
  while (x < 1.5) product /= x++;
  return product * Math.exp(nearTwo(x - 2));
}
