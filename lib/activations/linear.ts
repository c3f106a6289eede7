/**
 * The activation that does nothing.
 *
 * @module
 */
import { plain, type PlainActivation } from "./activation.ts";

/**
 * `x` itself.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.linear([1, -2]).numpy().toArray(), [1, -2]);
 * ```
 */
export const linear: PlainActivation = plain("linear", (x) => x);
