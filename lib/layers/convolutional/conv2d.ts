/**
 * Conv2D: convolution of images.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  Convolution,
  type ConvolutionArguments,
  type ConvolutionNames,
  convolutionRows,
} from "./convolution.ts";

const OPTIONS = convolutionRows(2);

/**
 * Convolution of images: `y[n, i, j, o] = activation(sum over k, l, c of
 * x[n, i s + d k, j s + d l, c] kernel[k, l, c, o] + bias[o])`, for strides `s` and
 * dilations `d`.
 *
 * Input shape `(batch, height, width, channels)`, output shape `(batch, new height, new width,
 * filters)`, with channels before the axes of the image for `"channels_first"`. State, created at the
 * first call: `kernel` of shape `(...kernelSize, channels / groups, filters)` and, with `useBias`,
 * `bias` of shape `(filters,)`; with `loraRank`, `lora_kernel_a` and `lora_kernel_b`.
 *
 * @throws {TypeError} at a call with other channels than at the first one, or images shorter than the
 *   window.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const conv = new tf.keras.layers.Conv2D(8, 3, { strides: 2, padding: "same", activation: "relu" });
 * assertEquals(conv(tf.ones([1, 5, 5, 3])).shape, [1, 3, 3, 8]);
 * assertEquals(conv.kernel?.shape, [3, 3, 3, 8]);
 * ```
 */
export class Conv2D extends Convolution {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Channels of the outputs, size of the window and the rest, in Keras's order or by
   *   name.
   * @throws {RangeError} for sizes < 1, filters that groups do not divide, or strides and dilations
   *   both above 1.
   */
  constructor(...args: LayerArguments<ConvolutionArguments, ConvolutionNames>) {
    super(OPTIONS, args);
  }
}

/** Another name of {@linkcode Conv2D}. */
export const Convolution2D: typeof Conv2D = Conv2D;
