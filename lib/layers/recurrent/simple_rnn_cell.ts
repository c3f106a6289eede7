/**
 * SimpleRNNCell: one step of a fully connected recurrence.
 *
 * @module
 */
import type { Activation } from "../../activations/mod.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, REQUIRED } from "../../configuration/rows.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { activation } from "../base/rows.ts";
import { DenseCell } from "./dense_cell.ts";
import type { CellMasks, CellParts } from "./dropping_cell.ts";
import {
  type CellOptions,
  CONSTRAINTS,
  DROPOUTS,
  earlySeed,
  INITIALIZERS,
  REGULARIZERS,
} from "./rows.ts";

/** Arguments of {@linkcode SimpleRNNCell}. */
export interface SimpleRNNCellArguments extends CellOptions {
  /** Length of the output and of the state, >= 1. */
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
  ["useBias", flag(true)],
  ...INITIALIZERS,
  ...REGULARIZERS,
  ...CONSTRAINTS,
  ...DROPOUTS,
  ["seed", earlySeed()],
] as const satisfies RowsOf<SimpleRNNCellArguments, Positional>;

/**
 * One step of {@linkcode SimpleRNN}: `h' = activation(x kernel + h recurrentKernel + bias)`.
 *
 * Called with inputs `(batch, features)` and states `[h]`, `(batch, units)`, it gives the output,
 * which is `h'`, and the next states `[h']`. State, created at the first call: `kernel` of shape
 * `(features, units)`, `recurrent_kernel` `(units, units)` and, with `useBias`, `bias` `(units,)`.
 *
 * @throws {TypeError} at a call without one state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const cell = new tf.keras.layers.SimpleRNNCell(4);
 * const [output, states] = cell(tf.ones([2, 3]), [tf.zeros([2, 4])]);
 * assertEquals(output.shape, [2, 4]);
 * assertEquals(new tf.keras.layers.RNN(cell)(tf.ones([2, 5, 3])).shape, [2, 4]);
 * ```
 */
export class SimpleRNNCell extends DenseCell {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Length of the output, and the rest in Keras's order or by name. */
  constructor(...args: LayerArguments<SimpleRNNCellArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own, 1, 1);
    this.#options = own;
  }

  /** Numbers of one state, or of each. */
  get stateSize(): number {
    return this.units;
  }

  /** What its kernels apply. */
  protected get activations(): readonly Activation[] {
    return [this.#options.activation];
  }

  /** What its step consists of. */
  protected parts({ inputs, states }: CellMasks): CellParts {
    const { activation } = this.#options;
    const recur = this.recurrence(this.recurrentKernel!.take(), states);
    return {
      project: this.projection(this.kernel!.take(), this.bias?.take(), inputs),
      step(row, [h]) {
        const next = activation(add(row, recur(h as Tensor)));
        return [next, [next]];
      },
    };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
