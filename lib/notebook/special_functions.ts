/**
 * The special functions behind exact test thresholds: the incomplete gamma function and, from it,
 * the distribution functions and quantiles of the normal and chi-square distributions.
 *
 * @module
 */

/** Coefficients of Lanczos's approximation of the gamma function (g = 7, nine terms). */
const LANCZOS = [
  0.99999999999980993,
  676.5203681218851,
  -1259.1392167224028,
  771.32342877765313,
  -176.61502916214059,
  12.507343278686905,
  -0.13857109526572012,
  9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for `x >= 0.5`. */
export function logGamma(x: number): number {
  const y = x - 1;
  const sum = LANCZOS.reduce((total, c, i) => i === 0 ? c : total + c / (y + i), 0);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * The upper regularised incomplete gamma function: `Q(a, x) = Gamma(a, x) / Gamma(a)`,
 * for `a >= 0.5`.
 */
export function gammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

/** The lower regularised incomplete gamma function: `P(a, x) = 1 - Q(a, x)`. */
export function gammaLower(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? front * lowerSeries(a, x) : 1 - front * upperFraction(a, x);
}

/** The series of `P` without its front factor; converges fast for `x < a + 1`. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** The continued fraction of `Q` without its front factor, by Lentz's method; for `x >= a + 1`. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 1e-16 && n < 100_000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    change = d * c;
    value *= change;
  }
  return value;
}

/** Probability that a standard normal variable is at most `x`. */
export function normalCdf(x: number): number {
  const tail = gammaUpper(0.5, x * x / 2) / 2;
  return x > 0 ? 1 - tail : tail;
}

/** The value that a standard normal variable exceeds with probability `p`, `0 < p <= 0.5`. */
export function normalUpperQuantile(p: number): number {
  return root((x) => gammaUpper(0.5, x * x / 2) / 2 - p, 0, 40);
}

/** The value that a chi-square variable of `n` degrees of freedom exceeds with probability `p`. */
export function chiSquareUpperQuantile(n: number, p: number): number {
  return root((x) => gammaUpper(n / 2, x / 2) - p, 0, 20 * n + 2_000);
}

/** The value that a chi-square variable of `n` degrees of freedom stays below with probability `p`. */
export function chiSquareLowerQuantile(n: number, p: number): number {
  return root((x) => p - gammaLower(n / 2, x / 2), 0, 20 * n + 2_000);
}

/** Where a decreasing function crosses zero between `low` and `high`, by bisection. */
function root(decreasing: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const middle = (low + high) / 2;
    if (decreasing(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
