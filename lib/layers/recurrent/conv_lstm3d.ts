/**
 * ConvLSTM3D: long short-term memory over sequences of volumes.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { ConvLSTM } from "./conv_lstm.ts";
import {
  type ConvLSTMArguments,
  type ConvLSTMNames,
  type ConvLSTMOptions,
  convLSTMRows,
} from "./conv_lstm_rows.ts";

const OPTIONS = convLSTMRows(3);

/**
 * Long short-term memory over volumes, whose products are convolutions, with input gate i, forget
 * gate f, candidate g and output gate o: `i, f, o = recurrentActivation(x * K + h * R + b)`,
 * `g = activation(x * K + h * R + b)`, `c' = f c + i g`, `h' = o activation(c')`.
 *
 * Input shape `(batch, steps, depth, rows, columns, channels)`, with `channels_first`
 * `(batch, steps, channels, depth, rows, columns)`; output shape `(batch, depth, rows, columns, filters)`, the last
 * output, or with `returnSequences` `(batch, steps, depth, rows, columns, filters)`. With `returnState` it
 * gives a list of the output and the last states, `h` and `c`. A call takes `initialState`, the states
 * before the first step (default zeros), and `mask`, `(batch, steps)`: at a step that does not count
 * the states stay, and the output is the one before.
 *
 * State, created at the first call, in `cell`: `kernel` of shape `(...window, channels, 4 filters)`,
 * `recurrent_kernel` `(...window, filters, 4 filters)` and, with `useBias`, `bias` `(4 filters,)`. With
 * `stateful` also the last states, which are no weights. After Shi et al., "Convolutional LSTM
 * Network" (2015).
 *
 * @throws {RangeError} for strides and a dilation rate above 1.
 * @throws {TypeError} at a call with inputs of a size that is not known or not that of the first
 *   one, or with states or a mask of other shapes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.ConvLSTM3D(4, 3, { padding: "same" });
 * assertEquals(layer(tf.ones([2, 3, 4, 4, 4, 3])).shape, [2, 4, 4, 4, 4]);
 * ```
 */
export class ConvLSTM3D<State extends boolean = false> extends ConvLSTM<State> {
  static override readonly rows: Rows = OPTIONS;

  /** @param filters Channels of the outputs, >= 1. @param kernelSize Size of the window. @param options The rest. */
  constructor(
    filters: number,
    kernelSize: number | readonly number[],
    options?: ConvLSTMOptions<State>,
  );
  /** @param args Channels of the outputs, size of the window, and the rest. */
  constructor(args: ConvLSTMArguments<State>);
  /** @param args The same in Keras's order. */
  constructor(...args: LayerArguments<ConvLSTMArguments, ConvLSTMNames>);
  constructor(...args: unknown[]) {
    super(OPTIONS, args);
  }
}
