/**
 * The goldens of lib/arrays, and how far results may be from them.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import { fail } from "@std/assert";
import { isClose } from "../support/compare.ts";
import type { Tolerance } from "../support/tolerances.ts";

/** A decomposed matrix: numbers, and float64 arrays as the hex digits of their bits. */
export type MatrixCase = Record<string, string> & { rows: number; columns: number };

/** A CTC batch. */
export interface CTCCase {
  labels: number[];
  labelLength: number[];
  logitLength: number[];
  blankIndex: number;
  sparse: boolean;
  loss: string;
  gradient: string;
}

/** What tests/goldens/arrays/make_goldens.py writes. */
export interface Goldens {
  special: Record<string, { arguments: number; table: string }>;
  matrices: MatrixCase[];
  sorting: {
    rows: number[][];
    ascending: number[][];
    descending: number[][];
    topK: Record<string, number[][]>;
    withNaN: { row: string; numpy: number[] };
    unique: { values: number[]; inverse: number[]; counts: number[] };
    uniqueWithNaN: { inverse: number[]; counts: number[] };
    searchsorted: { sorted: string; values: string; left: number[]; right: number[] };
  };
  ctc: {
    frames: number;
    batch: number;
    classes: number;
    maxLabels: number;
    logits: string;
    cases: CTCCase[];
  };
}

const file = new URL("../goldens/arrays/goldens.json.gz", import.meta.url);

export const goldens = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(file))),
) as Goldens;

/** Numbers from the hex digits of their bits. */
export function numbers(hex: string): Float64Array {
  const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, i) => {
    return parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  });
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i));
}

/** Fails unless both have the same length and every element is near enough. */
export function assertNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  bounds: Tolerance,
  message: string,
): void {
  if (actual.length !== expected.length) {
    fail(`${message}: ${actual.length} elements instead of ${expected.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    if (!isClose(actual[i]!, expected[i]!, bounds)) {
      fail(`${message}: ${actual[i]} instead of ${expected[i]} at ${i}`);
    }
  }
}

/** Numbers between -1 and 1 from a seed (a linear congruential generator). */
export function noise(seed: number, length: number): Float64Array {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The product of matrices of `m` by `k` and `k` by `n`. */
export function product(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  m: number,
  k: number,
  n: number,
): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let i = 0; i < k; i++) sum += a[Math.floor(at / n) * k + i]! * b[i * n + at % n]!;
    return sum;
  });
}

/** The transpose of a matrix. */
export function transpose(a: ArrayLike<number>, rows: number, columns: number): Float64Array {
  return Float64Array.from(
    { length: rows * columns },
    (_, at) => a[at % rows * columns + Math.floor(at / rows)]!,
  );
}

/** The identity. */
export function eye(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);
}
