/**
 * Dense: the fully connected layer.
 *
 * @module
 */
import { flag, integer, REQUIRED } from "../../configuration/rows.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { type Shape, sizeOf } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { ActivationIdentifier } from "../../activations/mod.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import type { RegularizerIdentifier } from "../../regularizers/mod.ts";
import { checkLastDimension } from "../base/inputs.ts";
import {
  adapted,
  loraAlpha,
  loraRank,
  type LowRank,
  lowRankConfig,
  type LowRankOptions,
  makeLowRank,
} from "../base/low_rank.ts";
import type { WeightOptions } from "../base/weights.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { activation, constraint, initializer, notYet, regularizer } from "../base/rows.ts";
import { ofBase } from "../../configuration/rows.ts";
import { knownDim } from "../base/shapes.ts";

/** Options of {@linkcode Dense}. */
export interface DenseOptions extends LayerOptions, LowRankOptions {
  /** Applied to the outputs: a name, a function of a tensor, or `null` for none (the default). */
  activation?: ActivationIdentifier | null | undefined;
  /** Whether a bias is added; default `true`. */
  useBias?: boolean | undefined;
  /** How the kernel starts; default `"glorotUniform"`. */
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
  quantizationConfig?: null | undefined;
}

/** Arguments of {@linkcode Dense}. */
export interface DenseArguments extends DenseOptions {
  /** Number of outputs, >= 1. */
  units: number;
}

type Positional = [
  "units",
  "activation",
  "useBias",
  "kernelInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "biasConstraint",
  "loraRank",
  "loraAlpha",
  "quantizationConfig",
];

const OPTIONS = [
  ["units", integer(REQUIRED, { min: 1 })],
  ["activation", activation()],
  ["useBias", flag(true)],
  ["kernelInitializer", initializer("glorotUniform")],
  ["biasInitializer", initializer("zeros")],
  ["kernelRegularizer", regularizer()],
  ["biasRegularizer", regularizer()],
  ["activityRegularizer", ofBase()],
  ["kernelConstraint", constraint()],
  ["biasConstraint", constraint()],
  ["loraRank", loraRank()],
  ["loraAlpha", loraAlpha()],
  ["quantizationConfig", notYet()],
] as const satisfies RowsOf<DenseArguments, Positional>;

/** Whether elements of a type are no real numbers. */
function isUnreal(dtype: DType): boolean {
  return dtype === "string" || dtype === "complex64";
}

/**
 * A fully connected layer: `activation(x kernel + bias)`.
 *
 * Input shape `(batch, ..., inputs)`, output shape `(batch, ..., units)`. State, created at the
 * first call: `kernel` of shape `(inputs, units)` and, with `useBias`, `bias` of shape `(units,)`; with `loraRank`,
 * `lora_kernel_a` and `lora_kernel_b`.
 *
 * @throws {TypeError} at a call with inputs of another last dimension than at the first one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const dense = new tf.keras.layers.Dense(2, { kernelInitializer: "ones", activation: tf.nn.relu });
 * assertEquals(dense([[1, 2, 3]]).numpy().toArray(), [[6, 6]]);
 * ```
 */
export class Dense extends Layer {
  static override readonly rows: Rows = OPTIONS;
  /** Weights of shape `(inputs, units)`, once built. */
  kernel: Variable | undefined;
  /** Bias of shape `(units,)`, once built, if there is one. */
  bias: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;
  #lowRank: LowRank | undefined;

  /**
   * @param args Number of outputs, >= 1; activation, whether there is a bias, initializers and the
   *   rest, in Keras's order or by name.
   * @throws {RangeError} if `units` is no positive whole number or a name is unknown.
   */
  constructor(...args: LayerArguments<DenseArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.supportsMasking = true;
  }

  /** Number of outputs. */
  get units(): number {
    return this.#options.units;
  }

  override build(inputShape: SymbolicShape): void {
    const it = this.#options;
    this.kernel = this.addWeight("kernel", {
      shape: [knownDim(this.label, inputShape, -1, "the length of the inputs"), it.units],
      initializer: it.kernelInitializer,
      regularizer: it.kernelRegularizer,
      constraint: it.kernelConstraint,
    });
    if (it.useBias) {
      this.bias = this.addWeight("bias", {
        shape: [it.units],
        initializer: it.biasInitializer,
        regularizer: it.biasRegularizer,
        constraint: it.biasConstraint,
      });
    }
    const make = (name: string, options: WeightOptions) => this.addWeight(name, options);
    this.#lowRank = makeLowRank("lora_kernel", this.kernel, it, make);
    if (this.#lowRank) this.freeze(this.kernel);
  }

  protected override convertInputs(inputs: unknown): unknown {
    const x = super.convertInputs(inputs);
    const { shape, dtype } = x as { shape?: SymbolicShape; dtype?: DType };
    if (shape === undefined || shape.length < 2) {
      const received = shape === undefined ? "several tensors" : `shape ${formatShape(shape)}`;
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of shape (batch, ..., inputs) with at least 2 dimensions, received ${received}${
          shape?.length === 1 ? "; tf.expandDims(x, 0) makes a batch of one example" : ""
        }`,
      );
    }
    if (isUnreal(dtype!)) {
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of real numbers, received dtype ${dtype}`,
      );
    }
    if (this.kernel) checkLastDimension(this, shape, this.kernel.shape[0]!);
    return x;
  }

  override call(inputs: Tensor): Tensor {
    const [features, units] = this.kernel!.shape as [number, number];
    return internally(() => {
      const x = cast(inputs, this.computeDtype);
      const lead: Shape = x.shape.slice(0, -1);
      const rows = x.rank === 2 ? x : reshape(x, [sizeOf(lead), features]);
      let y = matmul(rows, adapted(this.kernel!, this.#lowRank));
      if (this.bias) y = add(y, this.bias.take());
      return this.#options.activation(reshape(y, [...lead, units]));
    });
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return [...inputShape.slice(0, -1), this.units];
  }

  override getConfig(): Record<string, unknown> {
    const it = this.#options;
    return { ...super.getConfig(), ...writeOptions(OPTIONS, it), ...lowRankConfig(it) };
  }
}
