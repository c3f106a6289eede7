/**
 * Sums that several of the special functions need.
 *
 * @module
 */

/** A table that is made when it is first needed: an import of the library waits for none. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}

/** The value at `t` of the polynomial with these coefficients, constant first. */
export function polynomial(coefficients: readonly number[], t: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * t + coefficients[i]!;
  return sum;
}

/** The value at `t`, from -1 to 1, of a sum of Chebyshev polynomials (Clenshaw). */
export function chebyshev(coefficients: readonly number[], t: number): number {
  let [one, two] = [0, 0];
  for (let i = coefficients.length - 1; i > 0; i--) {
    [one, two] = [2 * t * one - two + coefficients[i]!, one];
  }
  return t * one - two + coefficients[0]!;
}

/** Bernoulli numbers B₂, B₄, ... B₂₄. */
export const BERNOULLI: readonly number[] = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
  854513 / 138,
  -236364091 / 2730,
];

/** `log1p(u) - u`, without the cancellation that the difference has for small `u`. */
export function log1pMinus(u: number): number {
  if (!(Math.abs(u) < 0.4)) return Math.log1p(u) - u;
  // log1p(u) = 2 atanh(r) with r = u / (2 + u), and 2 r - u = -r u.
  const r = u / (2 + u);
  const square = r * r;
  let [sum, power] = [0, r * square];
  for (let k = 3; Math.abs(power) > 1e-18 * Math.abs(sum) * k; k += 2) {
    sum += power / k;
    power *= square;
  }
  return 2 * sum - r * u;
}

/** `sin(pi x)` to full accuracy for every `x`. */
export function sinPi(x: number): number {
  const whole = Math.round(x);
  const sine = Math.sin(Math.PI * (x - whole));
  return whole % 2 === 0 ? sine : -sine;
}
