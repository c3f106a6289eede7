/**
 * ThresholdedReLU: the rectifier with a threshold.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite } from "../../configuration/rows.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { greater } from "../../primitives/math/comparison.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";

/** Options of {@linkcode ThresholdedReLU}. */
export interface ThresholdedReLUOptions extends LayerOptions {
  /** Below or at it, values become 0, >= 0; default 1. */
  theta?: number | undefined;
}

type Positional = ["theta"];

const OPTIONS = [
  ["theta", finite(1, { min: 0 })],
] as const satisfies RowsOf<ThresholdedReLUOptions, Positional>;

/**
 * `x` where it is greater than `theta`, else 0.
 *
 * Input and output have the same shape, any one; masks go on. No state. Keras 3 has it for
 * the sake of older models.
 *
 * @throws {RangeError} for a threshold below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.ThresholdedReLU();
 * assertEquals(layer([0.5, 1, 3]).numpy().toArray(), [0, 0, 3]);
 * ```
 */
export class ThresholdedReLU extends Layer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The threshold, and by name what every layer takes. */
  constructor(...args: LayerArguments<ThresholdedReLUOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.supportsMasking = true;
  }

  override call(inputs: Tensor): Tensor {
    const theta = scalar(this.#options.theta, inputs.dtype);
    return internally(() => multiply(inputs, cast(greater(inputs, theta), inputs.dtype)));
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return inputShape;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
