/**
 * DepthwiseConv2D: convolution of each channel of images by filters of its own.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  type DepthwiseArguments,
  DepthwiseConvolution,
  type DepthwiseNames,
  depthwiseRows,
} from "./depthwise_convolution.ts";

const OPTIONS = depthwiseRows(2);

/**
 * Convolution of each channel of images by `depthMultiplier` filters of its own; channel `c` gives
 * channels `c m` to `c m + m - 1` for a multiplier `m`. Then the bias and the activation.
 *
 * Input shape `(batch, height, width, channels)`, output shape `(batch, new height, new width,
 * channels * depthMultiplier)`, with channels before the axes of the image for `"channels_first"`.
 * State, created at the first call: `kernel` of shape `(...kernelSize, channels, depthMultiplier)`
 * and, with `useBias`, `bias` of shape `(channels * depthMultiplier,)`.
 *
 * @throws {TypeError} at a call with other channels than at the first one, or images shorter than the
 *   window.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const conv = new tf.keras.layers.DepthwiseConv2D(3, { depthMultiplier: 2, padding: "same" });
 * assertEquals(conv(tf.ones([1, 5, 5, 3])).shape, [1, 5, 5, 6]);
 * assertEquals(conv.kernel?.shape, [3, 3, 3, 2]);
 * ```
 */
export class DepthwiseConv2D extends DepthwiseConvolution {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the window and the rest, in Keras's order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<DepthwiseArguments, DepthwiseNames>) {
    super(OPTIONS, args);
  }
}
