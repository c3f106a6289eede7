/**
 * `tf.clipByValue`.
 *
 * @module
 */
import { clip } from "../../primitives/math/clip.ts";
import { formatShape } from "../../errors/format.ts";
import { sameShape } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";

/** Arguments of {@linkcode clipByValue}. */
export interface ClipByValueArguments {
  /** A tensor. */
  t: TensorLike;
  /** The smallest value, a number or a tensor whose shape broadcasts to that of `t`. */
  clipValueMin: TensorLike;
  /** The largest value; where it is below the smallest one, that one counts. */
  clipValueMax: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The elements of `t`, those beyond the bounds as the bounds; NaN stays NaN.
 *
 * @throws {TypeError} for dtypes that differ, or bounds whose shape does not broadcast to that of `t`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.clipByValue([-3, 0.5, 7], 0, 1).numpy().toArray(), [0, 0.5, 1]);
 * ```
 */
export const clipByValue: Operation<
  ClipByValueArguments,
  ["t", "clipValueMin", "clipValueMax", "name"],
  Tensor
> = bind(
  "tf.clipByValue",
  ["t", "clipValueMin", "clipValueMax", "name"],
  3,
  (t, clipValueMin, clipValueMax) => {
    const where = "tf.clipByValue";
    const [x, low] = asOperands(where, t, clipValueMin);
    const [, high] = asOperands(where, x, clipValueMax);
    const result = internally(() => clip(x, low, high));
    if (sameShape(result.shape, x.shape)) return result;
    throw new TypeError(
      `${where}: expected bounds whose shapes broadcast to ${formatShape(x.shape)}, received ${
        formatShape(low.shape)
      } and ${formatShape(high.shape)}`,
    );
  },
);
