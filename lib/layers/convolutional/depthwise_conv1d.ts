/**
 * DepthwiseConv1D: convolution of each channel of sequences by filters of its own.
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

const OPTIONS = depthwiseRows(1);

/**
 * Convolution of each channel of sequences by `depthMultiplier` filters of its own; channel `c` gives
 * channels `c m` to `c m + m - 1` for a multiplier `m`. Then the bias and the activation.
 *
 * Input shape `(batch, steps, channels)`, output shape `(batch, new steps,
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
 * const conv = new tf.keras.layers.DepthwiseConv1D(2, { depthwiseInitializer: "ones" });
 * const y = conv([[[1, 10], [2, 20], [3, 30]]]);
 * assertEquals(y.numpy().toArray(), [[[3, 30], [5, 50]]]);
 * ```
 */
export class DepthwiseConv1D extends DepthwiseConvolution {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Size of the window and the rest, in Keras's order or by name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<DepthwiseArguments, DepthwiseNames>) {
    super(OPTIONS, args);
  }
}
