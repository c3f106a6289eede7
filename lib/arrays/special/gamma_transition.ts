/**
 * The incomplete gamma functions where `x` is near a large `a`: Temme's uniform expansion, in the
 * form of Gil, Segura and Temme (SIAM J. Sci. Comput. 34, 2012), and its derivative.
 *
 * With `eta² / 2 = x/a - 1 - log(x/a)`, `Q = erfc(eta sqrt(a/2)) / 2 + R` and
 * `R = exp(-a eta² / 2) / sqrt(2 pi a) S(eta)`. The coefficients of S follow from a differential
 * equation by a recurrence that runs backward.
 *
 * @module
 */
import { ETA } from "./coefficients.ts";
import { erfc } from "./erf.ts";
import { log1pMinus } from "./series.ts";

/** Both functions at once, and the derivative of the lower one with respect to `a`. */
export interface Transition {
  readonly lower: number;
  readonly upper: number;
  readonly gradient: number;
}

/** `x/a - 1 - log(x/a)`, to full relative accuracy. */
export function gap(a: number, x: number): number {
  const ratio = x / a;
  return ratio < 0.6 ? ratio - 1 - Math.log(ratio) : -log1pMinus((x - a) / a);
}

/** The values for `a >= 25` and a gap below 1/2. */
export function transition(a: number, x: number): Transition {
  const half = gap(a, x);
  const mu = (x - a) / a;
  const eta = Math.sign(mu) * Math.sqrt(2 * half);
  const z = eta * Math.sqrt(a / 2);
  const { sum, byA, byEta } = expansion(a, eta);
  const weight = Math.exp(-a * half) / Math.sqrt(2 * Math.PI * a);
  const rest = weight * sum;
  // d eta / d a = -mu / (a eta), which tends to -1/a where both vanish.
  const slope = eta === 0 ? -1 / a : -mu / (a * eta);
  const slopeOfSum = byA + byEta * slope;
  // d (a eta² / 2) / d a = half - mu; d z / d a follows from z = eta sqrt(a / 2).
  const zSlope = Math.sqrt(a / 2) * (slope + eta / (2 * a));
  const gaussian = 2 * Math.sqrt(a / 2) * weight * zSlope;
  const restSlope = weight * (sum * (mu - half - 0.5 / a) + slopeOfSum);
  return {
    lower: erfc(-z) / 2 - rest,
    upper: erfc(z) / 2 + rest,
    gradient: gaussian - restSlope,
  };
}

/** S at eta, and its partial derivatives. */
function expansion(a: number, eta: number) {
  // beta_(n-1) = f_n + (n + 1) / a beta_(n+1), with the derivatives by a beside it.
  let [after, here] = [0, 0];
  let [afterByA, hereByA] = [0, 0];
  let [sum, byEta, byA] = [0, 0, 0];
  let [first, firstByA] = [0, 0];
  for (let n = ETA.length - 1; n > 0; n--) {
    const factor = (n + 1) / a;
    const before = ETA[n]! + factor * after;
    const beforeByA = factor * (afterByA - after / a);
    [after, here] = [here, before];
    [afterByA, hereByA] = [hereByA, beforeByA];
    byEta = byEta * eta + sum;
    sum = sum * eta + here;
    byA = byA * eta + hereByA;
    if (n === 2) [first, firstByA] = [here, hereByA];
  }
  const norm = 1 + first / a;
  const normByA = (firstByA - first / a) / a;
  return {
    sum: sum / norm,
    byEta: byEta / norm,
    byA: (byA - sum / norm * normByA) / norm,
  };
}
