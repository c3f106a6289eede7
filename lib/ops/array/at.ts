/**
 * Parts of tensors with Python's meanings of square brackets, and tensors with a part replaced.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { gather } from "../../primitives/array/gather.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { unstack } from "../../primitives/array/split.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import { internally, state } from "../../tensor/state.ts";
import { leaf, Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import { sliceOf } from "./host_slice.ts";
import { indexParts, type Part, rangeOf } from "./index_parts.ts";
import type { Index } from "./index_types.ts";
import { asIndices } from "./indices.ts";
import { maskRows } from "./boolean_mask.ts";

const WHERE = "Tensor.at";

/** A place counted from the front. */
function within(place: number, dim: number, axis: number): number {
  if (place >= -dim && place < dim) return place < 0 ? place + dim : place;
  throw new RangeError(
    `${WHERE}: expected an index from ${-dim} to ${
      dim - 1
    } for axis ${axis} of ${dim}, received ${place}`,
  );
}

/** What is left to do once ranges are cut: to pick or to mask along an axis of the result. */
interface Later {
  readonly axis: number;
  readonly part: Extract<Part, { kind: "pick" | "mask" }>;
}

/** Cuts ranges and places, drops and makes axes; tells what has to be picked afterwards. */
function cut(x: Tensor, parts: readonly Part[]): { result: Tensor; later: Later[] } {
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
    else if (part.kind === "place") take(within(part.place, dim, axis), 1, 1);
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

/** Throws where NumPy would move the picked axis to the front: two meanings are one too many. */
function requireOneMeaning(parts: readonly Part[]): void {
  const special = parts.flatMap(({ kind }, i) => kind === "pick" || kind === "mask" ? [i] : []);
  if (special.length > 1) {
    throw new TypeError(
      `${WHERE}: expected one array of indices or truth values, received ${special.length}; use tf.gatherNd, or index one after the other`,
    );
  }
  const first = parts.findIndex(({ kind }) => kind === "place");
  const last = parts.findLastIndex(({ kind }) => kind === "place");
  const [at] = special;
  if (at === undefined || first < 0) return;
  const isApart = parts.slice(Math.min(first, at), Math.max(last, at))
    .some(({ kind }) => kind === "range" || kind === "newAxis");
  if (isApart) {
    throw new TypeError(
      `${WHERE}: expected whole numbers beside an array of indices with no range between; index one after the other`,
    );
  }
}

function pick(x: Tensor, { axis, part }: Later): Tensor {
  if (part.kind === "mask") {
    const mask = part.mask instanceof Tensor ? part.mask : asTensor(WHERE, part.mask as boolean[]);
    return maskRows(WHERE, x, mask, axis);
  }
  const dim = x.shape[axis]!;
  const indices = part.indices instanceof Tensor
    ? part.indices
    : part.indices.map((place) => within(place, dim, axis));
  return gather(x, asIndices(WHERE, "indices", indices, dim), axis);
}

/** The part of `x` that indices name. */
export function at(x: Tensor, ...indices: readonly Index[]): Tensor {
  const parts = indexParts(indices, x.shape);
  requireOneMeaning(parts);
  return internally(() => {
    const { result, later } = cut(x, parts);
    return distinct(later.reduce(pick, result), x);
  });
}

/** The parts along the first axis, one after the other. */
export function* rows(x: Tensor): Generator<Tensor> {
  const [count, ...shape] = x.shape;
  if (count === undefined) {
    throw new TypeError(
      `Tensor: expected at least one dimension to iterate over, received shape ${
        formatShape(x.shape)
      }`,
    );
  }
  if (state.trace !== undefined || state.tapes.length > 0 || x.host === undefined) {
    yield* unstack(x, 0);
    return;
  }
  const rest: Shape = shape.map(() => 0);
  for (let i = 0; i < count; i++) {
    const steps = { begin: [i, ...rest], strides: x.shape.map(() => 1), size: [1, ...shape] };
    yield sliceOf(x, steps, shape);
  }
}

/** The places in row-major order of the part that indices name, as int32. */
export function placesOf({ shape, size }: Tensor, indices: readonly Index[]): Tensor {
  const places = Int32Array.from({ length: size }, (_, i) => i);
  return at(leaf(places, aval("int32", shape)), ...indices);
}
