/**
 * Axes of length 1: `tf.expandDims`, `tf.squeeze`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asOneOrMore } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode expandDims}. */
export interface ExpandDimsArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** Where the new axis is in the result; negative from the end. */
  axis: IntegerLike;
}

/**
 * The tensor with one more axis, of length 1.
 *
 * @throws {RangeError} for an axis that the result does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.expandDims([1, 2], 0).shape, [1, 2]);
 * assertEquals(tf.expandDims([1, 2], -1).shape, [2, 1]);
 * ```
 */
export const expandDims: Operation<ExpandDimsArguments, ["input", "axis", "name"], Tensor> = bind(
  "tf.expandDims",
  ["input", "axis", "name"],
  2,
  (input, axis) => {
    const x = asTensor("tf.expandDims", input);
    return reshape(x, x.shape.toSpliced(asAxis("tf.expandDims", axis, x.rank + 1), 0, 1));
  },
);

/** Arguments of {@linkcode squeeze}. */
export interface SqueezeArguments extends Named {
  /** A tensor. */
  input: TensorLike;
  /** The axes to drop, each of length 1; default: all that have it. */
  axis?: IntegerLike | IntegersLike | null;
}

/**
 * The tensor without axes of length 1.
 *
 * @throws {RangeError} for an axis it does not have.
 * @throws {TypeError} for one of another length than 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.squeeze(tf.zeros([1, 3, 1])).shape, [3]);
 * assertEquals(tf.squeeze(tf.zeros([1, 3, 1]), [0]).shape, [3, 1]);
 * ```
 */
export const squeeze: Operation<SqueezeArguments, ["input", "axis", "name"], Tensor> = bind(
  "tf.squeeze",
  ["input", "axis", "name"],
  1,
  (input, axis) => {
    const where = "tf.squeeze";
    const x = asTensor(where, input);
    const given = axis === undefined || axis === null ? [] : asOneOrMore(where, "axis", axis);
    const dropped = given.map((it) => asAxis(where, it, x.rank));
    for (const it of dropped) {
      if (x.shape[it] === 1) continue;
      throw new TypeError(
        `${where}: expected axes of length 1, received axis=${it} of shape ${formatShape(x.shape)}`,
      );
    }
    const shape = x.shape.filter((dim, it) =>
      dropped.length === 0 ? dim !== 1 : !dropped.includes(it)
    );
    return distinct(reshape(x, shape), x);
  },
);
