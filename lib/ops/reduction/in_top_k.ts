/**
 * `tf.math.inTopK`.
 *
 * @module
 */
import * as primitives from "../../primitives/reduction/in_top_k.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asWhole } from "../array/indices.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";

/** Arguments of {@linkcode inTopK}. */
export interface InTopKArguments {
  /** The class of each row: int32 or int64. */
  targets: TensorLike;
  /** Rows of predictions, one for each class, of float32. */
  predictions: TensorLike;
  /** How many of the largest predictions count. */
  k: IntegerLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Whether each target is among the `k` classes with the largest predictions. Equals of the last one
 * count; a row with a prediction that is infinite or NaN, or a target that is no class, does not.
 *
 * @throws {TypeError} for predictions that are no rows of float32, or a number of targets that differs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const found = tf.math.inTopK([0, 1], [[0.1, 0.9], [0.2, 0.8]], 1);
 * assertEquals(found.numpy().toArray(), [false, true]);
 * ```
 */
export const inTopK: Operation<
  InTopKArguments,
  ["targets", "predictions", "k", "name"],
  Tensor
> = bind(
  "tf.math.inTopK",
  ["targets", "predictions", "k", "name"],
  3,
  (targets, predictions, k) => {
    const where = "tf.math.inTopK";
    const classes = asWhole(where, "targets", targets);
    return primitives.inTopK(asTensor(where, predictions), classes, asInteger(where, "k", k));
  },
);
