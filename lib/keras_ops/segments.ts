/**
 * Segments, frames and unique elements, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.segmentSum([1, 2, 3], [0, 1, 0]).numpy().toArray(), [4, 2]);
 * ```
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { gather } from "../ops/array/gather.ts";
import { pad } from "../ops/array/pad.ts";
import { range } from "../ops/array/range.ts";
import { reshape } from "../ops/array/reshape.ts";
import { transpose } from "../ops/array/transpose.ts";
import { slice } from "../ops/array/slice.ts";
import { argsort } from "../ops/array/sort.ts";
import { invertPermutation, uniqueWithCounts } from "../ops/array/unique.ts";
import { isInteger } from "../arrays/dtypes.ts";
import { cast } from "../ops/math/cast.ts";
import { reduceMin } from "../ops/reduction/reductions.ts";
import * as ordered from "../ops/reduction/segments.ts";
import * as unordered from "../ops/reduction/unsorted_segments.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** What segments of the first axis add up to. */
export type Segmented = KerasOperation<
  "data, segmentIds, numSegments:optionalNumber=null, sorted:flag=false"
>;

/** How many segments there are: as many as the largest number says. */
function countOf(ids: Tensor): number {
  const all = ids.numpy() as unknown as { data: ArrayLike<number | bigint> };
  let most = -1;
  for (let i = 0; i < all.data.length; i++) most = Math.max(most, Number(all.data[i]));
  return most + 1;
}

const segments = (
  name: string,
  run: typeof unordered.unsortedSegmentSum,
  onSorted: typeof ordered.segmentSum,
): Segmented =>
  operation(
    name,
    "data, segmentIds, numSegments:optionalNumber=null, sorted:flag=false",
    (values, segmentIds, numSegments, sorted) => {
      const data = tensorOf(values);
      const given = tensorOf(segmentIds);
      const ids = isInteger(given.dtype) ? given : cast(given, "int32");
      if (sorted && numSegments === null) return onSorted(data, ids);
      return run(data, ids, numSegments ?? countOf(ids));
    },
  );

/** The sum of each segment; 0 where there is nothing. */
export const segmentSum: Segmented = segments(
  "segmentSum",
  unordered.unsortedSegmentSum,
  ordered.segmentSum,
);
/** The product of each segment; 1 where there is nothing. */
export const segmentProd: Segmented = segments(
  "segmentProd",
  unordered.unsortedSegmentProd,
  ordered.segmentProd,
);
/** The largest of each segment; the smallest number where there is nothing. */
export const segmentMax: Segmented = segments(
  "segmentMax",
  unordered.unsortedSegmentMax,
  ordered.segmentMax,
);
/** The smallest of each segment; the largest number where there is nothing. */
export const segmentMin: Segmented = segments(
  "segmentMin",
  unordered.unsortedSegmentMin,
  ordered.segmentMin,
);

/** Windows along the last axis, a row each; what is left at the end is dropped. */
export const extractSequences: KerasOperation<
  "x, sequenceLength:number, sequenceStride:number"
> = operation(
  "extractSequences",
  "x, sequenceLength:number, sequenceStride:number",
  (value, sequenceLength, sequenceStride) => {
    const x = tensorOf(value);
    const length = x.shape.at(-1)!;
    const count = Math.max(0, Math.floor((length - sequenceLength) / sequenceStride) + 1);
    const places = Array.from(
      { length: count * sequenceLength },
      (_, i) => Math.floor(i / sequenceLength) * sequenceStride + i % sequenceLength,
    );
    const picks = cast(tensorOf(places), "int32");
    const found = gather(x, picks, { axis: x.rank - 1 });
    return reshape(found, [...x.shape.slice(0, -1), count, sequenceLength]);
  },
);

const UNIQUE =
  "x, sorted:flag=true, returnIndex:flag=false, returnInverse:flag=false, returnCounts:flag=false, axis:optionalAxis=null, size:optionalNumber=null, fillValue:optionalTensor=null";

/** Type of {@linkcode unique}. */
export interface UniqueElements extends KerasOperation<typeof UNIQUE, Tensor | Tensor[]> {
  /** The same, of positions alone. */
  (x: TensorLike, sorted?: boolean): Tensor;
}

/**
 * Each element once, in ascending order or in that of their first places; with it, as asked for, those
 * places, each element's place among the unique ones, and how often each is there.
 *
 * @throws {RangeError} for an axis: elements are compared, not slices.
 */
