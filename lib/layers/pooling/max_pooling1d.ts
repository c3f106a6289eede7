/**
 * MaxPooling1D: the largest element under each window of sequences.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Pooling, type PoolingNames, type PoolingOptions, usualPoolingRows } from "./pooling.ts";

const OPTIONS = usualPoolingRows(1);

/**
 * The largest element under each window of sequences, channel by channel. Its gradient goes to the first of equal ones.
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
 * const pool = new tf.keras.layers.MaxPooling1D();
 * assertEquals(pool([[[1], [3], [2], [0]]]).numpy().toArray(), [[[3], [2]]]);
 * ```
 */
export class MaxPooling1D extends Pooling {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the window, strides, padding, data format, name, in order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<PoolingOptions, PoolingNames>) {
    super("MAX", OPTIONS, args);
  }
}

/** Another name of {@linkcode MaxPooling1D}. */
export const MaxPool1D: typeof MaxPooling1D = MaxPooling1D;
