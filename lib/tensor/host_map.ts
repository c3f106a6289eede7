/**
 * Functions of numbers over arrays on the host.
 *
 * @module
 */
import { convertStorage, type DType } from "../arrays/dtypes.ts";
import type { Aval, Shape } from "./aval.ts";
import type { HostData } from "./tensor.ts";

/** Values as float64, whatever their type; whole numbers of 64 bits are rounded. */
export function asFloat64(data: HostData, dtype: DType): Float64Array {
  return dtype === "float64" ? data as Float64Array : convertStorage(data, dtype, "float64");
}

/** Values in a dtype, of float64. */
export function fromFloat64(data: Float64Array, dtype: DType): HostData {
  return dtype === "float64" ? data : convertStorage(data, "float64", dtype);
}

/** A function of each element; the result has `to` as its dtype. */
export function mapNumbers(
  data: HostData,
  from: DType,
  to: DType,
  compute: (x: number) => number,
): HostData {
  return fromFloat64(asFloat64(data, from).map(compute), to);
}

/** Distance in elements between neighbours along each axis of a shape; 0 where it is broadcast. */
export function stridesFor(shape: Shape, rank: number): number[] {
  const strides = new Array<number>(rank).fill(0);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1) strides[axis + rank - shape.length] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** Calls `visit` with the place of each element of `shape` in arrays of the given strides. */
export function forEachPlace(
  shape: Shape,
  strides: readonly (readonly number[])[],
  visit: (index: number, places: readonly number[]) => void,
): void {
  const size = shape.reduce((product, dim) => product * dim, 1);
  const index = new Array<number>(shape.length).fill(0);
  const places = new Array<number>(strides.length).fill(0);
  for (let i = 0; i < size; i++) {
    visit(i, places);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      for (let k = 0; k < places.length; k++) places[k]! += strides[k]![axis]!;
      if (index[axis]! < shape[axis]!) break;
      for (let k = 0; k < places.length; k++) places[k]! -= strides[k]![axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}

/** A function of each two elements of arrays that broadcast. */
export function mapPairs(
  [a, b]: readonly [HostData, HostData],
  [x, y]: readonly [Aval, Aval],
  out: Aval,
  compute: (a: number, b: number) => number,
): HostData {
  const [left, right] = [asFloat64(a, x.dtype), asFloat64(b, y.dtype)];
  const result = new Float64Array(out.size);
  const rank = out.shape.length;
  forEachPlace(out.shape, [stridesFor(x.shape, rank), stridesFor(y.shape, rank)], (i, places) => {
    result[i] = compute(left[places[0]!]!, right[places[1]!]!);
  });
  return fromFloat64(result, out.dtype);
}
