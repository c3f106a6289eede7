/**
 * The base of regularizers: penalties on weights and outputs, added to a model's losses. An instance
 * is called like a function, as in Keras: `regularizer(x)`.
 *
 * @module
 */
import { TensorFunction } from "../configuration/tensor_function.ts";
import { formatShape } from "../errors/format.ts";
import { fill } from "../primitives/array/fill.ts";
import type { TensorLike } from "../tensor/like.ts";
import { aval } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The signature of a call. */
export interface Regularizer {
  (x: TensorLike): Tensor;
}

/**
 * Base class of regularizers. An own one overrides `call`, which gives a scalar, and `getConfig`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Largest extends tf.keras.regularizers.Regularizer {
 *   override call(x: tf.Tensor): tf.Tensor {
 *     return tf.reduceMax(tf.abs(x));
 *   }
 *   override getConfig() {
 *     return {};
 *   }
 * }
 * assertEquals(Number(new Largest()([1, -3])), 3);
 * ```
 */
export class Regularizer extends TensorFunction {
  /** The penalty on a tensor, a scalar; 0 if it is not overridden. */
  override call(x: Tensor): Tensor {
    return fill(0, aval(x.dtype, []));
  }

  /**
   * The options that make an equal regularizer, in Keras's spelling.
   *
   * @throws {TypeError} if it is not overridden.
   */
  override getConfig(): Record<string, unknown> {
    const { name } = this.constructor;
    throw new TypeError(
      `${name}: expected getConfig to be overridden, so that ${name} can be written to a configuration`,
    );
  }

  /** Calls `call`, and checks that it gives a scalar. */
  protected override invoke(...args: unknown[]): Tensor {
    const penalty = super.invoke(...args);
    if (penalty.rank === 0) return penalty;
    throw new TypeError(
      `${this.constructor.name}: expected call to give a scalar, received shape ${
        formatShape(penalty.shape)
      }; reduce it with tf.reduceSum`,
    );
  }
}
