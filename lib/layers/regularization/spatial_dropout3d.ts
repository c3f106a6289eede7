/**
 * SpatialDropout3D: whole channels are dropped at random in training.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat } from "../base/rows.ts";
import { LAST, RATE, SpatialDropout, type SpatialDropoutArguments } from "./spatial_dropout.ts";

/** Arguments of {@linkcode SpatialDropout3D}. */
export interface SpatialDropout3DArguments extends SpatialDropoutArguments {
  /** Where inputs have their channels; default `"channels_last"`. */
  dataFormat?: DataFormat | null | undefined;
}

type Positional = ["rate", "dataFormat", "seed", "name", "dtype"];

const OPTIONS = [
  RATE,
  ["dataFormat", dataFormat()],
  ...LAST,
] as const satisfies RowsOf<SpatialDropout3DArguments, Positional>;

/**
 * Drops whole channels at random in training: 0 with probability `rate`, else `x / (1 - rate)`.
 *
 * Neighbours along planes, rows, columns are alike, so that dropping one of them changes little. Input and
 * output shape `(batch, planes, rows, columns, channels)`, or `(batch, channels, planes, rows, columns)` with `dataFormat:
 * "channels_first"`. Outside of training it
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
 * const dropout = new tf.keras.layers.SpatialDropout3D(0.5, { seed: 1 });
 * const y = dropout(tf.ones([2, 3, 3, 3, 4]), { training: true });
 * const [first, second] = [tf.reduceMin(y, [1, 2, 3]), tf.reduceMax(y, [1, 2, 3])];
 * assertEquals(first.numpy().toArray(), second.numpy().toArray());
 * ```
 */
export class SpatialDropout3D extends SpatialDropout {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Rate, data format, seed, name, type, and by name what every layer takes. */
  constructor(...args: LayerArguments<SpatialDropout3DArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, 5, own);
    this.#options = own;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
