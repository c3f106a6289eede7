/**
 * The namespace `tf.keras.config`: what Keras takes where nothing is said.
 *
 * @module
 */
import { EPSILON } from "../configuration/epsilon.ts";

export { dtypePolicy, setDtypePolicy } from "../layers/base/dtype_policy.ts";
export { floatx } from "./keras_backend.ts";

/**
 * The small number that keeps logarithms and quotients finite.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.config.epsilon(), 1e-7);
 * ```
 */
export function epsilon(): number {
  return EPSILON;
}

/**
 * Where the channels of images are: behind their rows and columns. Layers take `dataFormat` for another
 * place.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.config.imageDataFormat(), "channels_last");
 * ```
 */
export function imageDataFormat(): "channels_last" {
  return "channels_last";
}
