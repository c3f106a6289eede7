/**
 * Parts by their bounds: `tf.slice`, `tf.stridedSlice`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger, asIntegers } from "../integers.ts";
import { cut } from "./cut.ts";
import { sliceOf } from "./host_slice.ts";
import { completeParts, type Part } from "./index_parts.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode slice}. */
export interface SliceArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** The first place along each axis, from 0. */
  begin: IntegersLike;
  /** How many places along each axis; -1 for all that are left. */
  size: IntegersLike;
}

/**
 * `size` elements along each axis from `begin` on.
 *
 * @throws {RangeError} for places that the tensor does not have.
 * @throws {TypeError} unless there is a number for each axis.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.slice([[1, 2, 3], [4, 5, 6]], [0, 1], [-1, 2]).numpy().toArray(), [[2, 3], [5, 6]]);
 * ```
 */
export const slice: Operation<SliceArguments, ["input", "begin", "size", "name"], Tensor> = bind(
  "tf.slice",
  ["input", "begin", "size", "name"],
  3,
  (input, begin, size) => {
    const where = "tf.slice";
    const x = asTensor(where, input);
    const first = asIntegers(where, "begin", begin, { min: 0 });
    const counts = asIntegers(where, "size", size, { min: -1 });
    if (first.length !== x.rank || counts.length !== x.rank) {
      throw new TypeError(
        `${where}: expected begin and size of ${x.rank} numbers for shape ${
          formatShape(x.shape)
        }, received begin=${formatValue(first)}, size=${formatValue(counts)}`,
      );
    }
    const taken = counts.map((count, axis) => count === -1 ? x.shape[axis]! - first[axis]! : count);
    if (taken.some((count, axis) => count < 0 || first[axis]! + count > x.shape[axis]!)) {
      throw new RangeError(
        `${where}: expected begin and size within shape ${formatShape(x.shape)}, received begin=${
          formatValue(first)
        }, size=${formatValue(counts)}`,
      );
    }
    return distinct(sliceOf(x, { begin: first, strides: first.map(() => 1), size: taken }), x);
  },
);

/** Arguments of {@linkcode stridedSlice}. */
export interface StridedSliceArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** The first place of each range; negative from the end. */
  begin: IntegersLike;
  /** The end of each range, which is not reached; negative from the end. */
  end: IntegersLike;
  /** The step of each range, other than 0; default 1. */
  strides?: IntegersLike | null;
  /** Bit `i` set: range `i` begins at the first place, or the last one going backwards; default 0. */
  beginMask?: number | null;
  /** Bit `i` set: range `i` goes as far as it can; default 0. */
  endMask?: number | null;
  /** Bit `i` set: index `i` stands for all axes that no other index names; default 0. */
  ellipsisMask?: number | null;
  /** Bit `i` set: index `i` makes a new axis of length 1; default 0. */
  newAxisMask?: number | null;
  /** Bit `i` set: index `i` takes the place `begin[i]` alone, and the axis is dropped; default 0. */
  shrinkAxisMask?: number | null;
  /** Not supported: assign to a part of a variable with its own method. */
  var?: null;
}

/**
 * Ranges in steps along each axis, as Python's `x[begin:end:strides]`.
 *
 * @throws {RangeError} for a step of 0, or a place to take alone that the tensor does not have.
 * @throws {TypeError} for lists of different lengths, or more indices than axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.stridedSlice([1, 2, 3, 4, 5], [0], [5], [2]).numpy().toArray(), [1, 3, 5]);
 * assertEquals(tf.stridedSlice([1, 2, 3], [-1], [0], [-1]).numpy().toArray(), [3, 2]);
 * ```
 */
export const stridedSlice: Operation<
  StridedSliceArguments,
  [
    "input",
    "begin",
    "end",
    "strides",
    "beginMask",
    "endMask",
    "ellipsisMask",
    "newAxisMask",
    "shrinkAxisMask",
    "var",
    "name",
  ],
  Tensor
> = bind(
  "tf.stridedSlice",
  [
    "input",
    "begin",
    "end",
    "strides",
    "beginMask",
    "endMask",
    "ellipsisMask",
    "newAxisMask",
    "shrinkAxisMask",
    "var",
    "name",
  ],
  3,
  (input, begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkMask) => {
    const where = "tf.stridedSlice";
    const x = asTensor(where, input);
    const first = asIntegers(where, "begin", begin);
    const last = asIntegers(where, "end", end);
    const steps = asIntegers(where, "strides", strides ?? first.map(() => 1));
    if (last.length !== first.length || steps.length !== first.length) {
      throw new TypeError(
        `${where}: expected begin, end and strides of one length, received begin=${
          formatValue(first)
        }, end=${formatValue(last)}, strides=${formatValue(steps)}`,
      );
    }
    const maskOf = (name: string, value: unknown) =>
      asInteger(where, name, value ?? 0, { min: 0, max: 2 ** 31 - 1 });
    const ellipsis = maskOf("ellipsisMask", ellipsisMask);
    const added = maskOf("newAxisMask", newAxisMask);
    const shrunk = maskOf("shrinkAxisMask", shrinkMask);
    const openBegin = maskOf("beginMask", beginMask);
    const openEnd = maskOf("endMask", endMask);
    const parts = first.map((start, i): Part => {
      const bit = 1 << i;
      if (ellipsis & bit) return { kind: "ellipsis" };
      if (added & bit) return { kind: "newAxis" };
      const step = steps[i]!;
      if (step === 0 || (shrunk & bit && step < 0)) {
        throw new RangeError(
          `${where}: expected steps other than 0, above 0 for an axis to be dropped, received strides=${
            formatValue(steps)
          }`,
        );
      }
      if (shrunk & bit) return { kind: "place", place: start };
      return {
        kind: "range",
        step,
        ...(openBegin & bit ? {} : { start }),
        ...(openEnd & bit ? {} : { stop: last[i]! }),
      };
    });
    return internally(() =>
      distinct(cut(where, x, completeParts(where, parts, x.shape)).result, x)
    );
  },
);
