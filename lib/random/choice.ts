/**
 * Choice by probabilities, as NumPy makes it: a uniform number is looked up in the cumulative
 * probabilities.
 *
 * @module
 */
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";

/** How far the sum of probabilities may be from 1. */
const TOLERANCE = Math.sqrt(2 ** -52);

/** Probabilities of `items` items. */
export function checkWeights(where: string, p: unknown, items: number): Float64Array {
  const list = p instanceof Float64Array || Array.isArray(p) ? p : undefined;
  if (list?.length !== items) {
    throw new TypeError(
      `${where}: expected p to have ${items} probabilities, received p=${formatValue(p)}`,
    );
  }
  list.forEach((value: unknown, i: number) =>
    checkFinite(where, `p[${i}]`, value, { min: 0, max: 1 })
  );
  const weights = Float64Array.from(list as number[]);
  const sum = weights.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) > TOLERANCE) {
    throw new RangeError(`${where}: expected p to add up to 1, received a sum of ${sum}`);
  }
  return weights;
}

/** Cumulative probabilities, the last one 1. */
export function sums(p: Float64Array): Float64Array {
  let total = 0;
  const cumulative = p.map((value) => total += value);
  return cumulative.map((value) => value / total);
}

/** The number of cumulative probabilities that are not above `x`. */
export function search(cumulative: Float64Array, x: number): number {
  let [low, high] = [0, cumulative.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `count` different items; each round draws as many as are missing and keeps the new ones. */
export function drawUnlike(uniform: () => number, p: Float64Array, count: number): number[] {
  const rest = p.slice();
  const found: number[] = [];
  while (found.length < count) {
    const points = Array.from({ length: count - found.length }, uniform);
    for (const item of found) rest[item] = 0;
    const cumulative = sums(rest);
    found.push(...new Set(points.map((x) => search(cumulative, x))));
  }
  return found;
}
