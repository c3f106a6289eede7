/**
 * Arrays as rows that can be swapped, whatever they are made of.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import { formatValue } from "../errors/format.ts";

/** A typed array. */
export type Rows =
  | Float16Array
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array;

/** How many rows there are, and how to swap two. */
export interface Swappable {
  readonly count: number;
  swap(i: number, j: number): void;
}

/**
 * The rows of an array along its first dimension.
 *
 * @throws {TypeError} for what has no rows
 */
export function rowsOf(where: string, x: unknown): Swappable {
  if (x instanceof NdArray && x.ndim > 0) {
    const count = x.shape[0]!;
    return { count, swap: swapper(x.data as unknown[], count === 0 ? 0 : x.data.length / count) };
  }
  if (Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView))) {
    const list = x as unknown[];
    return { count: list.length, swap: swapper(list, 1) };
  }
  throw new TypeError(`${where}: expected an array, received ${formatValue(x)}`);
}

function swapper(list: unknown[], width: number): (i: number, j: number) => void {
  return (i, j) => {
    for (let at = 0; at < width; at++) {
      const kept = list[i * width + at];
      list[i * width + at] = list[j * width + at];
      list[j * width + at] = kept;
    }
  };
}
