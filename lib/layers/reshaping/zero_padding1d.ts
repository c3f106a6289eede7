/**
 * ZeroPadding1D: sequences with zeros around them.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  ZeroPadding,
  type ZeroPaddingNames,
  type ZeroPaddingOptions,
  zeroPaddingRows,
} from "./zero_padding.ts";

const OPTIONS = zeroPaddingRows(1);

/**
 * Adds zeros before and after sequences, along each of their axes.
 *
 * Input shape `(batch, steps, channels)`, output shape with as much more along each axis as is
 * added; channels come before the axes of the image for `"channels_first"`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pad = new tf.keras.layers.ZeroPadding1D([1, 0]);
 * assertEquals(pad([[[1], [2]]]).numpy().toArray(), [[[0], [1], [2]]]);
 * ```
 */
export class ZeroPadding1D extends ZeroPadding {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args How many zeros to add, data format, in order or by name.
   * @throws {RangeError} for numbers < 0, {TypeError} for lists of another length.
   */
  constructor(...args: LayerArguments<ZeroPaddingOptions, ZeroPaddingNames>) {
    super(OPTIONS, args);
  }
}
