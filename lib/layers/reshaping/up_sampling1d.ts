/**
 * UpSampling1D: each step of sequences several times.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer } from "../../configuration/rows.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { UpSampling } from "./up_sampling.ts";

/** Options of {@linkcode UpSampling1D}. */
export interface UpSampling1DOptions extends LayerOptions {
  /** How often each step comes, >= 1; default 2. */
  size?: number | undefined;
}

const OPTIONS = [["size", integer(2, { min: 1 })]] as const satisfies RowsOf<
  UpSampling1DOptions,
  ["size"]
>;

/**
 * Each step of sequences `size` times in a row.
 *
 * Input shape `(batch, steps, channels)`, output shape `(batch, steps * size, channels)`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const up = new tf.keras.layers.UpSampling1D(2);
 * assertEquals(up([[[1], [3]]]).numpy().toArray(), [[[1], [1], [3], [3]]]);
 * ```
 */
export class UpSampling1D extends UpSampling {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /**
   * @param args How often each step comes.
   * @throws {RangeError} for a size < 1.
   */
  constructor(...args: LayerArguments<UpSampling1DOptions, ["size"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super([own.size], "channels_last", base);
    this.#options = own;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
