/**
 * The base of learning-rate schedules: functions of the number of steps that were made.
 *
 * @module
 */
import { fromConfigCaller } from "../../errors/caller.ts";
import { optionsOf, type Rows } from "../../configuration/options.ts";
import { TensorFunction } from "../../configuration/tensor_function.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** The signature of a call: the number of steps that were made. */
export interface LearningRateSchedule {
  (step: TensorLike): Tensor;
}

/**
 * Base class of learning-rate schedules. An own one overrides `call`, which makes a rate (a scalar of
 * float32) of the number of steps made so far, and `getConfig` if it is to be written to files. What
 * `call` does becomes part of the step's graph.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Halving extends tf.keras.optimizers.schedules.LearningRateSchedule {
 *   override call(step: tf.Tensor): tf.Tensor {
 *     return tf.pow(tf.constant(0.5), tf.cast(step, "float32"));
 *   }
 * }
 * const w = new tf.Variable(2);
 * const optimizer = new tf.keras.optimizers.SGD(new Halving());
 * for (let i = 0; i < 2; i++) optimizer.applyGradients([[tf.constant(1), w]]);
 * assertEquals(Number(w), 0.5);
 * ```
 */
export abstract class LearningRateSchedule extends TensorFunction {
  /** Its options, as the registry reads them. */
  static readonly rows: Rows = [];

  protected override get argument(): string {
    return "step";
  }

  /**
   * The options that make an equal schedule, in Keras's spelling.
   *
   * @throws {TypeError} if it is not overridden.
   */
  override getConfig(): Record<string, unknown> {
    const { name } = this.constructor;
    throw new TypeError(
      `${name}: expected getConfig to be overridden, so that ${name} can be written to a configuration`,
    );
  }

  /** A schedule of this class with the options that `getConfig` gave. */
  static override fromConfig<T>(
    this: new (options: never) => T,
    config: Readonly<Record<string, unknown>>,
  ): T {
    return fromConfigCaller(this, config, () => {
      const { rows } = this as unknown as { rows: Rows };
      return new this(optionsOf(rows, config) as never);
    });
  }
}

/** A number as the schedules compute with it. */
export const number = (x: number): Tensor => scalar(x, "float32");

/** A count of steps as the schedules compute with it. */
export const float = (step: Tensor): Tensor => cast(step, "float32");
