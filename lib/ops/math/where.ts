/**
 * `tf.where`.
 *
 * @module
 */
import * as primitives from "../../primitives/math/where.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { whereIndices } from "./where_indices.ts";

/** Arguments of {@linkcode where}. */
export interface WhereArguments {
  /** Truth values. */
  condition: TensorLike;
  /** What stands where the condition is true. */
  x?: TensorLike | null;
  /** What stands where it is false, of the same dtype. All three shapes broadcast. */
  y?: TensorLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The elements of `x` where a condition is true, those of `y` where it is false. With the condition
 * alone: the places where it is true (or not 0), one row of int64 indices for each.
 *
 * @throws {TypeError} if only one of `x` and `y` is given, for dtypes that differ, or shapes that do
 *   not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.where([true, false], [1, 2], 0).numpy().toArray(), [1, 0]);
 * assertEquals(tf.where([false, true]).shape, [1, 1]);
 * ```
 */
export const where: Operation<WhereArguments, ["condition", "x", "y", "name"], Tensor> = bind(
  "tf.where",
  ["condition", "x", "y", "name"],
  1,
  (condition, x, y) => {
    const chosen = asTensor("tf.where", condition);
    const [hasX, hasY] = [x, y].map((it) => it !== undefined && it !== null);
    if (hasX !== hasY) {
      throw new TypeError(
        `tf.where: expected both x and y or none of them, received ${hasX ? "x" : "y"} alone`,
      );
    }
    if (!hasX) return whereIndices(chosen);
    const [a, b] = asOperands("tf.where", x!, y!);
    return primitives.where(chosen, a, b);
  },
);
