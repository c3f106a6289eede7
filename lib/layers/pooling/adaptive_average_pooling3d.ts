/**
 * AdaptiveAveragePooling3D: the mean of each window of volumes, for as many windows as asked for.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  AdaptivePooling,
  type AdaptivePoolingArguments,
  type AdaptivePoolingNames,
  adaptivePoolingRows,
} from "./adaptive_pooling.ts";

const OPTIONS = adaptivePoolingRows(3);

/**
 * The mean of each window of volumes, for as many windows as `outputSize` says, whatever the size of the
 * volumes: window `i` of `m` reaches from `floor(i n / m)` to `ceil((i + 1) n / m)`, along each axis
 * of length `n`.
 *
 * Input shape `(batch, depth, height, width, channels)`, output shape `(batch, ...outputSize, channels)`, with
 * channels before the axes of the image for `"channels_first"`. No state.
 *
 * @throws {TypeError} at a call with images of length 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pool = new tf.keras.layers.AdaptiveAveragePooling3D(2);
 * assertEquals(pool(tf.ones([1, 5, 7, 3, 4])).shape, [1, 2, 2, 2, 4]);
 * ```
 */
export class AdaptiveAveragePooling3D extends AdaptivePooling {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the outputs, data format, in order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<AdaptivePoolingArguments, AdaptivePoolingNames>) {
    super("AVG", OPTIONS, args);
  }
}
