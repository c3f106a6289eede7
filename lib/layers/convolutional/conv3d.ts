/**
 * Conv3D: convolution of volumes.
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

const OPTIONS = convolutionRows(3);

/**
 * Convolution of volumes: `y[n, h, i, j, o] = activation(sum over k, l, m, c of
 * x[n, h s + d k, i s + d l, j s + d m, c] kernel[k, l, m, c, o] + bias[o])`, for strides `s` and
 * dilations `d`.
 *
 * Input shape `(batch, depth, height, width, channels)`, output shape `(batch, new depth, new height, new width,
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
 * const conv = new tf.keras.layers.Conv3D(4, [1, 2, 2]);
 * assertEquals(conv(tf.ones([1, 3, 4, 4, 2])).shape, [1, 3, 3, 3, 4]);
 * ```
 */
export class Conv3D extends Convolution {
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

/** Another name of {@linkcode Conv3D}. */
export const Convolution3D: typeof Conv3D = Conv3D;
