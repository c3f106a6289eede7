/**
 * LSTM: long short-term memory over sequences.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, REQUIRED, seed } from "../../configuration/rows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { activation, regularizer } from "../base/rows.ts";
import { cellOptions, running, withoutCell } from "./own_cell.ts";
import { RNN } from "./rnn.ts";
import {
  CONSTRAINTS,
  type CudnnOptions,
  DROPOUTS,
  type GatedOptions,
  INITIALIZERS,
  REGULARIZERS,
  RUNNING,
  type RunningOptions,
  UNROLL,
  useCudnn,
  ZERO_OUTPUT,
} from "./rows.ts";
import { LSTMCell } from "./lstm_cell.ts";

/** Options of {@linkcode LSTM}. */
export interface LSTMOptions<State extends boolean = boolean>
  extends GatedOptions, RunningOptions<State>, CudnnOptions {
  /** Whether the bias of the forget gate starts as ones; default `true`. */
  unitForgetBias?: boolean | undefined;
}

/** Arguments of {@linkcode LSTM}. */
export interface LSTMArguments<State extends boolean = boolean> extends LSTMOptions<State> {
  /** Length of the output, >= 1. */
  units: number;
}

type Positional = [
  "units",
  "activation",
  "recurrentActivation",
  "useBias",
  "kernelInitializer",
  "recurrentInitializer",
  "biasInitializer",
  "unitForgetBias",
  "kernelRegularizer",
  "recurrentRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "recurrentConstraint",
  "biasConstraint",
  "dropout",
  "recurrentDropout",
  "seed",
  "returnSequences",
  "returnState",
  "goBackwards",
  "stateful",
  "unroll",
  "useCudnn",
];

const OPTIONS = [
  ["units", integer(REQUIRED, { min: 1 })],
  ["activation", activation("tanh")],
  ["recurrentActivation", activation("sigmoid")],
  ["useBias", flag(true)],
  ...INITIALIZERS,
  ["unitForgetBias", flag(true)],
  ...REGULARIZERS,
  ["activityRegularizer", regularizer()],
  ...CONSTRAINTS,
  ...DROPOUTS,
  ["seed", seed()],
  ...RUNNING,
  UNROLL,
  ["useCudnn", useCudnn()],
  ZERO_OUTPUT,
] as const satisfies RowsOf<LSTMArguments, [...Positional, "zeroOutputForMask"]>;

/**
 * Long short-term memory, with input gate i, forget gate f, candidate g and output gate o:
 * `i, f, o = recurrentActivation(x K + h R + b)`, `g = activation(x K + h R + b)`,
 * `c' = f c + i g`, `h' = o activation(c')`.
 *
 * Input shape `(batch, steps, features)`; output shape `(batch, units)`, the last output, or with
 * `returnSequences` `(batch, steps, units)`. With `returnState` it gives a list of the output and the
 * last states, `h` and `c`, each `(batch, units)`. A call takes `initialState`, the states before the
 * first step (default zeros), and `mask`, `(batch, steps)`: at a step that does not count the states
 * stay, and the output is the one before.
 *
 * State, created at the first call, in `cell`: `kernel` of shape `(features, 4 units)`,
 * `recurrent_kernel` `(units, 4 units)` and, with `useBias`, `bias` `(4 units,)`. With `stateful`
 * also the last states, which are no weights. After
 * Hochreiter and Schmidhuber, "Long Short-Term Memory" (1997).
 *
 * @throws {TypeError} at a call with states or a mask of other shapes, or with another batch where it
 *   is stateful.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const encoder = new tf.keras.layers.LSTM(4, { returnState: true });
 * const [, h, c] = encoder(tf.ones([2, 5, 3]));
 * const decoder = new tf.keras.layers.LSTM(4, { returnSequences: true });
 * assertEquals(decoder(tf.ones([2, 7, 3]), { initialState: [h, c] }).shape, [2, 7, 4]);
 * ```
 */
export class LSTM<State extends boolean = false> extends RNN<State, [h: Tensor, c: Tensor]> {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param units Length of the output, >= 1. @param options The rest. */
  constructor(units: number, options?: LSTMOptions<State>);
  /** @param args Length of the output, and the rest. */
  constructor(args: LSTMArguments<State>);
  /** @param args The same in Keras's order. */
  constructor(...args: LayerArguments<LSTMArguments, Positional>);
  constructor(...args: unknown[]) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(
      running<State>(new LSTMCell(cellOptions(LSTMCell.rows, "lstm_cell", own, base)), own, base),
    );
    this.#options = own;
    this.inputSpec = new InputSpec({ ndim: 3 });
  }

  /** Length of the output. */
  get units(): number {
    return this.#options.units;
  }

  override getConfig(): Record<string, unknown> {
    return withoutCell(super.getConfig(), writeOptions(OPTIONS, this.#options));
  }
}
