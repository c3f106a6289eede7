/**
 * Conv3DTranspose: transposed convolution of volumes.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  ConvolutionTranspose,
  type ConvolutionTransposeArguments,
  type VolumeTransposeNames,
  volumeTransposeRows,
} from "./convolution_transpose.ts";

const OPTIONS = volumeTransposeRows();

/**
 * Transposed convolution of volumes, which makes them larger: each element is multiplied by the kernel
 * and added to the outputs where a window of a convolution, the one whose gradient this is, would have
 * been; then the bias and the activation.
 *
 * Input shape `(batch, depth, height, width, channels)`, output shape `(batch, new depth, new height, new width, filters)`,
 * with channels before the axes of the image for `"channels_first"`. A length `n` becomes `n s` for
 * padding `"same"` and strides `s`, `(n - 1) s + max(k, s)` for `"valid"`, where a window reaches over
 * `k` elements; with `outputPadding` `p`, `(n - 1) s + k % 2 + p` and `(n - 1) s + k + p`. State,
 * created at the first call: `kernel` of shape `(...kernelSize, filters, channels)` and, with
 * `useBias`, `bias` of shape `(filters,)`.
 *
 * @throws {TypeError} at a call with other channels than at the first one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const conv = new tf.keras.layers.Conv3DTranspose(2, [1, 2, 2], { strides: [1, 2, 2] });
 * assertEquals(conv(tf.ones([1, 2, 3, 3, 1])).shape, [1, 2, 6, 6, 2]);
 * ```
 */
export class Conv3DTranspose extends ConvolutionTranspose {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Channels of the outputs, size of the window and the rest, in Keras's order or by
   *   name.
   * @throws {RangeError} for sizes < 1, an `outputPadding` that is not below the stride, or strides and
   *   dilations both above 1.
   */
  constructor(...args: LayerArguments<ConvolutionTransposeArguments, VolumeTransposeNames>) {
    super(OPTIONS, args);
  }
}

/** Another name of {@linkcode Conv3DTranspose}. */
export const Convolution3DTranspose: typeof Conv3DTranspose = Conv3DTranspose;
