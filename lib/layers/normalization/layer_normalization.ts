/**
 * LayerNormalization: each input is normalized over its own features.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, flag, integers } from "../../configuration/rows.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { rsqrt } from "../../primitives/math/exponential.ts";
import { layerNorm } from "../../primitives/nn/layer_norm.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { widened } from "../../primitives/support/infer.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesFor } from "../base/axes.ts";
import { InputSpec } from "../base/input_spec.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { knownDim } from "../base/shapes.ts";
import { AffineNormalization, type AffineOptions, LIMITS, STARTS, uncast } from "./affine.ts";
import { inRows } from "./rows_of_axes.ts";

/** Options of {@linkcode LayerNormalization}. */
export interface LayerNormalizationOptions extends AffineOptions {
  /** Axis or axes of the features, counted from the end if negative; default -1. */
  axis?: number | readonly number[] | undefined;
  /**
   * Whether inputs are divided by their deviation and nothing is subtracted or added, as Keras's
   * deprecated option has it; default `false`. RMSNormalization is what its name promises.
   */
  rmsScaling?: boolean | undefined;
}

type Positional = [
  "axis",
  "epsilon",
  "center",
  "scale",
  "betaInitializer",
  "gammaInitializer",
  "betaRegularizer",
  "gammaRegularizer",
  "betaConstraint",
  "gammaConstraint",
  "rmsScaling",
];

const OPTIONS = [
  ["axis", integers(-1)],
  ["epsilon", finite(1e-3, { min: 0 })],
  ...STARTS,
  ...LIMITS,
  ["rmsScaling", flag(false)],
] as const satisfies RowsOf<LayerNormalizationOptions, Positional>;

/**
 * `gamma (x - mean) / sqrt(variance + epsilon) + beta`, with the mean and the variance of each input
 * over its features; the same in training and outside.
 *
 * Input and output shape `(batch, ..., features)`; masks go on. State, created at the first call:
 * `gamma` and `beta` in the shape of the features. Source: Ba, Kiros and Hinton, Layer Normalization,
 * 2016.
 *
 * @throws {TypeError} at a call with inputs that have no such axis, or features of another number
 *   than at the first one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.LayerNormalization({ epsilon: 0 });
 * assertEquals(layer([[1, 3], [5, 5.5]]).numpy().toArray(), [[-1, 1], [-1, 1]]);
 * ```
 */
export class LayerNormalization extends AffineNormalization {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Axes, epsilon, which of the weights there are, how they start, and the rest. */
  constructor(...args: LayerArguments<LayerNormalizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(uncast(new.target, base), {
      ...own,
      scale: own.scale || own.rmsScaling,
      center: own.center && !own.rmsScaling,
    });
    this.#options = own;
  }

  /** The axes in the order that Keras gives the weights. */
  get #sorted(): number[] {
    return [this.#options.axis].flat().sort((a, b) => a - b);
  }

  override build(inputShape: SymbolicShape): void {
    axesFor(this.label, this.#sorted, inputShape);
    const shape = this.#sorted.map((axis) =>
      knownDim(this.label, inputShape, axis, "the number of features")
    );
    this.addAffine(shape);
    this.inputSpec = new InputSpec({
      ndim: inputShape.length,
      axes: Object.fromEntries(this.#sorted.map((axis, i) => [axis, shape[i]!])),
    });
  }

  override call(inputs: Tensor): Tensor {
    const axes = axesFor(this.label, this.#sorted, inputs.shape);
    const { epsilon, rmsScaling } = this.#options;
    return internally(() => {
      const x = cast(inputs, widened(inputs.dtype));
      if (rmsScaling) return cast(this.#scaled(x, axes), this.computeDtype);
      const y = inRows(
        x,
        axes,
        (rows, size) => layerNorm(rows, this.gammaLike(x, size), this.betaLike(x, size), epsilon),
      );
      return cast(y, this.computeDtype);
    });
  }

  /** Divided by the deviation, the mean left where it is. */
  #scaled(x: Tensor, axes: readonly number[]): Tensor {
    const centred = subtract(x, reduceMean(x, axes, true));
    const variance = reduceMean(square(centred), axes, true);
    const y = multiply(x, rsqrt(add(variance, scalar(this.#options.epsilon, x.dtype))));
    const place = x.shape.map((dim, axis) => axes.includes(axis) ? dim : 1);
    const size = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
    return multiply(y, reshape(this.gammaLike(x, size), place));
  }

  override getConfig(): Record<string, unknown> {
    const config = { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
    return this.built ? { ...config, axis: this.#sorted } : config;
  }
}
