/**
 * Thresholds, above which a prediction counts as positive.
 *
 * @module
 */
import type { Option } from "../configuration/options.ts";
import { row } from "../configuration/rows.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { aval } from "../tensor/aval.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";

/** One threshold or several, from 0 to 1. */
export type Thresholds = number | readonly number[];

/** What stands for a prediction that is not among the largest. */
export const LEAST = -1e10;

/** What thresholds are moved by beyond 0 and 1, and what keeps from dividing by 0. */
export const EPSILON = 1e-7;

/** The row of thresholds; they stay as they were given. */
export function thresholdsRow(): Option<Thresholds | null, Thresholds | null> {
  return row<Thresholds, Thresholds, null>(null, (where, name, given) => {
    if (!Array.isArray(given)) return checkFinite(where, name, given, { min: 0, max: 1 });
    if (given.length === 0) {
      throw new RangeError(
        `${where}: expected ${name} to be a number from 0 to 1 or a list of them, received ${name}=${
          formatValue(given)
        }`,
      );
    }
    return given.map((it, i) => checkFinite(where, `${name}[${i}]`, it, { min: 0, max: 1 }));
  });
}

/** Thresholds as a list. */
export function thresholdList(given: Thresholds | null, ifMissing: number): readonly number[] {
  if (given === null) return [ifMissing];
  return typeof given === "number" ? [given] : given;
}

/** So many thresholds from 0 to 1, one as far from the next as the other. */
export function evenThresholds(count: number): number[] {
  const inner = Array.from({ length: count - 2 }, (_, i) => (i + 1) / (count - 1));
  return [0, ...inner, 1];
}

/** Whether thresholds are as far from each other as those that {@linkcode evenThresholds} gives. */
export function areEven(thresholds: readonly number[]): boolean {
  const last = thresholds.length - 1;
  if (last < 2) return false;
  return thresholds.every((it, i) => {
    const even = Math.fround(i / last);
    return Math.abs(it - even) <= EPSILON + 1e-5 * even;
  });
}

/** Numbers as a tensor of float32. */
export function rowOf(values: readonly number[]): Tensor {
  return leaf(Float32Array.from(values), aval("float32", [values.length]));
}
