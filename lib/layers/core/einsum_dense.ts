/**
 * EinsumDense: a product with a kernel that an equation describes.
 *
 * @module
 */
import type { ActivationIdentifier } from "../../activations/mod.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED, text } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import {
  type Initializer,
  type InitializerIdentifier,
  VarianceScaling,
} from "../../initializers/mod.ts";
import { einsum } from "../../ops/linalg/einsum.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { getProfile } from "../../random/profile.ts";
import { type RegularizerIdentifier, serialize } from "../../regularizers/mod.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { Layer } from "../base/layer.ts";
import {
  adapted,
  loraAlpha,
  loraRank,
  type LowRank,
  lowRankConfig,
  type LowRankOptions,
  makeLowRank,
} from "../base/low_rank.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { activation, constraint, dims, initializer, notYet, regularizer } from "../base/rows.ts";
import { type EinsumShapes, type EinsumTerms, readTerms, shapesFor } from "./einsum_shapes.ts";

/** Options of {@linkcode EinsumDense}. */
export interface EinsumDenseOptions extends LayerOptions, LowRankOptions {
  /** Applied to the outputs: a name, a function of a tensor, or `null` for none (the default). */
  activation?: ActivationIdentifier | null | undefined;
  /** Letters of the outputs that the bias has axes for, such as `"d"`; default: no bias. */
  biasAxes?: string | null | undefined;
  /** How the kernel starts; default `"glorotUniform"`, counting inputs and outputs by the equation. */
  kernelInitializer?: InitializerIdentifier | undefined;
  /** How the bias starts; default `"zeros"`. */
  biasInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the kernel. */
  kernelRegularizer?: RegularizerIdentifier | null | undefined;
  /** Penalty on the bias. */
  biasRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on the kernel. */
  kernelConstraint?: ConstraintIdentifier | null | undefined;
  /** Constraint on the bias. */
  biasConstraint?: ConstraintIdentifier | null | undefined;
  /** Not there yet. */
  gptqUnpackedColumnSize?: null | undefined;
  /** Not there yet. */
  quantizationConfig?: null | undefined;
}

/** Arguments of {@linkcode EinsumDense}. */
export interface EinsumDenseArguments extends EinsumDenseOptions {
  /**
   * Letters for the axes of inputs, kernel and outputs: `"ab,bc->ac"`, `"...ab,bc->...ac"` or
   * `"ab...,bc->ac..."`. The batch stands first.
   */
  equation: string;
  /**
   * Shape of the outputs without the batch and what `...` stands for; `null` for lengths that the
   * inputs have. A number is a shape of one dimension.
   */
  outputShape: number | readonly (number | null)[];
}

type Positional = [
  "equation",
  "outputShape",
  "activation",
  "biasAxes",
  "kernelInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "biasRegularizer",
  "kernelConstraint",
  "biasConstraint",
  "loraRank",
  "loraAlpha",
  "gptqUnpackedColumnSize",
  "quantizationConfig",
];

const OPTIONS = [
  ["equation", text(REQUIRED)],
  ["outputShape", dims(REQUIRED)],
  ["activation", activation()],
  ["biasAxes", text(null)],
  ["kernelInitializer", initializer("glorotUniform")],
  ["biasInitializer", initializer("zeros")],
  ["kernelRegularizer", regularizer()],
  ["biasRegularizer", regularizer()],
  ["kernelConstraint", constraint()],
  ["biasConstraint", constraint()],
  ["loraRank", loraRank()],
  ["loraAlpha", loraAlpha()],
  ["gptqUnpackedColumnSize", { ...notYet(), write: () => undefined }],
  ["quantizationConfig", notYet()],
] as const satisfies RowsOf<EinsumDenseArguments, Positional>;

