/**
 * The base of constraints on weights: functions that put a weight back where it may be, which an
 * optimizer applies after each update. An instance is called like a function: `constraint(w)`.
 *
 * @module
 */
import { TensorFunction } from "../configuration/tensor_function.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The signature of a call. */
export interface Constraint {
  (w: TensorLike): Tensor;
}

/**
 * Base class of constraints. An own one overrides `call`, and `getConfig` if it has options.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Centred extends tf.keras.constraints.Constraint {
 *   override call(w: tf.Tensor): tf.Tensor {
 *     return tf.subtract(w, tf.reduceMean(w));
 *   }
 * }
 * assertEquals(new Centred()([1, 3]).numpy().toArray(), [-1, 1]);
 * ```
 */
export class Constraint extends TensorFunction {
  /** The nearest weight that is allowed; the weight itself if it is not overridden. */
  override call(w: Tensor): Tensor {
    return w;
  }

  /** The options that make an equal constraint, in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return {};
  }

  protected override get argument(): string {
    return "w";
  }
}
