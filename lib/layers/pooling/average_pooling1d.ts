/**
 * AveragePooling1D: the mean of the elements under each window of sequences.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Pooling, type PoolingArguments, type PoolingNames, poolingRows } from "./pooling.ts";

const OPTIONS = poolingRows(1);

/**
 * The mean of the elements under each window of sequences, channel by channel. What lies outside the image does not count.
 *
 * Input shape `(batch, steps, channels)`, output shape `(batch, new steps,
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
 * const pool = new tf.keras.layers.AveragePooling1D(2);
 * assertEquals(pool([[[1], [3], [2], [0]]]).numpy().toArray(), [[[2], [1]]]);
 * ```
 */
export class AveragePooling1D extends Pooling {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the window, strides, padding, data format, name, in order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<PoolingArguments, PoolingNames>) {
    super("AVG", OPTIONS, args);
  }
}

/** Another name of {@linkcode AveragePooling1D}. */
export const AvgPool1D: typeof AveragePooling1D = AveragePooling1D;
