/**
 * RMSNormalization: each input is divided by the root of the mean of its squares.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, integers } from "../../configuration/rows.ts";
import type { Variable } from "../../functions/variable.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add, multiply, square } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { rsqrt } from "../../primitives/math/exponential.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { widened } from "../../primitives/support/infer.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesFor } from "../base/axes.ts";
import { InputSpec } from "../base/input_spec.ts";
import { Layer } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { knownDim } from "../base/shapes.ts";

/** Options of {@linkcode RMSNormalization}. */
export interface RMSNormalizationOptions extends LayerOptions {
  /** Axis or axes of the features, counted from the end if negative; default -1. */
  axis?: number | readonly number[] | undefined;
  /** Keeps the divisor from 0, >= 0; default 0.000001. */
  epsilon?: number | undefined;
}

const OPTIONS = [
  ["axis", integers(-1)],
  ["epsilon", finite(1e-6, { min: 0 })],
] as const satisfies RowsOf<RMSNormalizationOptions, ["axis", "epsilon"]>;

/**
 * `scale x / sqrt(mean(x^2) + epsilon)`, with the mean of each input over its features; the same in
 * training and outside.
 *
 * Input and output shape `(batch, ..., features)`; masks end here, as in Keras. State, created at the
 * first call: `scale` in the shape of the features. Source: Zhang and Sennrich, Root Mean Square
 * Layer Normalization, 2019.
 *
 * @throws {TypeError} at a call with inputs that have no such axis, or features of another number
 *   than at the first one.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.RMSNormalization({ epsilon: 0 });
 * assertEquals(layer([[2, 2], [-3, 3]]).numpy().toArray(), [[1, 1], [-1, 1]]);
 * ```
 */
export class RMSNormalization extends Layer {
  static override readonly rows: Rows = OPTIONS;
  /** Factors in the shape of the features, once built. */
  scale: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Axes, epsilon, and by name what every layer takes. */
  constructor(...args: LayerArguments<RMSNormalizationOptions, ["axis", "epsilon"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
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
    this.scale = this.addWeight("scale", { shape, initializer: "ones" });
    this.inputSpec = new InputSpec({
      ndim: inputShape.length,
      axes: Object.fromEntries(this.#sorted.map((axis, i) => [axis, shape[i]!])),
    });
  }

  override call(inputs: Tensor): Tensor {
    const axes = axesFor(this.label, this.#sorted, inputs.shape);
    const place = inputs.shape.map((dim, axis) => axes.includes(axis) ? dim : 1);
    return internally(() => {
      const x = cast(inputs, widened(inputs.dtype));
      const mean = reduceMean(square(x), axes, true);
      const y = multiply(x, rsqrt(add(mean, scalar(this.#options.epsilon, x.dtype))));
      const scale = reshape(cast(this.scale!.take(), x.dtype), place);
      return cast(multiply(y, scale), this.computeDtype);
    });
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    axesFor(this.label, this.#sorted, inputShape);
    return inputShape;
  }

  override getConfig(): Record<string, unknown> {
    const config = { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
    return this.built ? { ...config, axis: this.#sorted } : config;
  }
}
