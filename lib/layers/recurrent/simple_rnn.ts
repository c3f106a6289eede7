/**
 * SimpleRNN: a fully connected recurrence whose output is its state.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, REQUIRED } from "../../configuration/rows.ts";
import { getProfile } from "../../random/profile.ts";
import type { RegularizerIdentifier } from "../../regularizers/mod.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { activation, regularizer } from "../base/rows.ts";
import { cellOptions, running, withoutCell } from "./own_cell.ts";
import { RNN } from "./rnn.ts";
import {
  type CellOptions,
  CONSTRAINTS,
  DROPOUTS,
  earlySeed,
  INITIALIZERS,
  REGULARIZERS,
  RUNNING,
  type RunningOptions,
  UNROLL,
  ZERO_OUTPUT,
} from "./rows.ts";
import { SimpleRNNCell } from "./simple_rnn_cell.ts";

/** Options of {@linkcode SimpleRNN}. */
export interface SimpleRNNOptions<State extends boolean = boolean>
  extends CellOptions, RunningOptions<State> {
  /**
   * Penalty on the outputs, divided by the batch size; default none. Keras 3 takes it and leaves it
   * out; so does this layer by the rules of Keras 3 (`tf.random.setProfile("keras3")`).
   */
  activityRegularizer?: RegularizerIdentifier | null | undefined;
}

/** Arguments of {@linkcode SimpleRNN}. */
export interface SimpleRNNArguments<State extends boolean = boolean>
  extends SimpleRNNOptions<State> {
  /** Length of the output, >= 1. */
  units: number;
}

type Positional = [
  "units",
  "activation",
  "useBias",
  "kernelInitializer",
  "recurrentInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "recurrentRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "recurrentConstraint",
  "biasConstraint",
  "dropout",
  "recurrentDropout",
  "returnSequences",
  "returnState",
  "goBackwards",
  "stateful",
  "unroll",
  "seed",
];

/** Whether there is a penalty on the outputs, which Keras 3 leaves out. */
const isPenalized = () => getProfile() !== "keras3";

// As in Keras, a configuration has no place for the seed.
const OPTIONS = [
  ["units", integer(REQUIRED, { min: 1 })],
  ["activation", activation("tanh")],
  ["useBias", flag(true)],
  ...INITIALIZERS,
  ...REGULARIZERS,
  ["activityRegularizer", regularizer()],
  ...CONSTRAINTS,
  ...DROPOUTS,
  ...RUNNING,
  UNROLL,
  ["seed", { ...earlySeed(), write: () => undefined }],
  ZERO_OUTPUT,
] as const satisfies RowsOf<SimpleRNNArguments, [...Positional, "zeroOutputForMask"]>;

/**
 * A fully connected recurrence: `y_t = activation(x_t kernel + y_(t-1) recurrentKernel + bias)`.
 *
 * Input shape `(batch, steps, features)`; output shape `(batch, units)`, the last output, or with
 * `returnSequences` `(batch, steps, units)`. With `returnState` it gives a list of the output and the
 * last state, `y` `(batch, units)`. A call takes `initialState`, the states before the
 * first step (default zeros), and `mask`, `(batch, steps)`: at a step that does not count the states
 * stay, and the output is the one before.
 *
 * State, created at the first call, in `cell`: `kernel` of shape `(features, units)`,
 * `recurrent_kernel` `(units, units)` and, with `useBias`, `bias` `(units,)`. With `stateful`
 * also the last states, which are no weights.
 *
 * @throws {TypeError} at a call with states or a mask of other shapes, or with another batch where it
 *   is stateful.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const rnn = new tf.keras.layers.SimpleRNN(4, { returnSequences: true });
 * assertEquals(rnn(tf.ones([2, 5, 3])).shape, [2, 5, 4]);
 * ```
 */
export class SimpleRNN<State extends boolean = false> extends RNN<State, [h: Tensor]> {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param units Length of the output, >= 1. @param options The rest. */
  constructor(units: number, options?: SimpleRNNOptions<State>);
  /** @param args Length of the output, and the rest. */
  constructor(args: SimpleRNNArguments<State>);
  /** @param args The same in Keras's order. */
  constructor(...args: LayerArguments<SimpleRNNArguments, Positional>);
  constructor(...args: unknown[]) {
    const { own, base: given } = layerOptions(new.target, OPTIONS, args);
    const base = isPenalized() ? given : { ...given, activityRegularizer: null };
    super(
      running<State>(
        new SimpleRNNCell(cellOptions(SimpleRNNCell.rows, "simple_rnn_cell", own, base)),
        own,
        base,
      ),
    );
    this.#options = own;
    this.inputSpec = new InputSpec({ ndim: 3 });
  }

  /** Length of the output. */
  get units(): number {
    return this.#options.units;
  }

  override getConfig(): Record<string, unknown> {
    const own = writeOptions(OPTIONS, this.#options);
    const penalty = isPenalized() ? {} : { activity_regularizer: null };
    return withoutCell(super.getConfig(), { ...own, ...penalty });
  }
}
