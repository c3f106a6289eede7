/**
 * `tf.linalg.normalize`.
 *
 * @module
 */
import { divide } from "../../primitives/math/arithmetic.ts";
import { internallyAll } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { norm, type NormArguments } from "../math/norm.ts";

/** Arguments of {@linkcode normalize}. */
export type NormalizeArguments = Omit<NormArguments, "keepdims">;

/**
 * A tensor divided by its norm over axes, and the norm, whose axes stay with length 1; NaN where the
 * norm is 0.
 *
 * @returns The quotient and the norm.
 * @throws {TypeError} for anything else than floats.
 * @throws {RangeError} for a norm or axes that there are not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [unit, length] = tf.linalg.normalize(tf.constant([3, 4], "float64"));
 * assertEquals(unit.numpy().toArray(), [0.6, 0.8]);
 * assertEquals(length.numpy().toArray(), [5]);
 * ```
 */
export const normalize: Operation<
  NormalizeArguments,
  ["tensor", "ord", "axis", "name"],
  [normalized: Tensor, norm: Tensor]
> = bind("tf.linalg.normalize", ["tensor", "ord", "axis", "name"], 1, (tensor, ord, axis) => {
  const x = asTensor("tf.linalg.normalize", tensor);
  return internallyAll((): [Tensor, Tensor] => {
    const length = norm({ tensor: x, ord: ord ?? null, axis: axis ?? null, keepdims: true });
    return [divide(x, length), length];
  });
});
