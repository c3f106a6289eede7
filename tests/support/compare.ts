/**
 * Compares tensors the strict way: shape and element type first, then every element; NaN equals
 * only NaN, infinities only themselves.
 *
 * @module
 */
import { fail } from "@std/assert";
import type { Tolerance } from "./tolerances.ts";

/** What can be compared: a tensor, a host array, or a description of one. */
export interface Comparable {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data?: unknown;
  dataSync?(): ArrayLike<number>;
}

/** Elements of a comparable, in row-major order. */
function elements(it: Comparable): ArrayLike<number> {
  return it.dataSync ? it.dataSync() : it.data as ArrayLike<number>;
}

/** Whether one element is near enough. */
export function isClose(actual: number, expected: number, { atol, rtol }: Tolerance): boolean {
  if (Number.isNaN(expected) || Number.isNaN(actual)) {
    return Number.isNaN(expected) && Number.isNaN(actual);
  }
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return actual === expected;
  return Math.abs(actual - expected) <= atol + rtol * Math.abs(expected);
}

/** Fails unless `actual` has the shape, the element type and the elements of `expected`. */
export function assertAllClose(
  actual: Comparable,
  expected: Comparable,
  bounds: Tolerance,
  message = "",
): void {
  const prefix = message ? `${message}: ` : "";
  if (`${actual.shape}` !== `${expected.shape}`) {
    fail(`${prefix}shape [${actual.shape}] instead of [${expected.shape}]`);
  }
  if (actual.dtype !== expected.dtype) {
    fail(`${prefix}dtype ${actual.dtype} instead of ${expected.dtype}`);
  }
  const [a, e] = [elements(actual), elements(expected)];
  if (a.length !== e.length) fail(`${prefix}${a.length} elements instead of ${e.length}`);
  let worst = -1;
  let worstError = -1;
  let count = 0;
  for (let i = 0; i < e.length; i++) {
    if (isClose(a[i]!, e[i]!, bounds)) continue;
    count++;
    const error = Math.abs(a[i]! - e[i]!);
    if (worst < 0 || error > worstError || Number.isNaN(error)) [worst, worstError] = [i, error];
  }
  if (count > 0) {
    fail(
      `${prefix}${count} of ${e.length} elements differ; worst at ${worst}: ${
        a[worst]
      } instead of ${e[worst]} (atol ${bounds.atol}, rtol ${bounds.rtol})`,
    );
  }
}

/** A comparable of plain numbers. */
export function float32(values: readonly number[], shape: readonly number[]): Comparable {
  return { shape, dtype: "float32", data: Float32Array.from(values) };
}
