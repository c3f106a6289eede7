/**
 * Functions of whole numbers on the host, where ONNX Runtime has no operator, traps, or rounds. What
 * does not fit wraps.
 *
 * @module
 */
import { type DType, DTYPES, newStorage } from "../../arrays/dtypes.ts";
import { type Aval, sameShape } from "../../tensor/aval.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import type { HostData } from "../../tensor/tensor.ts";

/** A function of two whole numbers: of at most 32 bits, and of 64. */
export interface WholeFunction {
  readonly small: (a: number, b: number) => number;
  readonly large: (a: bigint, b: bigint) => bigint;
}

/** Element types of whole numbers. */
export const WHOLE: readonly DType[] = [
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
];

/** A function of each two whole numbers of arrays that broadcast. */
export function mapWhole(
  [a, b]: readonly [HostData, HostData],
  [x, y]: readonly [Aval, Aval],
  out: Aval,
  { small, large }: WholeFunction,
): HostData {
  const result = newStorage(out.dtype, out.size);
  const compute = (DTYPES[out.dtype].bytes === 8 ? large : small) as (a: never, b: never) => number;
  const [left, right, to] = [a as Int32Array, b as Int32Array, result as Int32Array];
  if (sameShape(x.shape, y.shape)) {
    for (let i = 0; i < to.length; i++) to[i] = compute(left[i]! as never, right[i]! as never);
    return result;
  }
  if (y.size === 1 && sameShape(x.shape, out.shape)) {
    const divisor = right[0]! as never;
    for (let i = 0; i < to.length; i++) to[i] = compute(left[i]! as never, divisor);
    return result;
  }
  const rank = out.shape.length;
  forEachPlace(out.shape, [stridesFor(x.shape, rank), stridesFor(y.shape, rank)], (i, places) => {
    to[i] = compute(left[places[0]!]! as never, right[places[1]!]! as never);
  });
  return result;
}
