/**
 * LSTMCell: one step of long short-term memory.
 *
 * @module
 */
import type { Activation } from "../../activations/mod.ts";
import { sigmoid, tanh } from "../../activations/sigmoids.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, REQUIRED, seed } from "../../configuration/rows.ts";
import { lstm } from "../../functions/recurrent/lstm.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { fill } from "../../primitives/array/fill.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { aval } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { activation } from "../base/rows.ts";
import type { Fused } from "./cell.ts";
import { DenseCell, masked } from "./dense_cell.ts";
import type { CellMasks, CellParts } from "./dropping_cell.ts";
import { withForgetBias } from "./forget_bias.ts";
import { CONSTRAINTS, DROPOUTS, type GatedOptions, INITIALIZERS, REGULARIZERS } from "./rows.ts";

/** Arguments of {@linkcode LSTMCell}. */
export interface LSTMCellArguments extends GatedOptions {
  /** Length of the output and of both states, >= 1. */
  units: number;
  /** Whether the bias of the forget gate starts as ones; default `true`. */
  unitForgetBias?: boolean | undefined;
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
  "kernelConstraint",
  "recurrentConstraint",
  "biasConstraint",
  "dropout",
  "recurrentDropout",
  "seed",
];

const OPTIONS = [
  ["units", integer(REQUIRED, { min: 1 })],
  ["activation", activation("tanh")],
  ["recurrentActivation", activation("sigmoid")],
  ["useBias", flag(true)],
  ...INITIALIZERS,
  ["unitForgetBias", flag(true)],
  ...REGULARIZERS,
  ...CONSTRAINTS,
  ...DROPOUTS,
  ["seed", seed()],
] as const satisfies RowsOf<LSTMCellArguments, Positional>;

/** How many gates there are: input, forget, cell, output. */
const GATES = 4;

/**
 * One step of {@linkcode LSTM}, with input gate i, forget gate f, candidate g and output gate o:
 * `i, f, o = recurrentActivation(x K + h R + b)`, `g = activation(x K + h R + b)`,
 * `c' = f c + i g`, `h' = o activation(c')`.
 *
 * Called with inputs `(batch, features)` and states `[h, c]`, each `(batch, units)`, it gives the
 * output, which is `h'`, and the next states `[h', c']`. State, created at the first call: `kernel`
 * of shape `(features, 4 units)`, `recurrent_kernel` `(units, 4 units)` and, with `useBias`, `bias`
 * `(4 units,)`. After Hochreiter and Schmidhuber, "Long Short-Term Memory" (1997).
 *
 * @throws {TypeError} at a call without two states.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const cell = new tf.keras.layers.LSTMCell(4);
 * const zeros = tf.zeros([2, 4]);
 * const [output, states] = cell(tf.ones([2, 3]), [zeros, zeros]);
 * assertEquals(output.shape, [2, 4]);
 * ```
 */
export class LSTMCell extends DenseCell {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Length of the output, and the rest in Keras's order or by name. */
  constructor(...args: LayerArguments<LSTMCellArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own, GATES, own.recurrentDropout > 0 ? GATES : 1);
    this.#options = own;
  }

  /** Numbers of one state, or of each. */
  get stateSize(): readonly number[] {
    return [this.units, this.units];
  }

  /** What its kernels apply. */
  protected get activations(): readonly Activation[] {
    return [this.#options.activation, this.#options.recurrentActivation];
  }

  protected override get biasInitializer(): InitializerIdentifier {
    const { biasInitializer, unitForgetBias } = this.#options;
    return unitForgetBias ? withForgetBias(biasInitializer) : biasInitializer;
  }

  /** What its step consists of. */
  protected parts({ inputs, states }: CellMasks): CellParts {
    const { activation, recurrentActivation } = this.#options;
    const [kernel, recurrent] = [this.kernel!.take(), this.recurrentKernel!.take()];
    const bias = this.bias?.take();
    const recur = this.recurrence(recurrent, states);
    const isDefault = activation === tanh && recurrentActivation === sigmoid;
    return {
      project: this.projection(kernel, bias, inputs),
      step: (row, [h, c]) => {
        const [zi, zf, zg, zo] = this.gatesOf(add(row, recur(h as Tensor)));
        const [i, f, o] = [zi, zf, zo].map((it) => recurrentActivation(it!));
        const cell = add(multiply(f!, c as Tensor), multiply(i!, activation(zg!)));
        const next = multiply(o!, activation(cell));
        return [next, [next, cell]];
      },
      fused: isDefault && states === undefined && (inputs?.length ?? 1) === 1
        ? (x, [h, c]): Fused => {
          const given = inputs ? masked(x, inputs[0]!) : x;
          const b = bias ?? fill(0, aval(x.dtype, [GATES * this.units]));
          const made = lstm(given, kernel, recurrent, b, h!, c!);
          return { sequence: made.sequence, last: made.h, states: [made.h, made.c] };
        }
        : undefined,
    };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
