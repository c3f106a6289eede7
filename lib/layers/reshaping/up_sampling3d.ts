/**
 * UpSampling3D: each element of volumes several times.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat, window } from "../base/rows.ts";
import { UpSampling } from "./up_sampling.ts";

/** Options of {@linkcode UpSampling3D}. */
export interface UpSampling3DOptions extends LayerOptions {
  /** How often each element comes along each axis, >= 1, for all axes or each; default 2. */
  size?: number | readonly number[] | undefined;
  /** Where inputs and outputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
}

type Positional = ["size", "dataFormat"];

const OPTIONS = [
  ["size", window(3, 2)],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<UpSampling3DOptions, Positional>;

/**
 * Each element of volumes `size` times in a row along each axis.
 *
 * Input shape `(batch, depth, height, width, channels)`, output shape with the three times `size`;
 * channels come before them for `"channels_first"`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const up = new tf.keras.layers.UpSampling3D([1, 2, 3]);
 * assertEquals(up(tf.ones([1, 2, 2, 2, 4])).shape, [1, 2, 4, 6, 4]);
 * ```
 */
export class UpSampling3D extends UpSampling {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /**
   * @param args How often each element comes, data format, in order or by name.
   * @throws {RangeError} for a size < 1.
   */
  constructor(...args: LayerArguments<UpSampling3DOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(own.size, own.dataFormat, base);
    this.#options = own;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
