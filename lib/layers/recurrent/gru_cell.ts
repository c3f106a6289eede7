/**
 * GRUCell: one step of gated recurrent units.
 *
 * @module
 */
import type { Activation } from "../../activations/mod.ts";
import { sigmoid, tanh } from "../../activations/sigmoids.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag, integer, REQUIRED, seed } from "../../configuration/rows.ts";
import { gru } from "../../functions/recurrent/gru.ts";
import { fill } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { split } from "../../primitives/array/split.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { aval } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { activation } from "../base/rows.ts";
import type { Fused } from "./cell.ts";
import { DenseCell, masked } from "./dense_cell.ts";
import type { CellMasks, CellParts } from "./dropping_cell.ts";
import { CONSTRAINTS, DROPOUTS, type GatedOptions, INITIALIZERS, REGULARIZERS } from "./rows.ts";

/** Arguments of {@linkcode GRUCell}. */
export interface GRUCellArguments extends GatedOptions {
  /** Length of the output and of the state, >= 1. */
  units: number;
  /** Whether the reset gate comes after the product with the recurrent kernel; default `true`. */
  resetAfter?: boolean | undefined;
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
  "kernelConstraint",
  "recurrentConstraint",
  "biasConstraint",
  "dropout",
  "recurrentDropout",
  "resetAfter",
  "seed",
];

const OPTIONS = [
  ["units", integer(REQUIRED, { min: 1 })],
  ["activation", activation("tanh")],
  ["recurrentActivation", activation("sigmoid")],
  ["useBias", flag(true)],
  ...INITIALIZERS,
  ...REGULARIZERS,
  ...CONSTRAINTS,
  ...DROPOUTS,
  ["resetAfter", flag(true)],
  ["seed", seed()],
] as const satisfies RowsOf<GRUCellArguments, Positional>;

/** How many gates there are: update, reset, candidate. */
const GATES = 3;

/**
 * One step of {@linkcode GRU}, with update gate z, reset gate r and candidate n:
 * `z, r = recurrentActivation(x K + h R + b)`, `n = activation(x K + b + r (h R + b'))`,
 * `h' = z h + (1 - z) n`; without `resetAfter`, `n = activation(x K + b + (r h) R)`.
 *
 * Called with inputs `(batch, features)` and states `[h]`, `(batch, units)`, it gives the output,
 * which is `h'`, and the next states `[h']`. State, created at the first call: `kernel` of shape
 * `(features, 3 units)`, `recurrent_kernel` `(units, 3 units)` and, with `useBias`, `bias`
 * `(2, 3 units)`, or `(3 units,)` without `resetAfter`. After Cho et al., "Learning Phrase
 * Representations using RNN Encoder-Decoder" (2014).
 *
 * @throws {TypeError} at a call without one state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const cell = new tf.keras.layers.GRUCell(4);
 * const [output] = cell(tf.ones([2, 3]), [tf.zeros([2, 4])]);
 * assertEquals(output.shape, [2, 4]);
 * ```
 */
export class GRUCell extends DenseCell {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Length of the output, and the rest in Keras's order or by name. */
  constructor(...args: LayerArguments<GRUCellArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own, GATES, own.recurrentDropout > 0 ? GATES : 1);
    this.#options = own;
  }

  /** Numbers of one state, or of each. */
  get stateSize(): number {
    return this.units;
  }

  protected override get biasShape(): readonly number[] {
    const columns = GATES * this.units;
    return this.#options.resetAfter ? [2, columns] : [columns];
  }

  /** What its kernels apply. */
  protected get activations(): readonly Activation[] {
    return [this.#options.activation, this.#options.recurrentActivation];
  }

  /** What its step consists of. */
  protected parts({ inputs, states }: CellMasks): CellParts {
    const { activation, recurrentActivation, resetAfter } = this.#options;
    const [kernel, recurrent] = [this.kernel!.take(), this.recurrentKernel!.take()];
    const bias = this.bias?.take();
    const columns = GATES * this.units;
    const rows = bias && resetAfter
      ? split(bias, [1, 1], 0).map((it) => reshape(it, [columns]))
      : [bias];
    const combine = resetAfter
      ? this.#resetAfterwards(recurrent, rows[1], states)
      : this.#resetBefore(recurrent, states);
    const isDefault = activation === tanh && recurrentActivation === sigmoid;
    return {
      project: this.projection(kernel, rows[0], inputs),
      step: (row, [h]) => {
        const before = h as Tensor;
        const [z, n] = combine(this.gatesOf(row), before);
        // As z h + (1 - z) n.
        const next = add(n, multiply(z, subtract(before, n)));
        return [next, [next]];
      },
      fused: isDefault && states === undefined && (inputs?.length ?? 1) === 1
        ? (x, [h]): Fused => {
          const given = inputs ? masked(x, inputs[0]!) : x;
          const b = bias ?? fill(0, aval(x.dtype, this.biasShape));
          const { sequence, h: last } = gru(given, kernel, recurrent, b, h!, resetAfter);
          return { sequence, last, states: [last] };
        }
        : undefined,
    };
  }

  /** Update gate and candidate where the reset comes after the product. */
  #resetAfterwards(
    recurrent: Tensor,
    bias: Tensor | undefined,
    masks: readonly Tensor[] | undefined,
  ) {
    const { activation, recurrentActivation } = this.#options;
    const recur = this.recurrence(recurrent, masks);
    return ([xz, xr, xn]: readonly Tensor[], h: Tensor): readonly [Tensor, Tensor] => {
      const inner = recur(h);
      const [hz, hr, hn] = this.gatesOf(bias ? add(inner, bias) : inner);
      const r = recurrentActivation(add(xr!, hr!));
      return [recurrentActivation(add(xz!, hz!)), activation(add(xn!, multiply(r, hn!)))];
    };
  }

  /** Update gate and candidate where the reset comes before the product. */
  #resetBefore(recurrent: Tensor, masks: readonly Tensor[] | undefined) {
    const { activation, recurrentActivation } = this.#options;
    const { units } = this;
    const part = (first: number, count: number) =>
      slice(recurrent, [0, first * units], [units, count * units]);
    const [forGates, forCandidate] = [part(0, 2), part(2, 1)];
    const [ofZ, ofR] = masks ? [part(0, 1), part(1, 1)] : [];
    const left = (h: Tensor, gate: number) => masks ? multiply(h, masks[gate]!) : h;
    return ([xz, xr, xn]: readonly Tensor[], h: Tensor): readonly [Tensor, Tensor] => {
      const [hz, hr] = ofZ && ofR
        ? [matmul(left(h, 0), ofZ), matmul(left(h, 1), ofR)]
        : split(matmul(h, forGates), [units, units], 1);
      const r = recurrentActivation(add(xr!, hr!));
      const hn = matmul(multiply(r, left(h, 2)), forCandidate);
      return [recurrentActivation(add(xz!, hz!)), activation(add(xn!, hn))];
    };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
