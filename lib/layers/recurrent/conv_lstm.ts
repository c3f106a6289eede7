/**
 * What ConvLSTM1D, ConvLSTM2D and ConvLSTM3D share: all but the number of dimensions.
 *
 * @module
 * @internal
 */
import { type Made, type Rows, writeOptions } from "../../configuration/options.ts";
import { fromCaller } from "../../errors/caller.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { layerOptions } from "../base/options.ts";
import { checkSteps } from "../convolutional/convolving.ts";
import { ConvLSTMCell } from "./conv_lstm_cell.ts";
import type { ConvLSTMTable } from "./conv_lstm_rows.ts";
import { running, withoutCell } from "./own_cell.ts";
import { RNN } from "./rnn.ts";

/** Long short-term memory whose products are convolutions. */
export abstract class ConvLSTM<State extends boolean> extends RNN<State, [h: Tensor, c: Tensor]> {
  readonly #table: Rows;
  readonly #options: Made<ConvLSTMTable>;

  /** Takes the options of a class. */
  constructor(table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table as ConvLSTMTable, args);
    fromCaller(new.target, () => checkSteps(new.target.name, own));
    super(running<State>(new ConvLSTMCell(own, base), own, base));
    this.#table = table;
    this.#options = own;
    this.inputSpec = new InputSpec({ ndim: own.kernelSize.length + 3 });
  }

  /** Channels of the outputs. */
  get filters(): number {
    return this.#options.filters;
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape | SymbolicShape[] {
    const [batch, steps, ...rest] = inputShape as readonly [number | null, number | null];
    const state = (this.cell as ConvLSTMCell).stepShape(this.label, [batch, ...rest]);
    const output = this.returnSequences ? [batch, steps, ...state.slice(1)] : state;
    return this.returnState ? [output, state, state] : output;
  }

  override getConfig(): Record<string, unknown> {
    return withoutCell(
      super.getConfig(),
      writeOptions(this.#table as ConvLSTMTable, this.#options),
    );
  }
}
