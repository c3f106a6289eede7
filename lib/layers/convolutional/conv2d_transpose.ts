/**
 * Conv2DTranspose: transposed convolution of images.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import {
  ConvolutionTranspose,
  type ConvolutionTransposeArguments,
  type ConvolutionTransposeNames,
  convolutionTransposeRows,
} from "./convolution_transpose.ts";

const OPTIONS = convolutionTransposeRows(2);

/**
 * Transposed convolution of images, which makes them larger: each element is multiplied by the kernel
 * and added to the outputs where a window of a convolution, the one whose gradient this is, would have
 * been; then the bias and the activation.
 *
 * Input shape `(batch, height, width, channels)`, output shape `(batch, new height, new width, filters)`,
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
 * const conv = new tf.keras.layers.Conv2DTranspose(4, 3, { strides: 2, padding: "same" });
 * assertEquals(conv(tf.ones([1, 5, 5, 3])).shape, [1, 10, 10, 4]);
 * assertEquals(conv.kernel?.shape, [3, 3, 4, 3]);
 * ```
 */
export class Conv2DTranspose extends ConvolutionTranspose {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Channels of the outputs, size of the window and the rest, in Keras's order or by
   *   name.
   * @throws {RangeError} for sizes < 1, an `outputPadding` that is not below the stride, or strides and
   *   dilations both above 1.
   */
  constructor(...args: LayerArguments<ConvolutionTransposeArguments, ConvolutionTransposeNames>) {
    super(OPTIONS, args);
  }
}

/** Another name of {@linkcode Conv2DTranspose}. */
export const Convolution2DTranspose: typeof Conv2DTranspose = Conv2DTranspose;
