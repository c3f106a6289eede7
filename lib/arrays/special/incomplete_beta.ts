/**
 * The regularized incomplete beta function, by its continued fraction.
 *
 * @module
 */
import { gammaOfPositive, LARGE, stirling } from "./gamma.ts";
import { log1pMinus } from "./series.ts";

/** Steps of the fraction; it takes some multiple of `sqrt(max(a, b))`. */
const MAX_STEPS = 2e6;
/** Terms of the power series. */
const MAX_TERMS = 1e4;

/**
 * I_x(a, b), from 0 at `x = 0` to 1 at `x = 1`; NaN unless `a > 0`, `b > 0` and `0 <= x <= 1`, and
 * where the fraction leaves the range of numbers (an argument near 1e300).
 */
export function betainc(a: number, b: number, x: number): number {
  const isDefined = !(a <= 0 || b <= 0) && (a !== Infinity || b !== Infinity);
  if (isDefined && (x === 0 || x === 1)) return x; // as in TensorFlow, also of NaN
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1) || a === Infinity && b === Infinity) return NaN;
  if (a === Infinity || b === Infinity) return b === Infinity ? 1 : 0;
  const y = 1 - x;
  if (x <= (a + 1) / (a + b + 2)) return Math.min(1, factor(a, b, x, y) * fraction(a, b, x, y));
  const other = factor(b, a, y, x) * fraction(b, a, y, x);
  // The complement has few digits left where the other part is nearly everything.
  const series = other > 0.9 && b < 1 ? powerSeries(a, b, x) : undefined;
  return series === undefined ? 1 - other : factor(a, b, x, y) * y ** -b * series;
}

/** `xᵃ yᵇ / (a B(a, b))` with `y = 1 - x`. */
function factor(a: number, b: number, x: number, y: number): number {
  if (a < LARGE && b < LARGE) {
    const gammas = gammaOfPositive(a + b + 1) / (gammaOfPositive(a + 1) * gammaOfPositive(b + 1));
    return x ** a * y ** b * (b / (a + b)) * gammas;
  }
  if (a >= LARGE && b >= LARGE) {
    const difference = b * x - a * y;
    const exponent = a * logRatio(difference / a) + b * logRatio(-difference / b);
    const stirlings = stirling(a + b) - stirling(a) - stirling(b);
    return Math.exp(exponent + stirlings) * Math.sqrt(b / (a + b) / a / (2 * Math.PI));
  }
  return a < LARGE ? mixed(a, b, x, Math.log1p(-x)) : mixed(b, a, y, Math.log(x)) * (b / a);
}

/** `log1p(u) - u`; the linear parts of the two exponents cancel each other. */
function logRatio(u: number): number {
  return log1pMinus(Math.max(u, -1));
}

/** `pˢ qˡ / (s B(s, l))` for small `s` and large `l`: `p` is the base of `s`, `logQ` the log of the other. */
function mixed(s: number, l: number, p: number, logQ: number): number {
  // Γ(s + l) / Γ(l) = lˢ times a power near 1, by Stirling's series.
  const exponent = (s + l - 0.5) * Math.log1p(s / l) - s + stirling(s + l) - stirling(l);
  return (l * p) ** s * Math.exp(l * logQ + exponent) / gammaOfPositive(s + 1);
}

/** The continued fraction of `I_x(a, b) a B(a, b) / (xᵃ yᵇ)`, by Lentz's method. */
function fraction(a: number, b: number, x: number, y: number): number {
  // The even part: two steps of the usual fraction in one, which needs no 1 - x.
  let value = b0(a, b, x, y, 0);
  let [c, d] = [value, 0];
  for (let n = 1; n < MAX_STEPS; n++) {
    const an = (a + n - 1) / (a + 2 * n - 1) * ((a + b + n - 1) / (a + 2 * n - 1)) * n *
      (b - n) * x * x;
    const bn = b0(a, b, x, y, n);
    d = 1 / (bn + an * d);
    c = bn + an / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 2e-16) return a / value;
    if (!Number.isFinite(value)) break;
  }
  return NaN;
}

/** Partial denominator `n` of the fraction. */
function b0(a: number, b: number, x: number, y: number, n: number): number {
  const first = n === 0 ? 0 : n * (b - n) * x / (a + 2 * n - 1);
  const second = (a + n) * (a * y - b * x + 1 + n * (1 + y)) / (a + 2 * n + 1);
  return n + first + second;
}

/** `1 + a sum of (1 - b) ... (n - b) xⁿ / (n! (a + n))`; undefined where that takes too long. */
function powerSeries(a: number, b: number, x: number): number | undefined {
  let [sum, term] = [1, 1];
  for (let n = 1; n < MAX_TERMS; n++) {
    term *= (n - b) / n * x;
    const part = a * term / (a + n);
    sum += part;
    if (part < 1e-17 * sum) return sum;
  }
  return undefined;
}
