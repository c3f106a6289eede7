/**
 * The gradient of the largest elements of windows that lie side by side, by comparisons: several
 * times as fast as finding their places in the image and adding there.
 *
 * The largest so far is the first element, then each one that is above it, as in TensorFlow: so the
 * first of equal elements counts, and NaN only if it comes first. Pools of three dimensions start
 * from the lowest number, and may have no largest element.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { fromChannelsFirst, toChannelsFirst } from "./convolution_lowering.ts";
import { imageOf, partsOf, type Placed } from "./window_parts.ts";
import type { Axis } from "./windows.ts";

/** Lowest numbers: what ONNX Runtime starts a maximum from. */
export const LOWEST: Partial<Record<DType, number>> = {
  float32: -3.4028234663852886e38,
  float64: -Number.MAX_VALUE,
};

/** Channels that are copied together faster than they are moved out of the way. */
const MANY_CHANNELS = 8;

/** A pool's windows, and what the first element has to be above, if that is said. */
interface Pool {
  readonly axes: readonly Axis[];
  readonly start: number | undefined;
}

/** A type that is computed with. */
const wide = (to: Lowering, x: Value): Value => x.type === "float64" ? x : to.cast(x, "float32");

/** Where an image's axes are while its windows are taken apart, and how it gets there and back. */
function layoutOf(to: Lowering, x: Value, { axes }: Pool) {
  const isLast = x.shape.at(-1)! >= MANY_CHANNELS;
  const placed: Placed = { axes, first: isLast ? 1 : 2 };
  const enter = (it: Value) => isLast ? wide(to, it) : toChannelsFirst(to, wide(to, it));
  const leave = (it: Value) => to.cast(isLast ? it : fromChannelsFirst(to, it), x.type);
  return { placed, enter, leave };
}

/** For each element of the windows whether it is above all before it; nothing where it always is. */
function records(
  to: Lowering,
  members: readonly Value[],
  start: number | undefined,
): readonly (Value | undefined)[] {
  let largest = start === undefined ? undefined : to.number(start, members[0]!.type);
  return members.map((member, i) => {
    const before = largest;
    if (before === undefined) {
      largest = member;
      return undefined;
    }
    const isAbove = to.binary("Greater", member, before, "bool");
    if (i < members.length - 1) largest = to.where(isAbove, member, before);
    return isAbove;
  });
}

/** `g` at the largest element of each window of `x [batch, ..., channels]`, zero elsewhere. */
export function toLargest(to: Lowering, x: Value, g: Value, pool: Pool): Value {
  const { placed, enter, leave } = layoutOf(to, x, pool);
  const [image, amounts] = [enter(x), enter(g)];
  const above = records(to, partsOf(to, image, placed), pool.start);
  const zero = to.number(0, amounts.type);
  // A zero stays a zero without sign, as where sums start from one.
  let taken = to.binary("Equal", amounts, zero, "bool");
  const parts = above.toReversed().map((isAbove) => {
    const isFree = to.unary("Not", taken);
    if (isAbove === undefined) return to.where(isFree, amounts, zero);
    const isHere = to.binary("And", isAbove, isFree);
    taken = to.binary("Or", taken, isAbove);
    return to.where(isHere, amounts, zero);
  });
  return leave(imageOf(to, parts.reverse(), image.shape, placed));
}

/** The element of `h [batch, ..., channels]` where the largest element of each window of `x` is. */
export function atLargest(to: Lowering, x: Value, h: Value, pool: Pool): Value {
  const { placed, enter, leave } = layoutOf(to, x, pool);
  const above = records(to, partsOf(to, enter(x), placed), pool.start);
  const members = partsOf(to, enter(h), placed);
  const none = to.number(0, members[0]!.type);
  return leave(members.reduce((found, member, i) => {
    const isAbove = above[i];
    return isAbove === undefined ? member : to.where(isAbove, member, found);
  }, none));
}
