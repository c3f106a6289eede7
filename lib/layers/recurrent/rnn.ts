/**
 * RNN: runs a cell over the steps of sequences.
 *
 * @module
 */
import { beginAtCaller, fromConfigCaller } from "../../errors/caller.ts";
import type { CustomObjects } from "../../configuration/registry.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import type { Variable } from "../../functions/variable.ts";
import { cast } from "../../primitives/math/cast.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { InputSpec } from "../base/input_spec.ts";
import { shapesOf } from "../base/inputs.ts";
import { Layer, type SymbolicInputs } from "../base/layer.ts";
import { firstOf, type Mask } from "../base/masks.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { mapShapes, type NestedShape, oneShape } from "../base/shapes.ts";
import {
  buildInside,
  type Cell,
  computeDtypeOf,
  initialStates,
  mapStates,
  outputSizeOf,
  type States,
  type StateSize,
  stateSizes,
} from "./cell.ts";
import { cell, type CellsIdentifier, withCells } from "./cells_row.ts";
import { DenseCell } from "./dense_cell.ts";
import { givenStates, KeptStates, stateShapes } from "./first_states.ts";
import { RUNNING, type RunningOptions, UNROLL, ZERO_OUTPUT } from "./rows.ts";
import { runCellOver } from "./run_cell.ts";
import { SequenceLayer, stepMask, withoutOldNames } from "./sequence_layer.ts";
import { StackedRNNCells } from "./stacked_rnn_cells.ts";

/** Arguments of {@linkcode RNN}. */
export interface RNNArguments<State extends boolean = boolean> extends RunningOptions<State> {
  /** The cell, or several, which are stacked; a layer or an object, or its configuration. */
  cell: CellsIdentifier;
}

type Positional = [
  "cell",
  "returnSequences",
  "returnState",
  "goBackwards",
  "stateful",
  "unroll",
  "zeroOutputForMask",
];

const OPTIONS = [
  ["cell", cell((cells) => new StackedRNNCells(cells))],
  ...RUNNING,
  UNROLL,
  ZERO_OUTPUT,
] as const satisfies RowsOf<RNNArguments, Positional>;

/** What a recurrent layer gives: its output or, with `returnState`, that and the last states. */
export type RNNOutputs<State extends boolean, Rest extends readonly unknown[]> = State extends true
  ? [output: Tensor, ...states: Rest]
  : Tensor;

/**
 * Runs a cell over sequences: `y_t, s_t = cell(x_t, s_(t-1))`.
 *
 * Input shape `(batch, steps, ...)`; output shape `(batch, units)`, the last output, or with
 * `returnSequences` `(batch, steps, units)`. With `returnState` it gives a list of the output and the
 * last states, those of stacked cells in lists. A call takes `initialState`, the states before the first step (default zeros), and
 * `mask`, `(batch, steps)`: at a step that does not count states stay, and the output is the one
 * before.
 *
 * A cell is one of Keras's, or a user's layer or object with `call(inputs, states)`, which gives
 * `[output, states]`, `stateSize`, a number or a list, and optionally `outputSize` and
 * `getInitialState(batchSize)`. State: that of the cell; with `stateful` also the last states, which
 * are no weights.
 *
 * @throws {TypeError} if the cell is none; at a call with states or a mask of other shapes, or
 *   with another batch where it is stateful.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Sum extends tf.keras.layers.Layer<tf.Tensor, tf.Tensor[]> {
 *   stateSize = 3;
 *   override call(x: tf.Tensor, [sum]: tf.Tensor[]) {
 *     const next = tf.add(sum!, x);
 *     return [next, next];
 *   }
 * }
 * const rnn = new tf.keras.layers.RNN(new Sum());
 * assertEquals(rnn(tf.ones([1, 4, 3])).numpy().toArray(), [[4, 4, 4]]);
 * ```
 */
