/**
 * SeparableConv1D: convolution of each channel of sequences by filters of its own, then of one
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

const OPTIONS = separableRows(1);

/**
 * Convolution of sequences in two steps with far fewer weights: each channel by `depthMultiplier` filters
 * of its own, then the results of each element with one another. Then the bias and the activation.
 *
 * Input shape `(batch, steps, channels)`, output shape `(batch, new steps,
 * filters)`, with channels before the axes of the image for `"channels_first"`. State, created at the
 * first call: `depthwise_kernel` of shape `(...kernelSize, channels, depthMultiplier)`,
 * `pointwise_kernel` of shape `(1, channels * depthMultiplier, filters)` and, with `useBias`, `bias` of
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
 * const conv = new tf.keras.layers.SeparableConv1D(4, 3, { padding: "same" });
 * assertEquals(conv(tf.ones([1, 5, 2])).shape, [1, 5, 4]);
 * ```
 */
export class SeparableConv1D extends SeparableConvolution {
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

/** Another name of {@linkcode SeparableConv1D}. */
export const SeparableConvolution1D: typeof SeparableConv1D = SeparableConv1D;
