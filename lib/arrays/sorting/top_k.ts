/**
 * The largest elements of each row, largest first; of equal ones those with the lower index first.
 * NaN counts as largest, as in {@linkcode argsort}.
 *
 * @module
 */
import type { OrderedArray } from "../types.ts";
import { argsort, before, rowCount } from "./argsort.ts";

/** What {@linkcode topK} gives: `k` elements a row. */
export interface TopK<T extends OrderedArray> {
  readonly values: T;
  readonly indices: Int32Array;
}

/** Shares of a row up to which a heap of the best is kept, instead of sorting the row. */
const SMALL_SHARE = 1 / 8;

/**
 * The `k` largest elements of each row of `width`, with their positions in the row.
 *
 * @throws {RangeError} where `k` is more than `width`, or `a` is not a whole number of rows.
 */
export function topK<T extends OrderedArray>(a: T, width: number, k: number): TopK<T> {
  const rows = rowCount("topK", a, width);
  if (!Number.isInteger(k) || k < 0 || k > width) {
    throw new RangeError(
      `topK: expected k to be a whole number from 0 to the length of the last axis, ${width}, ` +
        `received k=${k}`,
    );
  }
  const indices = new Int32Array(rows * k);
  const order = k > width * SMALL_SHARE ? argsort(a, width, "DESCENDING") : undefined;
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    const best = order?.subarray(start, start + k) ?? select(a, start, width, k);
    indices.set(best, row * k);
  }
  const values = a.slice(0, rows * k) as T;
  for (let i = 0; i < indices.length; i++) {
    values[i] = a[Math.floor(i / k) * width + indices[i]!]!;
  }
  return { values, indices };
}

/** The best `k` of one row in order, by a heap whose root is the worst of those kept. */
function select(a: OrderedArray, start: number, width: number, k: number): Int32Array {
  const heap = new Int32Array(k);
  if (k === 0) return heap;
  const better = (i: number, j: number) => {
    const [x, y] = [a[start + i]!, a[start + j]!];
    return before(x, y, true) || i < j && !before(y, x, true);
  };
  const sink = (index: number, at: number, size: number) => {
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && better(heap[child]!, heap[child + 1]!)) child++;
      if (!better(index, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = index;
  };
  for (let i = 0; i < k; i++) heap[i] = i;
  for (let at = (k >> 1) - 1; at >= 0; at--) sink(heap[at]!, at, k);
  for (let i = k; i < width; i++) if (better(i, heap[0]!)) sink(i, 0, k);
  for (let size = k - 1; size > 0; size--) {
    const worst = heap[0]!;
    sink(heap[size]!, 0, size);
    heap[size] = worst;
  }
  return heap;
}
