/**
 * The base of Keras's own cells: what they drop in training is drawn once for all steps.
 *
 * @module
 * @internal
 */
import type { Activation } from "../../activations/mod.ts";
import { placeOf } from "../../configuration/registry.ts";
import { formatValue } from "../../errors/format.ts";
import { fill } from "../../primitives/array/fill.ts";
import { cast } from "../../primitives/math/cast.ts";
import { getProfile } from "../../random/profile.ts";
import type { SeedGenerator } from "../../random/seed_generator.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import { internallyAll, state } from "../../tensor/state.ts";
import { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { Layer } from "../base/layer.ts";
import type { LayerOptions } from "../base/options.ts";
import { Noise, type Seed } from "../regularization/noise.ts";
import {
  computing,
  flatStates,
  type OwnCell,
  PREPARE,
  type Prepared,
  type States,
} from "./cell.ts";

/** What is left of inputs and states: one mask, or one for each gate; nothing where all is. */
export interface CellMasks {
  readonly inputs?: readonly Tensor[] | undefined;
  readonly states?: readonly Tensor[] | undefined;
}

/** What a cell drops. */
export interface Dropped {
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly seed: Seed | SeedGenerator;
  /** How many masks there are of each. */
  readonly masks: number;
}

/** What a cell does in one call of a layer. */
export type CellParts = Omit<Prepared, "pure">;

/** Masks that a cell called by itself has drawn. */
interface Kept {
  readonly trace: typeof state.trace;
  readonly aval: Aval;
  readonly masks: readonly Tensor[];
}

/** A cell whose inputs and states are dropped in part. */
export abstract class DroppingCell extends Layer<Tensor, [output: Tensor, states: Tensor[]]>
  implements OwnCell {
  readonly #dropped: Dropped;
  readonly #noise: Noise;
  #inputMasks: Kept | undefined;
  #stateMasks: Kept | undefined;

  /** Takes the options of every layer, and what is dropped. */
  constructor(base: LayerOptions, dropped: Dropped) {
    super(base);
    this.#dropped = dropped;
    this.#noise = new Noise(dropped.seed);
  }

  /** Length of the state, or of each. */
  abstract readonly stateSize: number | readonly number[];
  /** Length of the output. */
  abstract readonly outputSize: number;

  /** What it does in one call. */
  protected abstract parts(masks: CellMasks): CellParts;

  /** Its activations. */
  protected abstract readonly activations: readonly Activation[];

  /** Whether its class, or one that extends it, computes as Keras's does. */
  get isPlain(): boolean {
    return this.call === DroppingCell.prototype.call;
  }

  protected override get callParameters(): readonly string[] {
    return ["states", "training"];
  }

  /** Zeros of the states' lengths, for a batch of so many. */
  getInitialState(batchSize: number): Tensor[] {
    const sizes = typeof this.stateSize === "number" ? [this.stateSize] : this.stateSize;
    return sizes.map((size) => fill(0, aval(this.computeDtype, [batchSize, size])));
  }

  /** What is left of inputs like these in training, drawn until it is reset; `null` for all. */
  getDropoutMask(stepInput: Tensor): Tensor | readonly Tensor[] | null {
    const { dropout } = this.#dropped;
    this.#inputMasks = this.#kept(this.#inputMasks, stepInput.aval, dropout);
    return this.#given(this.#inputMasks);
  }

  /** What is left of states like these in training, drawn until it is reset; `null` for all. */
  getRecurrentDropoutMask(stepInput: Tensor): Tensor | readonly Tensor[] | null {
    const { recurrentDropout } = this.#dropped;
    this.#stateMasks = this.#kept(this.#stateMasks, stepInput.aval, recurrentDropout);
    return this.#given(this.#stateMasks);
  }

  /** Lets the next call draw what is left of the inputs. */
  resetDropoutMask(): void {
    this.#inputMasks = undefined;
  }

  /** Lets the next call draw what is left of the states. */
  resetRecurrentDropoutMask(): void {
    this.#stateMasks = undefined;
  }

  #given(kept: Kept | undefined): Tensor | readonly Tensor[] | null {
    if (kept === undefined) return null;
    return kept.masks.length === 1 ? kept.masks[0]! : kept.masks;
  }

  #kept(kept: Kept | undefined, aval: Aval, rate: number): Kept | undefined {
    if (rate === 0) return undefined;
    const { trace } = state;
    if (kept?.trace === trace && kept?.aval === aval) return kept;
    return { trace, aval, masks: this.#draw(aval, rate) };
  }

  #draw(of: Aval, rate: number): readonly Tensor[] {
    const ones = fill(1, of);
    return Array.from(
      { length: this.#dropped.masks },
      () => this.#noise.dropout(this.label, ones, rate, of.shape),
    );
  }

  [PREPARE](element: Aval, states: readonly States[], training: boolean): Prepared {
    const { dropout, recurrentDropout } = this.#dropped;
    // Keras 3 draws whether or not it is for training.
    const isDrawn = training || getProfile() === "keras3";
    const masksOf = (rate: number, of: () => Aval) => {
      const drawn = rate > 0 && isDrawn ? this.#draw(of(), rate) : undefined;
      return training ? drawn : undefined;
    };
    const type = this.computeDtype;
    const inputs = masksOf(dropout, () => aval(type, element.shape));
    const first = () => flatStates(states)[0]!;
    return this.#prepared({
      inputs,
      states: masksOf(recurrentDropout, () => aval(type, first().shape)),
    });
  }

  #prepared(masks: CellMasks): Prepared {
    const parts = computing(this, () => this.parts(masks));
    const type = this.computeDtype;
    return {
      ...parts,
      project: (x) => parts.project(cast(x, type)),
      fused: parts.fused && ((x, states) => parts.fused!(cast(x, type), states)),
      pure: this.activations.every((it) => placeOf(it) !== undefined),
    };
  }

  override call(inputs: Tensor, options: CallOptions): [output: Tensor, states: Tensor[]] {
    const { training } = options;
    const states = this.#statesOf(options["states"]);
    const list = states instanceof Tensor ? [states] : states;
    const first = flatStates(states)[0]!;
    const listed = (masks: Tensor | readonly Tensor[] | null) =>
      masks instanceof Tensor ? [masks] : masks ?? undefined;
    const masks = training
      ? {
        inputs: listed(this.getDropoutMask(inputs)),
        states: listed(this.getRecurrentDropoutMask(first)),
      }
      : {};
    const [output, ...next] = internallyAll(() => {
      const { project, step } = this.#prepared(masks);
      const [output, next] = step(project(inputs), list);
      return [output, ...flatStates(next)];
    });
    // As in Keras, one state by itself is given back as one.
    return [output!, (states instanceof Tensor ? next[0]! : next) as Tensor[]];
  }

  #statesOf(given: unknown): States {
    const sizes = typeof this.stateSize === "number" ? [this.stateSize] : this.stateSize;
    const list = given instanceof Tensor ? [given] : given;
    const isStates = Array.isArray(list) && list.length === sizes.length &&
      list.every((it) => it instanceof Tensor);
    if (isStates) return given as States;
    throw new TypeError(
      `Cannot call ${this.label}: expected states to be a list of ${sizes.length} tensors, received ${
        formatValue(given)
      }`,
    );
  }
}
