/**
 * Dense: the fully connected layer.
 *
 * @module
 */
import { checkInteger } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import {
  get as getInitializer,
  type Initializer,
  type InitializerIdentifier,
  serialize,
} from "../../initializers/mod.ts";
import { isTensor } from "../../ops/as_tensor.ts";
import { divide } from "../../ops/math/division_true.ts";
import { cast } from "../../primitives/math/cast.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { internally } from "../../tensor/state.ts";
import { type Shape, sizeOf } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Variable } from "../../functions/variable.ts";
import {
  type Activation,
  type ActivationIdentifier,
  activationName,
  getActivation,
} from "../../activations/mod.ts";
import { type Constraint, type ConstraintIdentifier, constraints } from "../../constraints/mod.ts";
import { checkLastDimension, Layer, type LayerOptions } from "../base/layer.ts";
import {
  type Regularizer,
  type RegularizerIdentifier,
  regularizers,
} from "../../regularizers/mod.ts";

/** Options of {@linkcode Dense}. */
export interface DenseOptions extends LayerOptions {
  /** Applied to the outputs: a name, a function of a tensor, or `null` for none (the default). */
  activation?: ActivationIdentifier;
  /** Whether a bias is added; default `true`. */
  useBias?: boolean;
  /** How the kernel starts; default `"glorotUniform"`. */
  kernelInitializer?: InitializerIdentifier;
  /** How the bias starts; default `"zeros"`. */
  biasInitializer?: InitializerIdentifier;
  /** Penalty on the kernel. */
  kernelRegularizer?: RegularizerIdentifier;
  /** Penalty on the bias. */
  biasRegularizer?: RegularizerIdentifier;
  /** Penalty on the outputs, divided by the batch size. */
  activityRegularizer?: RegularizerIdentifier;
  /** Constraint on the kernel. */
  kernelConstraint?: ConstraintIdentifier;
  /** Constraint on the bias. */
  biasConstraint?: ConstraintIdentifier;
}

/**
 * A fully connected layer: `activation(x kernel + bias)`.
 *
 * Input shape `(batch, ..., inputs)`, output shape `(batch, ..., units)`. State, created at the
 * first call: `kernel` of shape `(inputs, units)` and, with `useBias`, `bias` of shape `(units,)`.
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
  /** Number of outputs. */
  readonly units: number;
  /** Weights of shape `(inputs, units)`, once built. */
  kernel: Variable | undefined;
  /** Bias of shape `(units,)`, once built, if there is one. */
  bias: Variable | undefined;
  readonly #useBias: boolean;
  readonly #activation: Activation;
  readonly #initializers: { kernel: Initializer; bias: Initializer };
  readonly #regularizers: Record<"kernel" | "bias" | "activity", Regularizer | undefined>;
  readonly #constraints: Record<"kernel" | "bias", Constraint | undefined>;
  readonly #activityLosses: Tensor[] = [];

  /**
   * @param units Number of outputs, >= 1; or an object with it and the options.
   * @param options Activation, initializers and the rest.
   * @throws {RangeError} if `units` is no positive whole number or a name is unknown.
   */
  constructor(units: number | (DenseOptions & { units: number }), options: DenseOptions = {}) {
    const { units: count, ...all } = typeof units === "object" && units !== null
      ? units
      : { ...options, units };
    checkInteger("Dense", "units", count, { min: 1 });
    if (all.useBias !== undefined && typeof all.useBias !== "boolean") {
      throw new TypeError(
        `Dense: expected useBias to be true or false, received useBias=${formatValue(all.useBias)}`,
      );
    }
    const activation = getActivation("Dense", all.activation);
    const initializers = {
      kernel: getInitializer(all.kernelInitializer ?? "glorotUniform"),
      bias: getInitializer(all.biasInitializer ?? "zeros"),
    };
    const regularizer = (name: "kernelRegularizer" | "biasRegularizer" | "activityRegularizer") =>
      regularizers.get("Dense", name, all[name]);
    const constraint = (name: "kernelConstraint" | "biasConstraint") =>
      constraints.get("Dense", name, all[name]);
    const penalties = {
      kernel: regularizer("kernelRegularizer"),
      bias: regularizer("biasRegularizer"),
      activity: regularizer("activityRegularizer"),
    };
    const limits = { kernel: constraint("kernelConstraint"), bias: constraint("biasConstraint") };
    super(all);
    this.units = count;
    this.#useBias = all.useBias ?? true;
    this.#activation = activation;
    this.#initializers = initializers;
    this.#regularizers = penalties;
    this.#constraints = limits;
  }

  override build(inputShape: Shape): void {
    const inputs = inputShape.at(-1);
    if (inputs === undefined) {
      throw new TypeError(
        `Cannot build ${this.label}: expected inputs of shape (batch, ..., inputs), received shape ${
          formatShape(inputShape)
        }`,
      );
    }
    this.kernel = this.addWeight("kernel", {
      shape: [inputs, this.units],
      initializer: this.#initializers.kernel,
      regularizer: this.#regularizers.kernel,
      constraint: this.#constraints.kernel,
    });
    if (!this.#useBias) return;
    this.bias = this.addWeight("bias", {
      shape: [this.units],
      initializer: this.#initializers.bias,
      regularizer: this.#regularizers.bias,
      constraint: this.#constraints.bias,
    });
  }

  protected override convertInputs(inputs: unknown): Tensor {
    const x = super.convertInputs(inputs);
    if (!isTensor(x) || x.rank < 2) {
      const received = isTensor(x) ? `shape ${formatShape(x.shape)}` : "a list of tensors";
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of shape (batch, ..., inputs) with at least 2 dimensions, received ${received}`,
      );
    }
    if (this.kernel) checkLastDimension(this, x.shape, this.kernel.shape[0]!);
    return x;
  }

  override call(inputs: Tensor): Tensor {
    const [features, units] = this.kernel!.shape as [number, number];
    const outputs = internally(() => {
      const x = cast(inputs, this.dtype);
      const lead = x.shape.slice(0, -1);
      const rows = x.rank === 2 ? x : reshape(x, [sizeOf(lead), features]);
      let y = matmul(rows, this.kernel!.take());
      if (this.bias) y = add(y, this.bias.take());
      return this.#activation(reshape(y, [...lead, units]));
    });
    const penalty = this.#regularizers.activity;
    if (penalty) {
      const batch = inputs.shape[0]!;
      this.#activityLosses.splice(0, Infinity, divide(penalty(outputs), batch));
    }
    return outputs;
  }

  override get losses(): Tensor[] {
    return [...super.losses, ...this.#activityLosses];
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      units: this.units,
      activation: activationName(this.#activation),
      use_bias: this.#useBias,
      kernel_initializer: serialize(this.#initializers.kernel),
      bias_initializer: serialize(this.#initializers.bias),
      kernel_regularizer: regularizers.serialize(this.#regularizers.kernel),
      bias_regularizer: regularizers.serialize(this.#regularizers.bias),
      activity_regularizer: regularizers.serialize(this.#regularizers.activity),
      kernel_constraint: constraints.serialize(this.#constraints.kernel),
      bias_constraint: constraints.serialize(this.#constraints.bias),
    };
  }
}