export class RNN<State extends boolean = false, Rest extends readonly unknown[] = Tensor[]>
  extends SequenceLayer<RNNOutputs<State, Rest>> {
  static override readonly rows: Rows = OPTIONS;
  /** What runs over the steps. */
  readonly cell: Cell;
  /** Whether outputs of masked steps are zeros. */
  zeroOutputForMask: boolean;
  readonly #options: Made<typeof OPTIONS>;
  #kept: KeptStates | undefined;

  /** @param cell The cell, or several. @param options How it runs. */
  constructor(cell: CellsIdentifier, options?: RunningOptions<State>);
  /** @param args The cell, or several, and how it runs. */
  constructor(args: RNNArguments<State>);
  /** @param args The same in Keras's order. */
  constructor(...args: LayerArguments<RNNArguments, Positional>);
  constructor(...args: unknown[]) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.cell = own.cell;
    this.#options = own;
    this.zeroOutputForMask = own.zeroOutputForMask;
    this.supportsMasking = true;
    this.inputSpec = new InputSpec({ minNdim: 3 });
  }

  /** Whether the outputs of all steps are given. */
  get returnSequences(): boolean {
    return this.#options.returnSequences;
  }

  /** Whether the last states are given. */
  get returnState(): boolean {
    return this.#options.returnState;
  }

  /** Whether it begins with the last step. */
  get goBackwards(): boolean {
    return this.#options.goBackwards;
  }

  /** Whether states stay from one call to the next. */
  get stateful(): boolean {
    return this.#options.stateful;
  }

  /** Lengths of the cell's states. */
  get stateSize(): readonly StateSize[] {
    return stateSizes(this.cell);
  }

  /** The states that stay, once there are some. */
  get states(): readonly Variable[] | null {
    return this.#kept?.variables ?? null;
  }

  /** Makes the states that stay zeros. */
  resetStates(): void {
    this.#kept?.reset();
  }

  /** Same as {@linkcode RNN.resetStates}. */
  resetState(): void {
    this.resetStates();
  }

  /** The states before the first step, for a batch of so many. */
  getInitialState(batchSize: number): readonly States[] {
    return initialStates(this.cell, batchSize, this.#cellDtype);
  }

  get #cellDtype(): Tensor["dtype"] {
    return computeDtypeOf(this.cell, this.computeDtype);
  }

  override build(inputShape: SymbolicShape): void {
    const [batch, , ...rest] = oneShape(this.label, inputShape);
    buildInside(this.cell, [batch!, ...rest]);
    if (this.cell instanceof DenseCell) this.inputSpec = this.cell.sequenceSpec;
  }

  override call(inputs: Tensor, options: CallOptions): RNNOutputs<State, Rest> {
    const { unroll, returnSequences, returnState, goBackwards } = this.#options;
    const states = this.#firstStates(inputs, options["initialState"]);
    const mask = stepMask(this.label, inputs, options.mask);
    const made = runCellOver(this.cell, inputs, states, {
      where: this.label,
      training: options.training!,
      mask,
      returnSequences,
      goBackwards,
      unroll,
      zeroOutputForMask: this.zeroOutputForMask,
    });
    this.#kept?.assign(made.states);
    const type = this.computeDtype;
    const output = cast(made.output, type);
    const last = made.states.map((it) => mapStates(it, (state) => cast(state, type)));
    return (returnState ? [output, ...last] : output) as RNNOutputs<State, Rest>;
  }

  #firstStates({ shape }: Tensor, given: unknown): readonly States[] {
    const [batch, type] = [shape[0]!, this.#cellDtype];
    if (this.stateful) {
      this.#kept ??= new KeptStates(this.cell, batch, type, this.variableDtype);
      this.#kept.checkBatch(this.label, shape);
    }
    if (given !== undefined && given !== null) {
      return givenStates(this.label, this.cell, batch, type, given);
    }
    return this.#kept?.values() ?? this.getInitialState(batch);
  }

  override computeMask(_inputs: unknown, previousMask?: Mask): Mask {
    const mask = this.returnSequences ? firstOf(previousMask) : undefined;
    return this.returnState ? [mask, ...this.stateSize.map(() => null)] : mask;
  }

  override computeOutputShape(inputShape: NestedShape): NestedShape {
    const [batch, steps] = oneShape(this.label, inputShape) as readonly (number | null)[];
    const units = outputSizeOf(this.cell);
    const output = this.returnSequences ? [batch!, steps!, units] : [batch!, units];
    const shapeOf = (size: StateSize): NestedShape =>
      typeof size === "number" ? [batch!, size] : size.map(shapeOf);
    return this.returnState ? [output, ...this.stateSize.map(shapeOf)] : output;
  }

  /** Symbolic outputs, nested as those of a call are. */
  override computeOutputSpec(inputs: SymbolicInputs, ...args: unknown[]): unknown {
    if (!this.returnState) return super.computeOutputSpec(inputs, ...args);
    const [output] = this.computeOutputShape(shapesOf(inputs)) as readonly SymbolicShape[];
    const like = (shape: SymbolicShape) => new KerasTensor(shape, this.computeDtype);
    const states = stateShapes(this.label, output![0]!, (size) => this.getInitialState(size));
    return [like(output!), ...states.map((it) => mapShapes(it, like))];
  }

  override getConfig(): Record<string, unknown> {
    const own = { ...this.#options, zeroOutputForMask: this.zeroOutputForMask };
    return { ...super.getConfig(), ...writeOptions(OPTIONS, own) };
  }

  /** A layer of the options in a configuration, and of the cell in it. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const rest = withoutOldNames(this.name, config);
      const made = withCells(this.name, "cell", rest, customObjects);
      return Layer.fromConfig.call(this as never, made, customObjects) as L;
    });
  }
}

beginAtCaller(RNN.prototype, ["getInitialState"]);
