/**
 * AveragePooling2D: the mean of the elements under each window of images.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Pooling, type PoolingArguments, type PoolingNames, poolingRows } from "./pooling.ts";

const OPTIONS = poolingRows(2);

/**
 * The mean of the elements under each window of images, channel by channel. What lies outside the image does not count.
 *
 * Input shape `(batch, height, width, channels)`, output shape `(batch, new height, new width,
 * channels)`, with channels before the axes of the image for `"channels_first"`. A length `n` becomes
 * `floor((n - k) / s) + 1` for windows of `k` elements and strides `s`, `ceil(n / s)` for padding
 * `"same"`. No state.
 *
 * @throws {TypeError} at a call with images shorter than the window.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pool = new tf.keras.layers.AveragePooling2D(3, { strides: 1, padding: "same" });
 * assertEquals(pool(tf.ones([1, 2, 2, 1])).numpy().toArray(), [[[[1], [1]], [[1], [1]]]]);
 * ```
 */
export class AveragePooling2D extends Pooling {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the window, strides, padding, data format, name, in order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<PoolingArguments, PoolingNames>) {
    super("AVG", OPTIONS, args);
  }
}

/** Another name of {@linkcode AveragePooling2D}. */
export const AvgPool2D: typeof AveragePooling2D = AveragePooling2D;
