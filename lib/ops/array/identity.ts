/**
 * `tf.identity`, `tf.identityN` and `tf.stopGradient`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import * as primitives from "../../primitives/array/identity.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode identity} and {@linkcode stopGradient}. */
export interface IdentityArguments extends Named {
  /** A tensor. */
  input: TensorLike;
}

/**
 * The same values as a tensor of its own; of a variable, those it has now.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.identity([1, 2]).numpy().toArray(), [1, 2]);
 * ```
 */
export const identity: Operation<IdentityArguments, ["input", "name"], Tensor> = bind(
  "tf.identity",
  ["input", "name"],
  1,
  (input) => primitives.identity(asTensor("tf.identity", input)),
);

/**
 * The same values, which count as constant when gradients are taken.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = new tf.Variable(3);
 * const tape = new tf.GradientTape();
 * const y = tape.run(() => tf.multiply(tf.stopGradient(x), x));
 * assertEquals(Number(tape.gradient(y, x)), 3);
 * ```
 */
export const stopGradient: Operation<IdentityArguments, ["input", "name"], Tensor> = bind(
  "tf.stopGradient",
  ["input", "name"],
  1,
  (input) => primitives.stopGradient(asTensor("tf.stopGradient", input)),
);

/** Arguments of {@linkcode identityN}. */
export interface IdentityNArguments extends Named {
  /** Tensors. */
  input: readonly TensorLike[];
}

/**
 * The same values as tensors of their own.
 *
 * @throws {TypeError} for anything else than a list of tensors.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.identityN([[1, 2], 3]).map((x) => x.shape), [[2], []]);
 * ```
 */
export const identityN: Operation<IdentityNArguments, ["input", "name"], Tensor[]> = bind(
  "tf.identityN",
  ["input", "name"],
  1,
  (input) => {
    const where = "tf.identityN";
    if (!Array.isArray(input)) {
      throw new TypeError(
        `${where}: expected input to be an array of tensors, received input=${formatValue(input)}`,
      );
    }
    return Array.from(
      input as readonly TensorLike[],
      (it) => primitives.identity(asTensor(where, it)),
    );
  },
);
