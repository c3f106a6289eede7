/**
 * Segments on the host: rows of numbers joined by the ids they carry.
 *
 * @module
 */
import { DTYPES, isFloating, newStorage } from "../../arrays/dtypes.ts";
import type { Aval } from "../../tensor/aval.ts";
import { asFloat64, fromFloat64 } from "../../tensor/host_map.ts";
import type { HostData } from "../../tensor/tensor.ts";

/** How the elements of a segment are joined. */
export interface Joining {
  /** What a segment without elements holds, given the type. */
  readonly identity: (dtype: Aval["dtype"]) => number | bigint;
  readonly floats: (a: number, b: number) => number;
  readonly small: (a: number, b: number) => number;
  readonly large: (a: bigint, b: bigint) => bigint;
}

/** Elements that carry one id. */
export function rowSize(data: Aval, ids: Aval): number {
  return data.shape.slice(ids.shape.length).reduce((product, dim) => product * dim, 1);
}

/** Joins rows by their ids; those of negative ids are left out. */
function joinRows<N extends number | bigint>(
  [values, ids, result]: readonly [
    { readonly [i: number]: N },
    ArrayLike<number | bigint>,
    { [i: number]: N },
  ],
  [row, segments]: readonly [number, number],
  join: (a: N, b: N) => N,
): void {
  for (let i = 0; i < ids.length; i++) {
    const id = Number(ids[i]!);
    if (id < 0) continue;
    if (id >= segments) {
      throw new RangeError(
        `expected ids of segments below ${segments}, received ${id} at position ${i}`,
      );
    }
    for (let j = 0, from = i * row, to = id * row; j < row; j++, from++, to++) {
      result[to] = join(result[to]!, values[from]!);
    }
  }
}

/** The joined elements of each segment. */
export function joinSegments(
  [values, places]: readonly [HostData, HostData],
  [data, ids]: readonly [Aval, Aval],
  out: Aval,
  { identity, floats, small, large }: Joining,
): HostData {
  const sizes = [rowSize(data, ids), out.shape[0]!] as const;
  const at = places as Int32Array;
  const empty = identity(out.dtype);
  if (isFloating(out.dtype)) {
    const result = new Float64Array(out.size).fill(Number(empty));
    const round = out.dtype === "float64"
      ? floats
      : (a: number, b: number) => Math.fround(floats(a, b));
    joinRows([asFloat64(values, data.dtype), at, result], sizes, round);
    return fromFloat64(result, out.dtype);
  }
  const result = newStorage(out.dtype, out.size);
  if (DTYPES[out.dtype].bytes === 8) {
    const to = (result as BigInt64Array).fill(BigInt(empty));
    joinRows([values as BigInt64Array, at, to], sizes, large);
  } else {
    const to = (result as Int32Array).fill(Number(empty));
    joinRows([values as Int32Array, at, to], sizes, small);
  }
  return result;
}
