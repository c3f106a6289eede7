/**
 * Chernoff's bound: limits of a mean that hold for any distribution and any number of values.
 *
 * @module
 */
import type { Distribution } from "./distributions.ts";

/** Range of `t`, in units of the standard deviation, in which the best bound is looked for. */
const T_RANGE = [1e-4, 1e4] as const;
/** Steps of the search; each leaves two thirds of the range. */
const STEPS = 40;

/**
 * Limits that the mean of `n` independent `f(x)` leaves to each side with probability `<= alpha`:
 * for every `t > 0`, `P(mean >= c) <= exp(n * (L(t) - t * c))` with `L(t) = log E[exp(t * f)]`, so
 * the least `(L(t) + log(1 / alpha) / n) / t` is such a limit.
 */
export function chernoffLimits(
  law: Distribution,
  f: (x: number) => number,
  n: number,
  alpha: number,
): [low: number, high: number] {
  const weights = Float64Array.from(law.nodes, ({ weight }) => weight);
  const values = Float64Array.from(law.nodes, ({ x }) => f(x));
  const mean = values.reduce((sum, y, i) => sum + weights[i]! * y, 0);
  const centred = values.map((y) => y - mean);
  const scale = Math.sqrt(centred.reduce((sum, y, i) => sum + weights[i]! * y * y, 0));
  const rounding = 1e-12 * Math.abs(mean);
  if (scale <= rounding) return [mean - rounding, mean + rounding];
  const budget = Math.log(1 / alpha) / n;
  const limit = (deviations: Float64Array) =>
    minimum(
      (logT) => {
        const t = Math.exp(logT) / scale;
        return (logMeanExp(deviations, weights, t) + budget) / t;
      },
      Math.log(T_RANGE[0]),
      Math.log(T_RANGE[1]),
    );
  return [mean - limit(centred.map((y) => -y)), mean + limit(centred)];
}

/** `log(sum(weights * exp(t * values)))`, without overflow. */
function logMeanExp(values: Float64Array, weights: Float64Array, t: number): number {
  let largest = -Infinity;
  for (const value of values) largest = Math.max(largest, value);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i]! * Math.exp(t * (values[i]! - largest));
  return Math.log(sum) + t * largest;
}

/** Least value found of a function with one minimum, by ternary search; never below the true one. */
function minimum(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let i = 0; i < STEPS; i++) {
    const [left, right] = [a + (b - a) / 3, b - (b - a) / 3];
    if (f(left) < f(right)) b = right;
    else a = left;
  }
  return f((a + b) / 2);
}
