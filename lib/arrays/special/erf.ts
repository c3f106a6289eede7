/**
 * The error function and its complement.
 *
 * @module
 */
import { ERFCX } from "./coefficients.ts";
import { chebyshev, polynomial } from "./series.ts";

/** `2 / sqrt(pi)`. */
export const TWO_OVER_ROOT_PI = 1.1283791670955126;

/** Below this magnitude erf is its Taylor series. */
const SMALL = 0.75;

/** Taylor coefficients of `erf(x) / x` in `x²`. */
const TAYLOR: readonly number[] = Array.from({ length: 18 }, (_, n) => {
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  return (n % 2 === 0 ? 1 : -1) * TWO_OVER_ROOT_PI / (factorial * (2 * n + 1));
});

/** `exp(x²) erfc(x)` for `x >= 0`. */
export function erfcx(x: number): number {
  if (x === Infinity) return 0;
  return chebyshev(ERFCX, (x - 4) / (x + 4)) / (1 + 2 * x);
}

/** `exp(-x²)`; the rounding error of the square is taken into account. */
export function expMinusSquare(x: number): number {
  if (!(Math.abs(x) < 28)) return Number.isNaN(x) ? NaN : 0;
  const high = Math.fround(x);
  return Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
}

/** `2/√π ∫₀ˣ exp(-t²) dt`. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < SMALL) return x * polynomial(TAYLOR, x * x);
  if (Number.isNaN(x)) return NaN;
  return Math.sign(x) * (1 - erfc(size));
}

/** `1 - erf(x)`, relatively accurate where it is small. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) < 0.5) return 1 - erf(x);
  return x < 0 ? 2 - erfc(-x) : expMinusSquare(x) * erfcx(x);
}
