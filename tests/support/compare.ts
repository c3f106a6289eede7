/**
 * Compares tensors the strict way: shape and element type first, then every element; NaN equals
 * only NaN, infinities only themselves.
 *
 * @module
 */
import { fail } from "@std/assert";
import { type DType, fromBfloat16 } from "../../lib/arrays/dtypes.ts";
import type { HostData } from "../../lib/tensor/tensor.ts";
import type { Tolerance } from "./tolerances.ts";

/** What can be compared: a tensor, a host array, or a description of one. */
export interface Comparable {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data?: unknown;
  numpy?(): unknown;
}

/** Elements of a comparable, in row-major order. */
function elements(it: Comparable): ArrayLike<number> {
  return (it.numpy ? it.numpy() as Comparable : it).data as ArrayLike<number>;
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

/** Element types whose storage is not made of the numbers themselves, read as those. */
function numbersOf(dtype: DType, host: HostData): ArrayLike<number | bigint | string> {
  return dtype === "bfloat16" ? Array.from(host as Uint16Array, fromBfloat16) : host;
}

/** The magnitudes of the finite numbers of a storage, the largest and all added; 0 for texts. */
export function magnitudesOf(dtype: DType, host: HostData): { largest: number; sum: number } {
  let [largest, sum] = [0, 0];
  if (dtype === "string") return { largest, sum };
  const numbers = numbersOf(dtype, host);
  for (let i = 0; i < numbers.length; i++) {
    const size = Math.abs(Number(numbers[i]));
    if (!Number.isFinite(size)) continue;
    sum += size;
    if (size > largest) largest = size;
  }
  return { largest, sum };
}

/**
 * What is wrong with values of a tensor of any element type, in words; `undefined` if nothing is.
 * Whole numbers, truth values and texts have to be equal.
 */
export function findDifference(
  dtype: DType,
  actual: HostData,
  expected: HostData,
  bounds: Tolerance,
  anyZero: boolean,
): string | undefined {
  if (actual.length !== expected.length) {
    return `${actual.length} numbers instead of ${expected.length}`;
  }
  const [a, e] = [numbersOf(dtype, actual), numbersOf(dtype, expected)];
  const wrong: number[] = [];
  for (let i = 0; i < e.length; i++) {
    const [x, y] = [a[i], e[i]];
    const isRight = typeof x === "number" && typeof y === "number"
      ? isClose(x, y, bounds) && (anyZero || x !== 0 || y !== 0 || Object.is(x, y))
      : x === y;
    if (!isRight) wrong.push(i);
  }
  if (wrong.length === 0) return undefined;
  const some = wrong.slice(0, 4).map((i) => `${spell(a[i])} instead of ${spell(e[i])} at ${i}`);
  return `${wrong.length} of ${e.length} differ: ${
    some.join(", ")
  } (atol ${bounds.atol}, rtol ${bounds.rtol})`;
}

const spell = (x: unknown): string => Object.is(x, -0) ? "-0" : String(x);

/** A comparable of plain numbers. */
export function float32(values: readonly number[], shape: readonly number[]): Comparable {
  return { shape, dtype: "float32", data: Float32Array.from(values) };
}
