/**
 * Ranges and places cut out of a tensor: what slicing functions and square brackets share.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { sliceOf } from "./host_slice.ts";
import { type Part, rangeOf } from "./index_parts.ts";

/** A place counted from the front. */
export function within(where: string, place: number, dim: number, axis: number): number {
  if (place >= -dim && place < dim) return place < 0 ? place + dim : place;
  throw new RangeError(
    `${where}: expected an index from ${-dim} to ${
      dim - 1
    } for axis ${axis} of ${dim}, received ${place}`,
  );
}

/** What is left to do once ranges are cut: to pick or to mask along an axis of the result. */
export interface Later {
  /** The first axis of the result. */
  readonly axis: number;
  /** What to pick. */
  readonly part: Extract<Part, { kind: "pick" | "mask" }>;
}

/** Cuts ranges and places, drops and makes axes; tells what has to be picked afterwards. */
export function cut(
  where: string,
  x: Tensor,
  parts: readonly Part[],
): { result: Tensor; later: Later[] } {
  const begin: number[] = [];
  const strides: number[] = [];
  const size: number[] = [];
  const shape: number[] = [];
  const later: Later[] = [];
  const take = (first: number, stride: number, count: number) => {
    begin.push(first);
    strides.push(stride);
    size.push(count);
  };
  for (const part of parts) {
    const axis = begin.length;
    const dim = x.shape[axis]!;
    if (part.kind === "newAxis") shape.push(1);
    else if (part.kind === "place") take(within(where, part.place, dim, axis), 1, 1);
    else if (part.kind === "range") {
      const range = rangeOf(part, dim);
      take(range.begin, range.stride, range.size);
      shape.push(range.size);
    } else if (part.kind !== "ellipsis") {
      later.push({ axis: shape.length, part });
      for (let i = 0; i < (part.kind === "mask" ? part.rank : 1); i++) {
        shape.push(x.shape[axis + i]!);
        take(0, 1, x.shape[axis + i]!);
      }
    }
  }
  return { result: sliceOf(x, { begin, strides, size }, shape), later };
}
