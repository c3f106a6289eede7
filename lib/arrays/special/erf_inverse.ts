/**
 * The inverses of the error function and of the normal distribution function, by Newton's method.
 *
 * @module
 */
import { erf, erfcx, expMinusSquare, TWO_OVER_ROOT_PI } from "./erf.ts";

/** Steps of Newton's method: each start is right to a few digits, which double with each. */
const STEPS = 4;

/** x with `erf(x) = y`; ±Infinity at ±1, NaN beyond. */
export function erfinv(y: number): number {
  const size = Math.abs(y);
  if (!(size <= 1)) return NaN;
  return size < 0.5 ? central(y) : Math.sign(y) * erfcInverse(1 - size);
}

/** x below which a standard normal variable lies with probability `p`. */
export function ndtri(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p > 0.25 && p < 0.75) return Math.SQRT2 * central(2 * (p - 0.5));
  return p < 0.5 ? -Math.SQRT2 * erfcInverseHalf(p) : Math.SQRT2 * erfcInverseHalf(1 - p);
}

function central(y: number): number {
  let x = y / TWO_OVER_ROOT_PI * (1 + y * y * (0.2618 + y * y * 0.3));
  for (let step = 0; step < STEPS; step++) {
    x -= (erf(x) - y) / (TWO_OVER_ROOT_PI * expMinusSquare(x));
  }
  return x;
}

/** x with `erfc(x) = c` for c up to 1/2. */
function erfcInverse(c: number): number {
  return erfcInverseHalf(c / 2);
}

/** x with `erfc(x) = 2 half`, where `2 half <= 1/2`; solves the logarithm of the equation. */
function erfcInverseHalf(half: number): number {
  if (half === 0) return Infinity;
  const target = Math.log(half) + Math.LN2;
  // The normal quantile to three digits, by a quotient of Hastings's kind.
  const t = Math.sqrt(-2 * Math.log(half));
  let x = (t - (2.5155 + t * (0.8029 + t * 0.0103)) /
      (1 + t * (1.4328 + t * (0.1893 + t * 0.0013)))) / Math.SQRT2;
  for (let step = 0; step < STEPS; step++) {
    const scaled = erfcx(x);
    x += (Math.log(scaled) - x * x - target) * scaled / TWO_OVER_ROOT_PI;
  }
  return x;
}
