/**
 * Bidirectional: a recurrent layer once from the first step on and once from the last.
 *
 * @module
 */
import type { CustomObjects } from "../../configuration/registry.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED } from "../../configuration/rows.ts";
import type { Variable } from "../../functions/variable.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internallyAll } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { Layer } from "../base/layer.ts";
import { layer, type LayerIdentifier, withLayers } from "../base/layer_row.ts";
import { firstOf, type Mask } from "../base/masks.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { notYet } from "../base/rows.ts";
import { isShape, type NestedShape } from "../base/shapes.ts";
import { fromCaller, fromConfigCaller } from "../../errors/caller.ts";
import { buildInside, type States } from "./cell.ts";
import {
  aligned,
  checkDirections,
  type Directed,
  halves,
  inDirection,
  merge,
  type MergeMode,
  mergeMode,
} from "./directions.ts";
import { SequenceLayer } from "./sequence_layer.ts";

/** Options of {@linkcode Bidirectional}. */
export interface BidirectionalOptions extends LayerOptions {
  /**
   * How the outputs of both are put together: `"concat"` (default), `"sum"`, `"mul"`, `"ave"`, their
   * mean, or `null` for a list of both.
   */
  mergeMode?: MergeMode | null | undefined;
  /** Not there, nor in Keras 3. */
  weights?: null | undefined;
  /** What runs from the last step on; default: a layer like `layer`. It needs `goBackwards`. */
  backwardLayer?: LayerIdentifier | null | undefined;
}

/** Arguments of {@linkcode Bidirectional}. */
export interface BidirectionalArguments extends BidirectionalOptions {
  /** A recurrent layer, or its configuration: what runs from the first step on is one like it. */
  layer: LayerIdentifier;
}

type Positional = ["layer", "mergeMode", "weights", "backwardLayer"];

const OPTIONS = [
  ["layer", layer(REQUIRED)],
  ["mergeMode", mergeMode()],
  ["weights", { ...notYet(), write: () => undefined }],
  ["backwardLayer", layer(null)],
] as const satisfies RowsOf<BidirectionalArguments, Positional>;

/**
 * Runs two recurrent layers over sequences, one from the first step on and one from the last, and
 * merges their outputs: `concat(forward(x), backward(x))`.
 *
 * Input shape `(batch, steps, ...)`; output shape that of the layer, with `"concat"` twice as long
 * along the last axis. With `returnSequences` the outputs of both are those of the same step. With
 * `returnState` of the layer it gives a list of the output and the last states of both. A call takes
 * `initialState`, a list of the states of both, and `mask`, `(batch, steps)`; outputs of masked
 * steps are zeros. What a call gives has the type `Outputs`: `new Bidirectional<tf.Tensor[]>(...)`
 * where that is a list. State: that of both layers, `forward_lstm` and `backward_lstm` for an LSTM.
 *
 * @throws {TypeError} if a layer is no recurrent one, or the two do not go together.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const lstm = new tf.keras.layers.LSTM(4, { returnSequences: true });
 * const both = new tf.keras.layers.Bidirectional(lstm);
 * assertEquals(both(tf.ones([2, 5, 3])).shape, [2, 5, 8]);
 * ```
 */
export class Bidirectional<Outputs = Tensor> extends SequenceLayer<Outputs> {
  static override readonly rows: Rows = OPTIONS;
  /** Runs from the first step on. */
  readonly forwardLayer: Directed;
  /** Runs from the last step on. */
  readonly backwardLayer: Directed;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The layer, how outputs are merged, and the rest in Keras's order or by name. */
  constructor(...args: LayerArguments<BidirectionalArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const [forward, backward] = fromCaller(new.target, () => {
      const where = new.target.name;
      const forward = inDirection(where, "layer", own.layer, "forward");
      const backward = own.backwardLayer === null
        ? inDirection(where, "layer", own.layer, "backward")
        : aligned(where, "backwardLayer", own.backwardLayer);
      checkDirections(where, forward, backward);
      return [forward, backward];
    });
    super(base);
    this.#options = own;
    this.forwardLayer = forward;
    this.backwardLayer = backward;
    this.supportsMasking = true;
    this.inputSpec = forward.inputSpec;
  }

