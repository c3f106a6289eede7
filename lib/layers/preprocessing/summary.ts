/**
 * Summaries of how values are spread: some of them in order, with how many each stands for, from
 * which boundaries of bins are taken. Numbers are of 32 bits where Keras's are.
 *
 * @module
 * @internal
 */

/** Values in order with their weights. */
export interface Summary {
  readonly values: Float32Array;
  readonly weights: Float32Array;
}

/** A summary of nothing. */
export const NOTHING: Summary = { values: new Float32Array(), weights: new Float32Array() };

/** Some of the values, `1 / epsilon` at most. */
export function summarize(values: ArrayLike<number | bigint>, epsilon: number): Summary {
  const sorted = Float32Array.from(values as ArrayLike<number>, Number).sort();
  const step = Math.max(sorted.length / (1 / epsilon), 1);
  const stride = Math.trunc(step);
  const chosen: number[] = [];
  for (let i = Math.trunc(step - 1); i < sorted.length; i += stride) chosen.push(sorted[i]!);
  return {
    values: Float32Array.from(chosen),
    weights: new Float32Array(chosen.length).fill(step),
  };
}

/** One summary of two. */
export function merge(a: Summary, b: Summary, epsilon: number): Summary {
  const values = [...a.values, ...b.values];
  const weights = [...a.weights, ...b.weights];
  const order = values.map((_, i) => i).sort((i, j) => ordered(values[i]!, values[j]!));
  return compress({
    values: Float32Array.from(order, (i) => values[i]!),
    weights: Float32Array.from(order, (i) => weights[i]!),
  }, epsilon);
}

/** As NumPy sorts: what is no number comes last. */
function ordered(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}

/** Boundaries between `bins` bins with as many values each. */
export function boundaries(summary: Summary, bins: number): number[] {
  return Array.from(compress(summary, 1 / bins).values.slice(0, -1));
}

/** A summary of `1 / epsilon` values, by interpolation. */
function compress(summary: Summary, epsilon: number): Summary {
  if (summary.values.length * epsilon < 1) return summary;
  const sums = new Float32Array(summary.weights.length);
  summary.weights.forEach((weight, i) => sums[i] = (sums[i - 1] ?? 0) + weight);
  const parts = sums.map((sum) => sum / sums.at(-1)!);
  const percents = Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon);
  const values = percents.map((it) => interpolate(it, parts, summary.values));
  const reached = percents.map((it) => interpolate(it, parts, sums));
  return {
    values: Float32Array.from(values),
    weights: Float32Array.from(reached, (it, i) => it - (reached[i - 1] ?? 0)),
  };
}

/** The value at `x` of the line through points whose `xs` rise. */
function interpolate(x: number, xs: Float32Array, ys: Float32Array): number {
  const last = xs.length - 1;
  if (x < xs[0]!) return ys[0]!;
  if (x >= xs[last]!) return ys[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  if (xs[low] === x) return ys[low]!;
  const slope = (ys[high]! - ys[low]!) / (xs[high]! - xs[low]!);
  return slope * (x - xs[low]!) + ys[low]!;
}
