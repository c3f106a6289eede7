/**
 * Dense: the fully connected layer.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkBoolean, checkInteger } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import {
  getInitializer,
  type Initializer,
  type InitializerIdentifier,
  serialize,
} from "../../initializers/mod.ts";
import { isTensor } from "../../ops/as_tensor.ts";
import type { Arguments } from "../../ops/bind.ts";
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
  getActivation,
  serialize as serializeActivation,
} from "../../activations/mod.ts";
import {
  type ConstraintFunction,
  type ConstraintIdentifier,
  getConstraint,
  serialize as serializeConstraint,
} from "../../constraints/mod.ts";
import { checkLastDimension } from "../base/inputs.ts";
import { Layer } from "../base/layer.ts";
import { baseOptions, layerArguments, type LayerOptions } from "../base/options.ts";
import {
  getRegularizer,
  type RegularizerFunction,
  type RegularizerIdentifier,
  serialize as serializeRegularizer,
} from "../../regularizers/mod.ts";

/** Options of {@linkcode Dense}. */
export interface DenseOptions extends LayerOptions {
  /** Applied to the outputs: a name, a function of a tensor, or `null` for none (the default). */
  activation?: ActivationIdentifier | undefined;
  /** Whether a bias is added; default `true`. */
  useBias?: boolean | undefined;
  /** How the kernel starts; default `"glorotUniform"`. */
  kernelInitializer?: InitializerIdentifier | undefined;
  /** How the bias starts; default `"zeros"`. */
  biasInitializer?: InitializerIdentifier | undefined;
  /** Penalty on the kernel. */
  kernelRegularizer?: RegularizerIdentifier | undefined;
  /** Penalty on the bias. */
  biasRegularizer?: RegularizerIdentifier | undefined;
  /** Constraint on the kernel. */
  kernelConstraint?: ConstraintIdentifier | undefined;
  /** Constraint on the bias. */
  biasConstraint?: ConstraintIdentifier | undefined;
}

/** Arguments of {@linkcode Dense}. */
export interface DenseArguments extends DenseOptions {
  /** Number of outputs, >= 1. */
  units: number;
}

const PARAMETERS = [
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
] as const satisfies readonly (keyof DenseArguments)[];

/** What a layer makes of its options. */
interface Checked {
  readonly useBias: boolean;
  readonly activation: Activation;
  readonly initializers: { readonly kernel: Initializer; readonly bias: Initializer };
  readonly regularizers: Readonly<Record<"kernel" | "bias", RegularizerFunction | undefined>>;
  readonly constraints: Readonly<Record<"kernel" | "bias", ConstraintFunction | undefined>>;
}

function check(where: string, given: DenseArguments): Checked {
  checkInteger(where, "units", given.units, { min: 1 });
  return {
    useBias: checkBoolean(where, "useBias", given.useBias ?? true),
    activation: getActivation(where, given.activation),
    initializers: {
      kernel: getInitializer(
        where,
        given.kernelInitializer ?? "glorotUniform",
        "kernelInitializer",
      ),
      bias: getInitializer(where, given.biasInitializer ?? "zeros", "biasInitializer"),
    },
    regularizers: {
      kernel: getRegularizer(where, given.kernelRegularizer, "kernelRegularizer"),
      bias: getRegularizer(where, given.biasRegularizer, "biasRegularizer"),
    },
    constraints: {
      kernel: getConstraint(where, given.kernelConstraint, "kernelConstraint"),
      bias: getConstraint(where, given.biasConstraint, "biasConstraint"),
    },
  };
}

/** Whether elements of a type are no real numbers. */
function isUnreal(dtype: DType): boolean {
  return dtype === "string" || dtype === "complex64";
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
  readonly #options: Checked;

  /**
   * @param args Number of outputs, >= 1; activation, whether there is a bias, initializers and the
   *   rest, in Keras's order or by name.
   * @throws {RangeError} if `units` is no positive whole number or a name is unknown.
   */
  constructor(...args: Arguments<DenseArguments, typeof PARAMETERS, keyof LayerOptions>) {
    const given = layerArguments<DenseArguments>(new.target, PARAMETERS, 1, args);
    const checked = fromCaller(new.target, () => check(new.target.name, given));
    super(baseOptions(given));
    this.units = given.units;
    this.#options = checked;
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
      initializer: this.#options.initializers.kernel,
      regularizer: this.#options.regularizers.kernel,
      constraint: this.#options.constraints.kernel,
    });
    if (!this.#options.useBias) return;
    this.bias = this.addWeight("bias", {
      shape: [this.units],
      initializer: this.#options.initializers.bias,
      regularizer: this.#options.regularizers.bias,
      constraint: this.#options.constraints.bias,
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
    if (isUnreal(x.dtype)) {
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of real numbers, received dtype ${x.dtype}`,
      );
    }
    if (this.kernel) checkLastDimension(this, x.shape, this.kernel.shape[0]!);
    return x;
  }

  override call(inputs: Tensor): Tensor {
    const [features, units] = this.kernel!.shape as [number, number];
    return internally(() => {
      const x = cast(inputs, this.dtype);
      const lead = x.shape.slice(0, -1);
      const rows = x.rank === 2 ? x : reshape(x, [sizeOf(lead), features]);
      let y = matmul(rows, this.kernel!.take());
      if (this.bias) y = add(y, this.bias.take());
      return this.#options.activation(reshape(y, [...lead, units]));
    });
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      units: this.units,
      activation: serializeActivation(this.#options.activation),
      use_bias: this.#options.useBias,
      kernel_initializer: serialize(this.#options.initializers.kernel),
      bias_initializer: serialize(this.#options.initializers.bias),
      kernel_regularizer: serializeRegularizer(this.#options.regularizers.kernel ?? null),
      bias_regularizer: serializeRegularizer(this.#options.regularizers.bias ?? null),
      activity_regularizer: serializeRegularizer(this.activityRegularizer ?? null),
      kernel_constraint: serializeConstraint(this.#options.constraints.kernel ?? null),
      bias_constraint: serializeConstraint(this.#options.constraints.bias ?? null),
    };
  }
}
