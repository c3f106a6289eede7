/**
 * Conv1D: convolution of sequences.
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

const OPTIONS = convolutionRows(1);

/**
 * Convolution of sequences: `y[n, i, o] = activation(sum over k, c of
 * x[n, i s + d k, c] kernel[k, c, o] + bias[o])`, for strides `s` and
 * dilations `d`.
 *
 * Input shape `(batch, steps, channels)`, output shape `(batch, new steps,
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
 * const conv = new tf.keras.layers.Conv1D(1, 2, { kernelInitializer: "ones", padding: "causal" });
 * const x = tf.reshape([1, 2, 3, 4], [1, 4, 1]);
 * assertEquals(tf.reshape(conv(x), [-1]).numpy().toArray(), [1, 3, 5, 7]);
 * ```
 */
export class Conv1D extends Convolution {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args Channels of the outputs, size of the window and the rest, in Keras's order or by
   *   name.
   * @throws {RangeError} for sizes < 1, filters that groups do not divide, or strides and dilations
   *   both above 1.
   */
  constructor(
    ...args: LayerArguments<ConvolutionArguments<"valid" | "same" | "causal">, ConvolutionNames>
  ) {
    super(OPTIONS, args);
  }
}

/** Another name of {@linkcode Conv1D}. */
export const Convolution1D: typeof Conv1D = Conv1D;