export const unique: UniqueElements = operation(
  "unique",
  UNIQUE,
  (value, sorted, returnIndex, returnInverse, returnCounts, axis, size, fillValue):
    | Tensor
    | Tensor[] => {
    const x = tensorOf(value);
    if (axis !== null && x.rank !== 1) {
      throw new RangeError(`unique: expected axis to be null, received axis=${axis}`);
    }
    const flat = reshape(x, [-1]);
    const found = uniqueWithCounts(flat);
    const order = sorted ? argsort(found.y) : range(found.y.shape[0]!).cast("int32");
    const length = found.y.shape[0]!;
    const sized = (it: Tensor, filler: TensorLike): Tensor => {
      if (size === null) return it;
      if (size <= length) return slice(it, [0], [size]);
      return pad(it, [[0, size - length]], "CONSTANT", filler as number);
    };
    const values = gather(found.y, order);
    const filler = fillValue === null ? reduceMin(values) : cast(fillValue, values.dtype);
    const results = [sized(values, filler)];
    const zero = cast(tensorOf(0), "int32");
    if (returnIndex) {
      const places = cast(range(flat.shape[0]!), "int32");
      const first = unordered.unsortedSegmentMin(places, found.idx, length);
      results.push(sized(gather(first, order), zero));
    }
    if (returnInverse) {
      results.push(reshape(gather(invertPermutation(order), found.idx), x.shape));
    }
    if (returnCounts) results.push(sized(cast(gather(found.count, order), "int32"), zero));
    return results.length === 1 ? results[0]! : results;
  },
) as unknown as UniqueElements;

/** The axes of a pattern: names, or several in parentheses. */
function axesOf(side: string): string[][] {
  return (side.match(/\w+|\(.*?\)/g) ?? []).map((it) => it.match(/\w+/g) ?? []);
}

const sizeOf = (list: readonly number[]): number => list.reduce((product, it) => product * it, 1);

/**
 * Axes by names: `"b h w c -> b (h w) c"` puts two together, `"(h a) -> h a"` with `{ a: 2 }` takes
 * one apart.
 *
 * @throws {RangeError} for patterns that do not fit the tensor, or whose sides differ in their axes.
 */
export const rearrange: (
  tensor: TensorLike,
  pattern: string,
  axesLengths?: Readonly<Record<string, number>>,
) => Tensor = (tensor, pattern, axesLengths = {}) =>
  fromCaller(rearrange, () => rearranged(tensor, pattern, axesLengths as never));

const rearranged: KerasOperation<"tensor, pattern:text, axesLengths:anything"> = operation(
  "rearrange",
  "tensor, pattern:text, axesLengths:anything",
  (tensor, pattern, axesLengths) => {
    const x = tensorOf(tensor);
    if (typeof pattern !== "string") {
      throw new TypeError(
        `tf.keras.ops.rearrange: expected pattern to be a text, received ${formatValue(pattern)}`,
      );
    }
    const [left, right] = pattern.split("->").map(axesOf) as [string[][], string[][] | undefined];
    const known = new Map(Object.entries(axesLengths as Record<string, number>));
    const names = left.flat();
    const fault = (what: string) =>
      new RangeError(
        `rearrange: expected ${what}, received pattern=${JSON.stringify(pattern)} and shape [${
          x.shape.join(", ")
        }]`,
      );
    if (right === undefined) throw fault("a pattern with ->");
    if (left.length !== x.rank) throw fault("as many axes as the tensor has");
    const isSame = new Set(names).size === names.length &&
      `${[...names].sort()}` === `${right.flat().sort()}`;
    if (!isSame) throw fault("the same axes on both sides, each once");
    left.forEach((group, axis) => {
      const open = group.filter((it) => !known.has(it));
      const rest = sizeOf(group.filter((it) => known.has(it)).map((it) => known.get(it)!));
      const length = x.shape[axis]! / rest;
      if (open.length > 1) throw fault("the lengths of all axes in parentheses but one");
      if (!Number.isInteger(length) || (open.length === 0 && length !== 1)) {
        throw fault("lengths whose product is the axis");
      }
      if (open.length === 1) known.set(open[0]!, length);
    });
    const apart = reshape(x, names.map((it) => known.get(it)!));
    const moved = transpose(apart, right.flat().map((it) => names.indexOf(it)));
    return reshape(moved, right.map((group) => sizeOf(group.map((it) => known.get(it)!))));
  },
  { objects: ["axesLengths"] },
);
