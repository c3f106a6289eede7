/**
 * ZeroPadding2D: images with zeros around them.
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

const OPTIONS = zeroPaddingRows(2);

/**
 * Adds zeros before and after images, along each of their axes.
 *
 * Input shape `(batch, height, width, channels)`, output shape with as much more along each axis as is
 * added; channels come before the axes of the image for `"channels_first"`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pad = new tf.keras.layers.ZeroPadding2D([[1, 0], [0, 2]]);
 * assertEquals(pad(tf.ones([1, 2, 2, 3])).shape, [1, 3, 4, 3]);
 * ```
 */
export class ZeroPadding2D extends ZeroPadding {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args How many zeros to add, data format, in order or by name.
   * @throws {RangeError} for numbers < 0, {TypeError} for lists of another length.
   */
  constructor(...args: LayerArguments<ZeroPaddingOptions, ZeroPaddingNames>) {
    super(OPTIONS, args);
  }
}
