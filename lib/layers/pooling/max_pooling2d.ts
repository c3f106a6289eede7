/**
 * MaxPooling2D: the largest element under each window of images.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Pooling, type PoolingNames, type PoolingOptions, usualPoolingRows } from "./pooling.ts";

const OPTIONS = usualPoolingRows(2);

/**
 * The largest element under each window of images, channel by channel. Its gradient goes to the first of equal ones.
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
 * const pool = new tf.keras.layers.MaxPooling2D({ poolSize: 2 });
 * assertEquals(pool([[[[1], [2]], [[3], [4]]]]).numpy().toArray(), [[[[4]]]]);
 * ```
 */
export class MaxPooling2D extends Pooling {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the window, strides, padding, data format, name, in order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<PoolingOptions, PoolingNames>) {
    super("MAX", OPTIONS, args);
  }
}

/** Another name of {@linkcode MaxPooling2D}. */
export const MaxPool2D: typeof MaxPooling2D = MaxPooling2D;
