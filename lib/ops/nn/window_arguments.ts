/**
 * Arguments that say how windows move over images: numbers by axis, paddings, where channels are.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import type { Padding } from "../../primitives/nn/windows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOneOrMore } from "../integers.ts";
import type { IntegerLike, IntegersLike } from "../../tensor/like.ts";

/** Largest step or length of a window; borders as long are what engines count with. */
const MOST = 2 ** 30;

/** Of how many dimensions images are. */
export type ImageRank = 1 | 2 | 3;

/** A number for all axes of an image, one for each, or one for each dimension of the tensor. */
export type Counts = IntegerLike | IntegersLike;

/** Two numbers for each dimension of the tensor: elements before and after. */
export type ExplicitPadding = readonly (readonly [before: number, after: number])[];

/** Where the channels are: last, or before the axes of the image. */
export type DataFormat<Rank extends ImageRank> = {
  1: "NWC" | "NCW";
  2: "NHWC" | "NCHW";
  3: "NDHWC" | "NCDHW";
}[Rank];

const FORMATS: Readonly<Record<ImageRank, readonly [last: string, first: string]>> = {
  1: ["NWC", "NCW"],
  2: ["NHWC", "NCHW"],
  3: ["NDHWC", "NCDHW"],
};

/** Whether channels come before the axes of the image. */
export function isChannelsFirst(where: string, dataFormat: unknown, rank: ImageRank): boolean {
  if (dataFormat === undefined || dataFormat === null) return false;
  return checkOneOf(where, "dataFormat", dataFormat, FORMATS[rank]) === FORMATS[rank][1];
}

/** One number >= 1 for each axis of the image. */
export function countsOf(
  where: string,
  name: string,
  counts: Counts | null | undefined,
  rank: ImageRank,
  channelsFirst: boolean,
): readonly number[] {
  const ones = Array.from({ length: rank }, () => 1);
  if (counts === undefined || counts === null) return ones;
  const numbers = asOneOrMore(where, name, counts, { min: 1 });
  if (numbers.some((it) => it > MOST)) {
    throw new RangeError(
      `${where}: expected ${name} of at most ${MOST}, received ${name}=${formatValue(counts)}`,
    );
  }
  if (numbers.length === 1) return ones.map(() => numbers[0]!);
  if (numbers.length === rank) return numbers;
  if (numbers.length !== rank + 2) {
    throw new RangeError(
      `${where}: expected ${name} of 1, ${rank} or ${rank + 2} numbers, received ${name}=${
        formatValue(numbers)
      }`,
    );
  }
  const start = channelsFirst ? 2 : 1;
  const inner = numbers.slice(start, start + rank);
  if (numbers.some((it, i) => it !== 1 && (i < start || i >= start + rank))) {
    throw new RangeError(
      `${where}: expected ${name} of 1 for batch and channels, received ${name}=${
        formatValue(numbers)
      }`,
    );
  }
  return inner;
}

/** A padding by axes of the image. */
export function paddingOf(
  where: string,
  padding: unknown,
  rank: ImageRank,
  channelsFirst: boolean,
): Padding {
  if (!Array.isArray(padding)) {
    return checkOneOf(where, "padding", padding, ["SAME", "VALID"] as const);
  }
  const start = channelsFirst ? 2 : 1;
  const fits = padding.length === rank + 2 && rank < 3 &&
    Array.from(padding).every((it, i) =>
      Array.isArray(it) && it.length === 2 &&
      it.every((n) => Number.isInteger(n) && n >= 0 && (n === 0 || i >= start && i < start + rank))
    );
  if (fits) return padding.slice(start, start + rank).map(([before, after]) => [before, after]);
  const lists = rank === 3
    ? ""
    : `, or [before, after] for each of ${rank + 2} dimensions, [0, 0] for batch and channels`;
  throw new RangeError(
    `${where}: expected padding to be "SAME" or "VALID"${lists}, received padding=${
      formatValue(padding)
    }`,
  );
}

/** The order of axes that brings channels to the end, or from there to their place. */
function order(rank: number, channelsFirst: "from" | "to"): number[] {
  const inner = Array.from({ length: rank - 2 }, (_, i) => i + 1);
  return channelsFirst === "from" ? [0, ...inner.map((it) => it + 1), 1] : [0, rank - 1, ...inner];
}

/** The tensor with its channels last. */
export function channelsLast(x: Tensor, channelsFirst: boolean): Tensor {
  return channelsFirst ? transpose(x, order(x.rank, "from")) : x;
}

/** The tensor with its channels where they are to be. */
export function channelsBack(x: Tensor, channelsFirst: boolean): Tensor {
  return channelsFirst ? transpose(x, order(x.rank, "to")) : x;
}

/** A shape with its channels last. */
export function shapeChannelsLast(shape: readonly number[], channelsFirst: boolean): number[] {
  return channelsFirst ? order(shape.length, "from").map((axis) => shape[axis]!) : [...shape];
}

/**
 * Computes on images `[batch, ..., channels]` for tensors whose channels may be elsewhere and whose
 * batch may be of several dimensions.
 *
 * @throws {TypeError} for tensors of too few dimensions.
 */
export function onImages(
  where: string,
  input: Tensor,
  rank: ImageRank,
  channelsFirst: boolean,
  compute: (x: Tensor) => Tensor,
): Tensor {
  if (input.rank < rank + 2) {
    throw new TypeError(
      `${where}: expected input of at least ${rank + 2} dimensions (${
        FORMATS[rank][channelsFirst ? 1 : 0]
      }), received shape ${formatShape(input.shape)}`,
    );
  }
  const batch = input.shape.slice(0, input.rank - rank - 1);
  const count = batch.reduce((product, dim) => product * dim, 1);
  const x = reshape(input, [count, ...input.shape.slice(batch.length)]);
  const y = channelsBack(compute(channelsLast(x, channelsFirst)), channelsFirst);
  return reshape(y, [...batch, ...y.shape.slice(1)]);
}
