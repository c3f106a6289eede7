/**
 * StackedRNNCells: several cells as one, each of which takes the outputs of the one before.
 *
 * @module
 */
import { fromConfigCaller } from "../../errors/caller.ts";
import type { CustomObjects } from "../../configuration/registry.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { formatValue } from "../../errors/format.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import {
  buildInside,
  type Cell,
  initialStates,
  outputSizeOf,
  type OwnCell,
  PREPARE,
  prepareCell,
  type Prepared,
  runCell,
  type States,
  type StateSize,
} from "./cell.ts";
import { type CellIdentifier, cells, withCells } from "./cells_row.ts";

/** Arguments of {@linkcode StackedRNNCells}. */
export interface StackedRNNCellsArguments extends LayerOptions {
  /** The cells from the inputs to the outputs, at least one. */
  cells: readonly CellIdentifier[];
}

/** The states of each of several cells. */
export type StackedStates = (Tensor | Tensor[])[];

const OPTIONS = [["cells", cells()]] as const satisfies RowsOf<
  StackedRNNCellsArguments,
  ["cells"]
>;

/**
 * Several cells as one: each takes the output of the one before, and has states of its own.
 *
 * Called with inputs `(batch, features)` and a list of each cell's states, it gives the output of
 * the last cell and the next states. State: that of its cells.
 *
 * @throws {TypeError} if a cell is none, or at a call without states for each.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { LSTMCell, RNN, StackedRNNCells } = tf.keras.layers;
 * const rnn = new RNN(new StackedRNNCells([new LSTMCell(8), new LSTMCell(4)]));
 * assertEquals(rnn(tf.ones([2, 5, 3])).shape, [2, 4]);
 * ```
 */
export class StackedRNNCells extends Layer<Tensor, [output: Tensor, states: StackedStates]>
  implements OwnCell {
  static override readonly rows: Rows = OPTIONS;
  /** The cells. */
  readonly cells: readonly Cell[];

  /** @param args The cells, and by name what every layer takes. */
  constructor(...args: LayerArguments<StackedRNNCellsArguments, ["cells"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.cells = own.cells;
  }

  /** Lengths of each cell's states. */
  get stateSize(): readonly StateSize[] {
    return this.cells.map(({ stateSize }) => stateSize);
  }

  /** Length of the last cell's output. */
  get outputSize(): number {
    return outputSizeOf(this.cells.at(-1)!);
  }

  /** Whether its class computes as Keras's does. */
  get isPlain(): boolean {
    return this.call === StackedRNNCells.prototype.call;
  }

  protected override get callParameters(): readonly string[] {
    return ["states", "training"];
  }

  /** The states of each cell before the first step, for a batch of so many. */
  getInitialState(batchSize: number): States[] {
    return this.cells.map((cell) => {
      if (cell.getInitialState) return cell.getInitialState(batchSize);
      const zeros = initialStates(cell, batchSize, this.computeDtype);
      return typeof cell.stateSize === "number" ? zeros[0]! : zeros;
    });
  }

  override build(inputShape: SymbolicShape): void {
    let shape = inputShape;
    for (const cell of this.cells) {
      buildInside(cell, shape);
      shape = [inputShape[0]!, outputSizeOf(cell)];
    }
  }

  /** What the steps of all cells share. */
  [PREPARE](element: Aval, states: readonly States[], training: boolean): Prepared {
    let given = element;
    const all = this.cells.map((cell, i) => {
      const made = prepareCell(cell, given, listed(states[i]!), training);
      given = aval(element.dtype, [element.shape[0]!, outputSizeOf(cell)]);
      return made;
    });
    return {
      pure: all.every(({ pure }) => pure),
      project: (x) => all[0]!.project(x),
      step(row, states) {
        let y = row;
        const next = all.map(({ project, step }, i) => {
          const given = states[i]!;
          const [output, made] = step(i === 0 ? y : project(y), listed(given));
          y = output;
          return given instanceof Tensor && made.length === 1 ? made[0]! : made;
        });
        return [y, next];
      },
    };
  }

  override call(inputs: Tensor, options: CallOptions): [output: Tensor, states: StackedStates] {
    const states = options["states"];
    if (!Array.isArray(states) || states.length !== this.cells.length) {
      throw new TypeError(
        `Cannot call ${this.label}: expected states to be a list of those of ${this.cells.length} cells, received ${
          formatValue(states)
        }`,
      );
    }
    const training = options.training ?? false;
    const next: States[] = [];
    let y = inputs;
    this.cells.forEach((cell, i) => {
      const given = states[i] as States;
      const [output, made] = runCell(cell, y, listed(given), training);
      y = output;
      next.push(given instanceof Tensor && made.length === 1 ? made[0]! : made);
    });
    // As in Keras, the states of one cell are in no list of their own.
    return [y, (next.length === 1 ? next[0]! : next) as StackedStates];
  }

  override getConfig(): Record<string, unknown> {
    const own: Made<typeof OPTIONS> = { cells: this.cells };
    return { ...super.getConfig(), ...writeOptions(OPTIONS, own) };
  }

  /** Stacked cells of the options in a configuration, and of the cells in it. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const made = withCells(this.name, "cells", config, customObjects);
      return Layer.fromConfig.call(this as never, made, customObjects) as L;
    });
  }
}

function listed(states: States): readonly States[] {
  return states instanceof Tensor ? [states] : states;
}
