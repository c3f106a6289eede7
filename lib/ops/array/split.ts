/**
 * Tensors taken apart: `tf.split` along an axis, `tf.unstack` along one that is dropped.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import * as primitives from "../../primitives/array/split.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asInteger, asIntegers, isList } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode split}. */
export interface SplitArguments extends Named {
  /** A tensor. */
  value: TensorLike;
  /** How many parts of one size, or the size of each; one of them may be -1, what is left over. */
  numOrSizeSplits: IntegerLike | IntegersLike;
  /** The axis; default 0; negative from the end. */
  axis?: IntegerLike | null;
  /** How many parts there are, to be checked; default: as many as there are sizes. */
  num?: number | null;
}

/**
 * Parts of a tensor, one after the other along an axis.
 *
 * @returns As many tensors as parts.
 * @throws {RangeError} if the parts do not make up the axis, or the tensor does not have it.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = tf.split([1, 2, 3, 4], 2);
 * assertEquals([a!.numpy().toArray(), b!.numpy().toArray()], [[1, 2], [3, 4]]);
 * assertEquals(tf.split(tf.zeros([2, 5]), [1, -1], 1).map((it) => it.shape), [[2, 1], [2, 4]]);
 * ```
 */
export const split: Operation<
  SplitArguments,
  ["value", "numOrSizeSplits", "axis", "num", "name"],
  Tensor[]
> = bind(
  "tf.split",
  ["value", "numOrSizeSplits", "axis", "num", "name"],
  2,
  (value, parts, axis, num) => {
    const where = "tf.split";
    const x = asTensor(where, value);
    const at = asAxis(where, axis ?? 0, x.rank);
    const sizes = isList(parts)
      ? sizesOf(asIntegers(where, "numOrSizeSplits", parts, { min: -1 }), x, at)
      : evenSizes(asInteger(where, "numOrSizeSplits", parts, { min: 1 }), x, at);
    if (num !== undefined && num !== null && num !== sizes.length) {
      throw new RangeError(
        `${where}: expected num to be ${sizes.length}, the number of parts, received num=${
          formatValue(num)
        }`,
      );
    }
    return [...primitives.split(x, sizes, at)];
  },
);

function evenSizes(count: number, { shape }: Tensor, axis: number): number[] {
  const dim = shape[axis]!;
  if (dim % count === 0) return new Array<number>(count).fill(dim / count);
  throw new RangeError(
    `tf.split: expected a number of parts that divides axis ${axis} of shape ${
      formatShape(shape)
    }, received numOrSizeSplits=${count}`,
  );
}

function sizesOf(sizes: readonly number[], { shape }: Tensor, axis: number): number[] {
  const open = sizes.filter((size) => size === -1).length;
  const known = sizes.reduce((sum, size) => size === -1 ? sum : sum + size, 0);
  const rest = shape[axis]! - known;
  if (sizes.length === 0 || open > 1 || (open === 1 ? rest < 0 : rest !== 0)) {
    throw new RangeError(
      `tf.split: expected sizes, at most one of them -1, that add up to axis ${axis} of shape ${
        formatShape(shape)
      }, received numOrSizeSplits=${formatValue(sizes)}`,
    );
  }
  return sizes.map((size) => size === -1 ? rest : size);
}

/** Arguments of {@linkcode unstack}. */
export interface UnstackArguments extends Named {
  /** A tensor. */
  value: TensorLike;
  /** How many parts there are, to be checked; default: the length of the axis. */
  num?: number | null;
  /** The axis; default 0; negative from the end. */
  axis?: IntegerLike | null;
}

/**
 * The parts of a tensor along an axis, which they do not have.
 *
 * @returns As many tensors as the axis is long.
 * @throws {RangeError} if the tensor does not have the axis, or it has another length than `num`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [a, b] = tf.unstack([[1, 2], [3, 4]]);
 * assertEquals([a!.numpy().toArray(), b!.numpy().toArray()], [[1, 2], [3, 4]]);
 * ```
 */
export const unstack: Operation<
  UnstackArguments,
  ["value", "num", "axis", "name"],
  Tensor[]
> = bind("tf.unstack", ["value", "num", "axis", "name"], 1, (value, num, axis) => {
  const where = "tf.unstack";
  const x = asTensor(where, value);
  const at = asAxis(where, axis ?? 0, x.rank);
  if (num !== undefined && num !== null && num !== x.shape[at]) {
    throw new RangeError(
      `${where}: expected num to be ${x.shape[at]}, the length of axis ${at}, received num=${
        formatValue(num)
      }`,
    );
  }
  return primitives.unstack(x, at);
});
