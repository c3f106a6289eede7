/**
 * Where elements belong in sorted rows, by bisection.
 *
 * @module
 */
import { checkLength, type OrderedArray } from "../types.ts";

/**
 * For each of `count` values a row, where it can be put into its sorted row of `width` elements so
 * that the row stays sorted: before all that are equal (`left`) or after them (`right`). Compares
 * exactly as TensorFlow does, so that rows that are not sorted, or hold NaN, agree too.
 *
 * @throws {RangeError} where a length does not fit.
 */
export function searchsorted<T extends OrderedArray>(
  sorted: T,
  values: T,
  width: number,
  count: number,
  { side = "left", batch = 1 }: { side?: "left" | "right"; batch?: number } = {},
): Int32Array {
  checkLength("searchsorted", "sorted", sorted, batch * width);
  checkLength("searchsorted", "values", values, batch * count);
  const result = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const row = Math.floor(i / count) * width;
    let [low, length] = [0, width];
    while (length > 0) {
      const half = length >> 1;
      const element = sorted[row + low + half]!;
      if (side === "left" ? element < value : !(value < element)) {
        low += half + 1;
        length -= half + 1;
      } else {
        length = half;
      }
    }
    result[i] = low;
  }
  return result;
}
