/**
 * MaxPooling3D: the largest element under each window of volumes.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Pooling, type PoolingNames, type PoolingOptions, usualPoolingRows } from "./pooling.ts";

const OPTIONS = usualPoolingRows(3);

/**
 * The largest element under each window of volumes, channel by channel. Its gradient goes to the first of equal ones.
 *
 * Input shape `(batch, depth, height, width, channels)`, output shape `(batch, new depth, new height, new width,
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
 * const pool = new tf.keras.layers.MaxPooling3D([1, 2, 2]);
 * assertEquals(pool(tf.ones([1, 3, 4, 4, 2])).shape, [1, 3, 2, 2, 2]);
 * ```
 */
export class MaxPooling3D extends Pooling {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the window, strides, padding, data format, name, in order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<PoolingOptions, PoolingNames>) {
    super("MAX", OPTIONS, args);
  }
}

/** Another name of {@linkcode MaxPooling3D}. */
export const MaxPool3D: typeof MaxPooling3D = MaxPooling3D;
