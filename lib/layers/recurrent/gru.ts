/**
 * GRU: gated recurrent units over sequences.
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
import { GRUCell } from "./gru_cell.ts";

/** Options of {@linkcode GRU}. */
export interface GRUOptions<State extends boolean = boolean>
  extends GatedOptions, RunningOptions<State>, CudnnOptions {
  /** Whether the reset gate comes after the product with the recurrent kernel; default `true`. */
  resetAfter?: boolean | undefined;
}

/** Arguments of {@linkcode GRU}. */
export interface GRUArguments<State extends boolean = boolean> extends GRUOptions<State> {
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
  "resetAfter",
  "useCudnn",
];

const OPTIONS = [
  ["units", integer(REQUIRED, { min: 1 })],
  ["activation", activation("tanh")],
  ["recurrentActivation", activation("sigmoid")],
  ["useBias", flag(true)],
  ...INITIALIZERS,
  ...REGULARIZERS,
  ["activityRegularizer", regularizer()],
  ...CONSTRAINTS,
  ...DROPOUTS,
  ["seed", seed()],
  ...RUNNING,
  UNROLL,
  ["resetAfter", flag(true)],
  ["useCudnn", useCudnn()],
  ZERO_OUTPUT,
] as const satisfies RowsOf<GRUArguments, [...Positional, "zeroOutputForMask"]>;

/**
 * Gated recurrent units, with update gate z, reset gate r and candidate n:
 * `z, r = recurrentActivation(x K + h R + b)`, `n = activation(x K + b + r (h R + b'))`,
 * `h' = z h + (1 - z) n`; without `resetAfter`, `n = activation(x K + b + (r h) R)`.
 *
 * Input shape `(batch, steps, features)`; output shape `(batch, units)`, the last output, or with
 * `returnSequences` `(batch, steps, units)`. With `returnState` it gives a list of the output and the
 * last state, `h` `(batch, units)`. A call takes `initialState`, the states before the
 * first step (default zeros), and `mask`, `(batch, steps)`: at a step that does not count the states
 * stay, and the output is the one before.
 *
 * State, created at the first call, in `cell`: `kernel` of shape `(features, 3 units)`,
 * `recurrent_kernel` `(units, 3 units)` and, with `useBias`, `bias` `(2, 3 units)`, or `(3 units,)`
 * without `resetAfter`. With `stateful`
 * also the last states, which are no weights. After Cho et al., "Learning Phrase Representations using RNN
 * Encoder-Decoder" (2014).
 *
 * @throws {TypeError} at a call with states or a mask of other shapes, or with another batch where it
 *   is stateful.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const gru = new tf.keras.layers.GRU(4, { returnState: true });
 * const [output, h] = gru(tf.ones([2, 5, 3]));
 * assertEquals([output.shape, h.shape], [[2, 4], [2, 4]]);
 * ```
 */
export class GRU<State extends boolean = false> extends RNN<State, [h: Tensor]> {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param units Length of the output, >= 1. @param options The rest. */
  constructor(units: number, options?: GRUOptions<State>);
  /** @param args Length of the output, and the rest. */
  constructor(args: GRUArguments<State>);
  /** @param args The same in Keras's order. */
  constructor(...args: LayerArguments<GRUArguments, Positional>);
  constructor(...args: unknown[]) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(running<State>(new GRUCell(cellOptions(GRUCell.rows, "gru_cell", own, base)), own, base));
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