  protected override get trainingDefault(): null {
    return null;
  }

  /** How outputs are put together. */
  get mergeMode(): MergeMode | null {
    return this.#options.mergeMode;
  }

  /** Whether the outputs of all steps are given. */
  get returnSequences(): boolean {
    return this.forwardLayer.returnSequences;
  }

  /** Whether the last states are given. */
  get returnState(): boolean {
    return this.forwardLayer.returnState;
  }

  /** Whether states stay from one call to the next. */
  get stateful(): boolean {
    return this.forwardLayer.stateful;
  }

  /** The states of both that stay, once there are some. */
  get states(): readonly Variable[] | null {
    const [forward, backward] = [this.forwardLayer.states, this.backwardLayer.states];
    return forward && backward ? [...forward, ...backward] : null;
  }

  /** Makes the states that stay zeros. */
  resetStates(): void {
    this.forwardLayer.resetStates?.();
    this.backwardLayer.resetStates?.();
  }

  /** Same as {@linkcode Bidirectional.resetStates}. */
  resetState(): void {
    this.resetStates();
  }

  override build(inputShape: NestedShape): void {
    buildInside(this.forwardLayer, inputShape);
    buildInside(this.backwardLayer, inputShape);
  }

  override call(inputs: Tensor, options: CallOptions): Outputs {
    const { mask, training } = options;
    const [first, second] = halves(this.label, options["initialState"]);
    const run = (layer: Directed, initialState: unknown): unknown[] => {
      const made = layer(inputs, { initialState, mask, training });
      return Array.isArray(made) ? made : [made];
    };
    const [y, ...states] = run(this.forwardLayer, first) as [Tensor, ...States[]];
    const [z, ...others] = run(this.backwardLayer, second) as [Tensor, ...States[]];
    const type = this.computeDtype;
    const merged = internallyAll(() => merge(this.mergeMode, y, z, this.returnSequences, type));
    const all = this.returnState ? [...merged, ...states, ...others] : merged;
    return (this.returnState || this.mergeMode === null ? [...all] : all[0]) as Outputs;
  }

  override computeMask(_inputs: unknown, previousMask?: Mask): Mask {
    const mask = this.returnSequences ? firstOf(previousMask) : undefined;
    return this.mergeMode === null ? [mask, mask] : this.returnState ? [mask] : mask;
  }

  override computeOutputShape(inputShape: NestedShape): NestedShape {
    const [[y, ...states], [z, ...others]] = [this.forwardLayer, this.backwardLayer].map((it) => {
      const shape = it.computeOutputShape(inputShape);
      return (isShape(shape) ? [shape] : shape) as readonly SymbolicShape[];
    }) as [readonly SymbolicShape[], readonly SymbolicShape[]];
    const last = (shape: SymbolicShape | undefined) => shape?.at(-1) ?? null;
    const [a, b] = [last(y), last(z)];
    const merged = this.mergeMode === null
      ? [y!, z!]
      : this.mergeMode === "concat"
      ? [[...y!.slice(0, -1), a === null || b === null ? null : a + b]]
      : [y!];
    if (this.returnState) return [...merged, ...states, ...others];
    return this.mergeMode === null ? merged : merged[0]!;
  }

  override getConfig(): Record<string, unknown> {
    const { mergeMode } = this;
    const layers = {
      layer: this.forwardLayer as Layer,
      backwardLayer: this.backwardLayer as Layer,
    };
    const own = { ...this.#options, ...layers, mergeMode };
    return { ...super.getConfig(), ...writeOptions(OPTIONS, own) };
  }

  /** A layer of the options in a configuration, and of the layers in it. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const made = withLayers(this.name, OPTIONS, config, customObjects);
      return Layer.fromConfig.call(this as never, made, customObjects) as L;
    });
  }
}
