/**
 * SpatialDropout1D: whole channels are dropped at random in training.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";

import { LAST, RATE, SpatialDropout, type SpatialDropoutArguments } from "./spatial_dropout.ts";

/** Arguments of {@linkcode SpatialDropout1D}. */
export type SpatialDropout1DArguments = SpatialDropoutArguments;

type Positional = ["rate", "seed", "name", "dtype"];

const OPTIONS = [
  RATE,
  ...LAST,
] as const satisfies RowsOf<SpatialDropout1DArguments, Positional>;

/**
 * Drops whole channels at random in training: 0 with probability `rate`, else `x / (1 - rate)`.
 *
 * Neighbours along steps are alike, so that dropping one of them changes little. Input and
 * output shape `(batch, steps, channels)`. Outside of training it
 * gives its inputs; masks go on. State: the count of its seed generator.
 *
 * @throws {RangeError} for a rate that is none.
 * @throws {TypeError} at a call with inputs of another number of axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const dropout = new tf.keras.layers.SpatialDropout1D(0.5, { seed: 1 });
 * const y = dropout(tf.ones([2, 3, 4]), { training: true });
 * const [first, second] = [tf.reduceMin(y, [1]), tf.reduceMax(y, [1])];
 * assertEquals(first.numpy().toArray(), second.numpy().toArray());
 * ```
 */
export class SpatialDropout1D extends SpatialDropout {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Rate, seed, name, type, and by name what every layer takes. */
  constructor(...args: LayerArguments<SpatialDropout1DArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, 3, own);
    this.#options = own;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
