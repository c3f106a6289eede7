/**
 * The zeta function of Hurwitz.
 *
 * @module
 */
import { BERNOULLI } from "./series.ts";

/** `B₂ⱼ / (2j)!`, the weights of the formula of Euler and Maclaurin. */
const WEIGHTS: readonly number[] = BERNOULLI.map((number, index) => {
  let factorial = 1;
  for (let k = 2; k <= 2 * (index + 1); k++) factorial *= k;
  return number / factorial;
});

/**
 * `sum over k >= 0 of (q + k)^-x`. Infinity at `x = 1`, NaN for `x < 1`; for `q <= 0` as TensorFlow
 * has it: poles are Infinity for even `x`, else NaN, and between them only whole `x` have a value.
 */
export function zeta(x: number, q: number): number {
  if (Number.isNaN(x) || Number.isNaN(q) || x < 1) return NaN;
  if (x === 1) return Infinity;
  if (q <= 0) {
    const even = x === Infinity || x % 2 === 0;
    if (Number.isInteger(q) || q === -Infinity) return even ? Infinity : NaN;
    return Number.isInteger(x) ? below(x, q) : x === Infinity ? Infinity : NaN;
  }
  if (q === Infinity) return 0;
  if (x === Infinity) return q > 1 ? 0 : q === 1 ? 1 : Infinity;
  const first = q ** -x;
  // Where the first power vanishes or overflows the sum may not.
  if (first > 1e-290 && first < Infinity) return first * scaledZeta(x, q);
  return first < 1 ? q ** (1 - x) * (scaledZeta(x, q) / q) : first;
}

/** `q^x zeta(x, q)` for `x > 1`, `q > 0`: the sum of `(q / (q + k))^x`. */
export function scaledZeta(x: number, q: number): number {
  let [sum, a] = [0, q];
  const far = Math.max(12, x);
  for (; a < far; a++) {
    const term = (q / a) ** x;
    sum += term;
    if (term < 1e-18 * sum) return sum;
  }
  let tail = a / (x - 1) + 0.5;
  let factor = x / a;
  for (const [j, weight] of WEIGHTS.entries()) {
    const term = weight * factor;
    tail += term;
    if (Math.abs(term) < 1e-18 * tail) break;
    factor *= (x + 2 * j + 1) / a * ((x + 2 * j + 2) / a);
  }
  return sum + (q / a) ** x * tail;
}

/** The function between its poles on the negative axis, by reflection, for whole `x`. */
function below(x: number, q: number): number {
  // Both distances to the neighbouring poles are exact where they are small.
  const [down, up] = [q - Math.floor(q), Math.ceil(q) - q];
  const mirrored = zeta(x, up) - zeta(x, 1 - q);
  return zeta(x, down) + (x % 2 === 0 ? mirrored : -mirrored);
}
