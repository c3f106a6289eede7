/**
 * Tensors put together and taken apart, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.hstack([[1, 2], [3]]).numpy().toArray(), [1, 2, 3]);
 * ```
 *
 * @module
 */
import { concat, stack as stacked } from "../ops/array/concat.ts";
import { reshape } from "../ops/array/reshape.ts";
import { slice } from "../ops/array/slice.ts";
import { unstack as unstacked } from "../ops/array/split.ts";
import { asAxis } from "../ops/integers.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { alike, tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** Tensors put together. */
export type Joined = KerasOperation<"xs:tensors">;

const atLeast = (x: Tensor, rank: number): Tensor => {
  if (x.rank >= rank) return x;
  if (rank === 3) return reshape(x, x.rank === 2 ? [...x.shape, 1] : [1, x.shape[0] ?? 1, 1]);
  return reshape(x, [...new Array<number>(rank - x.rank).fill(1), ...x.shape]);
};

/** One after the other along an axis. */
export const concatenate: KerasOperation<"xs:tensors, axis=0"> = operation(
  "concatenate",
  "xs:tensors, axis=0",
  (xs, axis) => concat(alike(xs), axis),
);
/** Along a new axis. */
export const stack: KerasOperation<"x:tensors, axis=0"> = operation(
  "stack",
  "x:tensors, axis=0",
  (xs, axis) => stacked(alike(xs), axis),
);
/** Rows below each other. */
export const vstack: Joined = operation(
  "vstack",
  "xs:tensors",
  (xs) => concat(alike(xs).map((it) => atLeast(it, 2)), 0),
);
/** Beside each other: along the second axis, vectors along the first. */
export const hstack: Joined = operation("hstack", "xs:tensors", (xs) => {
  const parts = alike(xs).map((it) => atLeast(it, 1));
  return concat(parts, parts[0]?.rank === 1 ? 0 : 1);
});
/** Behind each other, along the third axis. */
export const dstack: Joined = operation(
  "dstack",
  "xs:tensors",
  (xs) => concat(alike(xs).map((it) => atLeast(it, 3)), 2),
);

/** The lengths of parts: `sections` even ones, or those between the places to cut. */
function lengths(name: string, total: number, sections: unknown, isEven: boolean): number[] {
  if (typeof sections === "number") {
    const isFitting = Number.isInteger(sections) && sections > 0 &&
      (!isEven || total % sections === 0);
    if (!isFitting) {
      throw new RangeError(
        `${name}: expected sections that ${total} elements can be split into evenly, received ${sections}`,
      );
    }
    const [least, more] = [Math.floor(total / sections), total % sections];
    return Array.from({ length: sections }, (_, i) => least + (i < more ? 1 : 0));
  }
  const cuts = [...sections as readonly number[]]
    .map((it) => Math.min(Math.max(it < 0 ? it + total : it, 0), total));
  return [...cuts, total].map((it, i) => Math.max(0, it - (cuts[i - 1] ?? 0)));
}

/** Parts along an axis. */
function parts(name: string, x: TensorLike, sections: unknown, axis: number, isEven = true) {
  const tensor = tensorOf(x);
  const at = asAxis("axis", axis, tensor.rank);
  let begin = 0;
  const total = tensor.shape[at]!;
  const cuts = Array.isArray(sections) ? sections as number[] : undefined;
  return lengths(name, total, sections, isEven).map((length, index): Tensor => {
    const start = cuts
      ? Math.min(Math.max(index === 0 ? 0 : norm(cuts[index - 1]!, total), 0), total)
      : begin;
    begin += length;
    return slice(
      tensor,
      tensor.shape.map((_, i) => i === at ? start : 0),
      tensor.shape.with(at, length),
    );
  });
}

const norm = (place: number, total: number): number => place < 0 ? place + total : place;

/** A tensor in parts. */
export type Parted = KerasOperation<"x, indicesOrSections:sections", Tensor[]>;

const along = (name: string, axisOf: (x: Tensor) => number): Parted =>
  operation(name, "x, indicesOrSections:sections", (x, sections): Tensor[] => {
    const tensor = tensorOf(x);
    return parts(name, tensor, sections, axisOf(tensor));
  });

/**
 * Even parts along an axis, or parts cut at places.
 *
 * @throws {RangeError} for a number of parts that does not divide the axis.
 */
export const split: KerasOperation<"x, indicesOrSections:sections, axis=0", Tensor[]> = operation(
  "split",
  "x, indicesOrSections:sections, axis=0",
  (x, sections, axis): Tensor[] => parts("split", x, sections, axis),
);
/** Parts as even as they can be; the first ones are longer. */
export const arraySplit: KerasOperation<"x, indicesOrSections:sections, axis=0", Tensor[]> =
  operation(
    "arraySplit",
    "x, indicesOrSections:sections, axis=0",
    (x, sections, axis): Tensor[] => parts("arraySplit", x, sections, axis, false),
  );
/** Parts along the first axis. */
export const vsplit: Parted = along("vsplit", () => 0);
/** Parts along the second axis, those of vectors along the first. */
export const hsplit: Parted = along("hsplit", (x) => x.rank === 1 ? 0 : 1);
/** Parts along the third axis. */
export const dsplit: Parted = along("dsplit", () => 2);
/** Each element of an axis as a tensor of its own. */
export const unstack: KerasOperation<"x, num:optionalNumber=null, axis=0", Tensor[]> = operation(
  "unstack",
  "x, num:optionalNumber=null, axis=0",
  (x, num, axis): Tensor[] => [...unstacked(tensorOf(x), num ?? undefined, axis)],
);
