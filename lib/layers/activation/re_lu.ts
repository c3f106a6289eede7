/**
 * ReLU: the rectifier.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { relu } from "../../activations/rectifiers.ts";
import { finite } from "../../configuration/rows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { ShapeKeeping } from "../base/weightless.ts";

/** Options of {@linkcode ReLU}. */
export interface ReLUOptions extends LayerOptions {
  /** Largest value, >= 0; default: none. */
  maxValue?: number | null | undefined;
  /** Slope below the threshold, >= 0; default 0. */
  negativeSlope?: number | undefined;
  /** Below it, values are cut, >= 0; default 0. */
  threshold?: number | undefined;
}

type Positional = ["maxValue", "negativeSlope", "threshold"];

const OPTIONS = [
  ["maxValue", finite(null, { min: 0 })],
  ["negativeSlope", finite(0, { min: 0 })],
  ["threshold", finite(0, { min: 0 })],
] as const satisfies RowsOf<ReLUOptions, Positional>;

/**
 * Rectifies: `x` above `threshold`, at most `maxValue`; below, `negativeSlope (x - threshold)`.
 *
 * Input and output have the same shape, any one; masks go on. No state.
 *
 * @throws {RangeError} for a number below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.ReLU({ maxValue: 6 });
 * assertEquals(layer([-2, 1, 9]).numpy().toArray(), [0, 1, 6]);
 * ```
 */
export class ReLU extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Largest value, slope, threshold, and by name what every layer takes. */
  constructor(...args: LayerArguments<ReLUOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    return relu(inputs, this.#options);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
