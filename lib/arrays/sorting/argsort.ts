/**
 * The order that sorts each row, stable: equal elements stay in the order they have.
 *
 * NaN counts as larger than everything else and equal to NaN, and 0 as equal to -0. (TensorFlow
 * compares NaN with nothing, so that where its result puts the others depends on the algorithm.)
 *
 * @module
 */
import type { OrderedArray } from "../types.ts";

/** Which order. */
export type Direction = "ASCENDING" | "DESCENDING";

/** Rows of this length and below are sorted by insertion. */
const SHORT = 12;

/**
 * For each row of `width` elements the positions within the row, in the order that sorts them.
 *
 * @throws {RangeError} where `a` is not a whole number of rows.
 */
export function argsort(
  a: OrderedArray,
  width: number,
  direction: Direction = "ASCENDING",
): Int32Array {
  const rows = rowCount("argsort", a, width);
  const result = new Int32Array(a.length);
  const spare = new Int32Array(width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    sortRow(a, start, result.subarray(start, start + width), spare, direction === "DESCENDING");
  }
  return result;
}

/** How many rows of `width` elements there are; none where the width is 0. */
export function rowCount(where: string, a: OrderedArray, width: number): number {
  const rows = width === 0 ? 0 : a.length / width;
  if (!Number.isInteger(rows) || width === 0 && a.length > 0) {
    throw new RangeError(
      `${where}: expected rows of ${width} elements, received a.length=${a.length}`,
    );
  }
  return rows;
}

/** Whether the element `y`, further back, has to come before `x`. */
export function before(y: number | bigint, x: number | bigint, descending: boolean): boolean {
  if (descending) return y > x || y !== y && x === x;
  return y < x || x !== x && y === y;
}

/** Merges ever longer runs, back and forth between two arrays of positions. */
function sortRow(
  a: OrderedArray,
  start: number,
  order: Int32Array,
  spare: Int32Array,
  descending: boolean,
): void {
  const n = order.length;
  for (let i = 0; i < n; i++) order[i] = i;
  for (let low = 0; low < n; low += SHORT) insert(low, Math.min(low + SHORT, n));
  let [from, to] = [order, spare];
  for (let run = SHORT; run < n; run *= 2) {
    for (let low = 0; low < n; low += 2 * run) {
      merge(low, Math.min(low + run, n), Math.min(low + 2 * run, n));
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);

  function merge(low: number, middle: number, high: number): void {
    let [left, right] = [low, middle];
    for (let at = low; at < high; at++) {
      const takeRight = left === middle ||
        right < high &&
          before(a[start + from[right]!]!, a[start + from[left]!]!, descending);
      to[at] = takeRight ? from[right++]! : from[left++]!;
    }
  }

  function insert(low: number, high: number): void {
    for (let i = low + 1; i < high; i++) {
      const index = order[i]!;
      const value = a[start + index]!;
      let at = i;
      for (; at > low && before(value, a[start + order[at - 1]!]!, descending); at--) {
        order[at] = order[at - 1]!;
      }
      order[at] = index;
    }
  }
}
