/**
 * PReLU: the rectifier whose slopes are trained.
 *
 * @module
 */
import { relu } from "../../activations/rectifiers.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { add, multiply, negative } from "../../primitives/math/arithmetic.ts";
import type { RegularizerIdentifier } from "../../regularizers/mod.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { constraint, initializer, regularizer } from "../base/rows.ts";
import { knownDim } from "../base/shapes.ts";
import { ShapeKeeping } from "../base/weightless.ts";

/** Options of {@linkcode PReLU}. */
export interface PReLUOptions extends LayerOptions {
  /** How the slopes start; default `"zeros"`. */
  alphaInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the slopes. */
  alphaRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the slopes. */
  alphaConstraint?: ConstraintIdentifier | null | undefined;
  /**
   * Axes, counted from 1, along which elements share a slope; default: none. As in Keras, a negative
   * one is counted from the end of the slopes' axes with one more: -1 is the last but one.
   */
  sharedAxes?: number | readonly number[] | null | undefined;
}

type Positional = ["alphaInitializer", "alphaRegularizer", "alphaConstraint", "sharedAxes"];

const OPTIONS = [
  ["alphaInitializer", initializer("zeros")],
  ["alphaRegularizer", regularizer()],
  ["alphaConstraint", constraint()],
  [
    "sharedAxes",
    row<number | readonly number[], readonly number[], null>(
      null,
      (where, name, given) => [given].flat().map((it) => checkInteger(where, name, it)),
    ),
  ],
] as const satisfies RowsOf<PReLUOptions, Positional>;

/**
 * Rectifies with slopes that are trained: `x` where it is positive, else `alpha x`.
 *
 * Input and output shape `(batch, ...)`; masks go on. State, created at the first call: `alpha` of
 * the shape of one input, with length 1 along shared axes. Source: He et al., Delving Deep into
 * Rectifiers, 2015.
 *
 * @throws {TypeError} at a call with inputs that have no such axis, or of another shape than at the
 *   first one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.PReLU("ones");
 * assertEquals(layer([[-2, 1]]).numpy().toArray(), [[-2, 1]]);
 * ```
 */
export class PReLU extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  /** The slopes, once built. */
  alpha: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Initializer, regularizer and constraint, shared axes, and by name the rest. */
  constructor(...args: LayerArguments<PReLUOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  /** Places of the slopes' axes of length 1. */
  #sharedIn(inputShape: SymbolicShape): number[] {
    const count = inputShape.length - 1;
    return (this.#options.sharedAxes ?? []).map((axis) => {
      const place = axis - 1 + (axis < 1 ? count : 0);
      if (place >= 0 && place < count) return place;
      throw new TypeError(
        `Cannot build ${this.label}: expected inputs with a shared axis ${axis}, received shape ${
          formatShape(inputShape)
        }`,
      );
    });
  }

  override build(inputShape: SymbolicShape): void {
    const { alphaInitializer, alphaRegularizer, alphaConstraint, sharedAxes } = this.#options;
    const shared = this.#sharedIn(inputShape);
    const axes = inputShape.slice(1).map((_, i) => i);
    this.alpha = this.addWeight("alpha", {
      shape: axes.map((i) =>
        shared.includes(i) ? 1 : knownDim(this.label, inputShape, i + 1, "the length of inputs")
      ),
      initializer: alphaInitializer,
      regularizer: alphaRegularizer,
      constraint: alphaConstraint,
    });
    const fixed = axes.filter((i) => sharedAxes === null || !shared.includes(i));
    this.inputSpec = new InputSpec({
      ndim: inputShape.length,
      axes: Object.fromEntries(fixed.map((i) => [i + 1, inputShape[i + 1]!])),
    });
  }

  override call(inputs: Tensor): Tensor {
    return internally(() => {
      const below = relu(negative(inputs));
      return add(relu(inputs), multiply(negative(this.alpha!.take()), below));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
