/**
 * Modified Bessel functions of the first kind, of orders 0 and 1, plain and scaled by exp(-|x|).
 *
 * @module
 */

/** From here on the asymptotic series has all digits. */
const LARGE = 25;

/** `(x/2)^order` times the sum of `(x²/4)^k / (k! (k + order)!)`: all terms are positive. */
function powerSeries(order: 0 | 1, x: number): number {
  const square = x * x / 4;
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= square / (k * (k + order));
    sum += term;
  }
  return order === 0 ? sum : sum * (x / 2);
}

/** `exp(-x) I(x)` for large `x`. */
function asymptotic(order: 0 | 1, x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; Math.abs(term) > 1e-17 && k < LARGE * 2; k++) {
    term *= ((2 * k - 1) ** 2 - 4 * order) / (8 * k * x);
    sum += term;
  }
  return sum / Math.sqrt(2 * Math.PI) / Math.sqrt(x); // the product with x could overflow
}

function bessel(order: 0 | 1, x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (size === Infinity) return order === 0 ? Infinity : x;
  if (size < LARGE) return powerSeries(order, x);
  // In two steps, since the exponential overflows before the product does.
  const half = Math.exp(size / 2);
  const value = half * asymptotic(order, size) * half;
  return order === 1 && x < 0 ? -value : value;
}

function scaled(order: 0 | 1, x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (size === Infinity) return order === 1 && x < 0 ? -0 : 0;
  if (size < LARGE) return powerSeries(order, x) * Math.exp(-size);
  return order === 1 && x < 0 ? -asymptotic(order, size) : asymptotic(order, size);
}

/** I₀(x). */
export function i0(x: number): number {
  return bessel(0, x);
}

/** `exp(-|x|) I₀(x)`. */
export function i0e(x: number): number {
  return scaled(0, x);
}

/** I₁(x). */
export function i1(x: number): number {
  return bessel(1, x);
}

/** `exp(-|x|) I₁(x)`. */
export function i1e(x: number): number {
  return scaled(1, x);
}