/**
 * A fully connected layer along the axes that an equation names:
 * `activation(einsum(equation, x, kernel) + bias)`.
 *
 * With `"abc,cd->abd"`: input shape `(a, b, c)`, output shape `(a, b, d)`. State, created at the
 * first call: `kernel`, an axis for each of its letters, and, with `biasAxes`, `bias`, which has
 * length 1 along the letters after its first one that it does not name; with `loraRank`,
 * `lora_kernel_a` and `lora_kernel_b`.
 *
 * @throws {RangeError} for an equation that is none of the three forms.
 * @throws {TypeError} at the first call if `outputShape` or the inputs don't fit the equation.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const heads = new tf.keras.layers.EinsumDense("abc,cde->abde", [null, 2, 4], { biasAxes: "de" });
 * assertEquals(heads(tf.ones([8, 5, 16])).shape, [8, 5, 2, 4]);
 * assertEquals(heads.weights.map((it) => it.shape), [[16, 2, 4], [2, 4]]);
 * ```
 */
export class EinsumDense extends Layer {
  static override readonly rows: Rows = OPTIONS;
  /** Weights, once built. */
  kernel: Variable | undefined;
  /** Bias, once built, if there is one. */
  bias: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;
  readonly #terms: EinsumTerms;
  #lowRank: LowRank | undefined;

  /** @param args Equation, shape of the outputs and the rest, in Keras's order or by name. */
  constructor(...args: LayerArguments<EinsumDenseArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const terms = fromCaller(
      new.target,
      () => readTerms(new.target.name, own.equation, own.biasAxes),
    );
    super(base);
    this.#options = own;
    this.#terms = terms;
  }

  /** The equation. */
  get equation(): string {
    return this.#terms.equation;
  }

  #shapes(inputShape: SymbolicShape): EinsumShapes {
    const { biasAxes, outputShape } = this.#options;
    return shapesFor(this.label, this.#terms, biasAxes, inputShape, outputShape);
  }

  #known(shape: SymbolicShape, what: string, inputShape: SymbolicShape): number[] {
    if (shape.every((dim) => dim !== null)) return shape as number[];
    throw new TypeError(
      `Cannot build ${this.label}: expected inputs and outputShape to say the shape of the ${what}, received inputs of shape ${
        formatShape(inputShape)
      } and outputShape=${formatShape(this.#options.outputShape)}`,
    );
  }

  override build(inputShape: SymbolicShape): void {
    const it = this.#options;
    const shapes = this.#shapes(inputShape);
    this.kernel = this.addWeight("kernel", {
      shape: this.#known(shapes.kernel, "kernel", inputShape),
      initializer: kernelStart(it.kernelInitializer, shapes),
      regularizer: it.kernelRegularizer,
      constraint: it.kernelConstraint,
    });
    if (shapes.bias) {
      this.bias = this.addWeight("bias", {
        shape: this.#known(shapes.bias, "bias", inputShape),
        initializer: it.biasInitializer,
        regularizer: it.biasRegularizer,
        constraint: it.biasConstraint,
      });
    }
    this.#lowRank = makeLowRank(
      "lora_kernel",
      this.kernel,
      it,
      (name, options) => this.addWeight(name, options),
    );
    if (this.#lowRank) this.freeze(this.kernel);
    this.inputSpec = new InputSpec({ ndim: inputShape.length });
  }

  override call(inputs: Tensor): Tensor {
    return internally(() => {
      const x = cast(inputs, this.computeDtype);
      const y = einsum(this.equation, x, adapted(this.kernel!, this.#lowRank));
      return this.#options.activation(this.bias ? add(y, this.bias.take()) : y);
    });
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return this.#shapes(inputShape).output;
  }

  override getConfig(): Record<string, unknown> {
    const it = this.#options;
    const penalty = this.activityRegularizer;
    return {
      ...super.getConfig(),
      ...writeOptions(OPTIONS, it),
      activity_regularizer: penalty ? serialize(penalty) : null,
      ...lowRankConfig(it),
    };
  }
}

/** Keras 3 counts inputs and outputs by the equation; before, as for any other kernel. */
function kernelStart(given: Initializer, { inputAxes, outputAxes }: EinsumShapes): Initializer {
  const isScaled = given instanceof VarianceScaling && getProfile() === "keras3";
  return isScaled ? given.withAxes(inputAxes, outputAxes) : given;
}
