/**
 * Elements several times over: `tf.tile` in blocks, `tf.repeat` one by one.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { gather } from "../../primitives/array/gather.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import * as primitives from "../../primitives/array/tile.ts";
import { aval } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asIntegers, asOneOrMore } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode tile}. */
export interface TileArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** How often it stands along each axis. */
  multiples: IntegersLike;
}

/**
 * The tensor `multiples[i]` times one after the other along each axis `i`.
 *
 * @throws {TypeError} unless there is a number for each axis.
 * @throws {RangeError} for numbers below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.tile([1, 2], [2]).numpy().toArray(), [1, 2, 1, 2]);
 * ```
 */
export const tile: Operation<TileArguments, ["input", "multiples", "name"], Tensor> = bind(
  "tf.tile",
  ["input", "multiples", "name"],
  2,
  (input, multiples) => {
    const x = asTensor("tf.tile", input);
    const counts = asIntegers("tf.tile", "multiples", multiples, { min: 0 });
    return distinct(primitives.tile(x, counts), x);
  },
);

/** Arguments of {@linkcode repeat}. */
export interface RepeatArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** How often each element stands: one number for all, or one for each place of the axis. */
  repeats: IntegerLike | IntegersLike;
  /** The axis; default: the tensor is flattened first; negative from the end. */
  axis?: IntegerLike | null;
}

/**
 * Each element, or each slice along an axis, several times over. Numbers given as a tensor are read.
 *
 * @throws {TypeError} for another number of `repeats` than 1 or the length of the axis.
 * @throws {RangeError} for numbers below 0, or an axis that the tensor does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.repeat([1, 2], 2).numpy().toArray(), [1, 1, 2, 2]);
 * assertEquals(tf.repeat([[1, 2], [3, 4]], [1, 2], 0).numpy().toArray(), [[1, 2], [3, 4], [3, 4]]);
 * ```
 */
export const repeat: Operation<RepeatArguments, ["input", "repeats", "axis", "name"], Tensor> =
  bind(
    "tf.repeat",
    ["input", "repeats", "axis", "name"],
    2,
    (input, repeats, axis) => {
      const where = "tf.repeat";
      const given = asTensor(where, input);
      const counts = asOneOrMore(where, "repeats", repeats, { min: 0 });
      return internally(() => {
        const isFlat = axis === undefined || axis === null;
        // A single number is a vector of one.
        const x = isFlat || given.rank === 0 ? reshape(given, [given.size]) : given;
        const at = isFlat ? 0 : asAxis(where, axis, x.rank);
        const dim = x.shape[at]!;
        if (counts.length === 1) return eachTimes(x, counts[0]!, at);
        if (counts.length !== dim) {
          throw new TypeError(
            `${where}: expected one number, or ${dim} for axis ${at} of shape ${
              formatShape(x.shape)
            }, received repeats=${formatValue(counts)}`,
          );
        }
        const places = Int32Array.from(counts.flatMap((count, i) => new Array(count).fill(i)));
        return gather(x, leaf(places, aval("int32", [places.length])), at);
      });
    },
  );

function eachTimes(x: Tensor, count: number, axis: number): Tensor {
  const apart = x.shape.toSpliced(axis + 1, 0, 1);
  const wide = broadcastTo(reshape(x, apart), apart.with(axis + 1, count));
  return distinct(reshape(wide, x.shape.with(axis, x.shape[axis]! * count)), x);
}
