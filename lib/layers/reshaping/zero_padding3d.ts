/**
 * ZeroPadding3D: volumes with zeros around them.
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

const OPTIONS = zeroPaddingRows(3);

/**
 * Adds zeros before and after volumes, along each of their axes.
 *
 * Input shape `(batch, depth, height, width, channels)`, output shape with as much more along each axis as is
 * added; channels come before the axes of the image for `"channels_first"`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pad = new tf.keras.layers.ZeroPadding3D([0, 1, 2]);
 * assertEquals(pad(tf.ones([1, 2, 2, 2, 3])).shape, [1, 2, 4, 6, 3]);
 * ```
 */
export class ZeroPadding3D extends ZeroPadding {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args How many zeros to add, data format, in order or by name.
   * @throws {RangeError} for numbers < 0, {TypeError} for lists of another length.
   */
  constructor(...args: LayerArguments<ZeroPaddingOptions, ZeroPaddingNames>) {
    super(OPTIONS, args);
  }
}
