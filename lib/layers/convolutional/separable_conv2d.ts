/**
 * SeparableConv2D: convolution of each channel of images by filters of its own, then of one
 * element's channels.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  type SeparableArguments,
  SeparableConvolution,
  type SeparableNames,
  separableRows,
} from "./separable_convolution.ts";

const OPTIONS = separableRows(2);

/**
 * Convolution of images in two steps with far fewer weights: each channel by `depthMultiplier` filters
 * of its own, then the results of each element with one another. Then the bias and the activation.
 *
 * Input shape `(batch, height, width, channels)`, output shape `(batch, new height, new width,
 * filters)`, with channels before the axes of the image for `"channels_first"`. State, created at the
 * first call: `depthwise_kernel` of shape `(...kernelSize, channels, depthMultiplier)`,
 * `pointwise_kernel` of shape `(1, 1, channels * depthMultiplier, filters)` and, with `useBias`, `bias` of
 * shape `(filters,)`.
 *
 * @throws {TypeError} at a call with other channels than at the first one, or images shorter than the
 *   window.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const conv = new tf.keras.layers.SeparableConv2D(4, 3, { depthMultiplier: 2 });
 * assertEquals(conv(tf.ones([1, 5, 5, 3])).shape, [1, 3, 3, 4]);
 * assertEquals(conv.pointwiseKernel?.shape, [1, 1, 6, 4]);
 * ```
 */
export class SeparableConv2D extends SeparableConvolution {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Channels of the outputs, size of the window and the rest, in Keras's order or by
   *   name.
   * @throws {RangeError} for sizes < 1.
   */
  constructor(...args: LayerArguments<SeparableArguments, SeparableNames>) {
    super(OPTIONS, args);
  }
}

/** Another name of {@linkcode SeparableConv2D}. */
export const SeparableConvolution2D: typeof SeparableConv2D = SeparableConv2D;
