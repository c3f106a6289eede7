/**
 * GroupNormalization: each group of channels of each input is normalized.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, integer } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
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
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { knownDim } from "../base/shapes.ts";
import { AffineNormalization, type AffineOptions, LIMITS, STARTS, uncast } from "./affine.ts";

/** Options of {@linkcode GroupNormalization}. */
export interface GroupNormalizationOptions extends AffineOptions {
  /** Number of groups, > 0, a divisor of that of the channels; -1: one a channel. Default 32. */
  groups?: number | undefined;
  /** Axis of the channels, counted from the end if negative; default -1. */
  axis?: number | undefined;
}

type Positional = [
  "groups",
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
];

const OPTIONS = [
  ["groups", integer(32, { min: -1 })],
  ["axis", integer(-1)],
  ["epsilon", finite(1e-3, { min: 0 })],
  ...STARTS,
  ...LIMITS,
] as const satisfies RowsOf<GroupNormalizationOptions, Positional>;

/**
 * `gamma (x - mean) / sqrt(variance + epsilon) + beta`, with the mean and the variance of each group
 * of neighbouring channels of each input; the same in training and outside.
 *
 * Input and output shape `(batch, ..., channels)`; masks go on. One group is layer normalization over
 * all axes, one a channel instance normalization. State, created at the first call: `gamma` and
 * `beta` of shape `(channels,)`. Source: Wu and He, Group Normalization, 2018.
 *
 * @throws {RangeError} for a number of groups that is none, at the first call if it does not divide
 *   that of the channels.
 * @throws {TypeError} at a call with inputs of another number of channels or axes than at the first.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.GroupNormalization({ groups: 2, epsilon: 0 });
 * assertEquals(layer([[1, 3, 5, 5.5]]).numpy().toArray(), [[-1, 1, -1, 1]]);
 * ```
 */
export class GroupNormalization extends AffineNormalization {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;
  #groups: number;

  /** @param args Groups, axis, epsilon, which of the weights there are, and the rest. */
  constructor(...args: LayerArguments<GroupNormalizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    if (own.groups === 0) {
      fromCaller(new.target, () => {
        throw new RangeError(
          `${new.target.name}: expected groups to be > 0, or -1 for one a channel, received groups=0`,
        );
      });
    }
    super(uncast(new.target, base), own);
    this.#options = own;
    this.#groups = own.groups;
  }

  override build(inputShape: SymbolicShape): void {
    const { axis, groups } = this.#options;
    const [place] = axesFor(this.label, [axis], inputShape) as [number];
    if (place === 0) {
      throw new TypeError(
        `Cannot build ${this.label}: expected an axis of channels, received axis=${axis}, which is the batch`,
      );
    }
    const channels = knownDim(this.label, inputShape, axis, "the number of channels");
    const count = groups === -1 ? channels : groups;
    if (channels % count !== 0 || channels < count) {
      throw new RangeError(
        `Cannot build ${this.label}: expected groups that divide ${channels} channels, received groups=${groups}`,
      );
    }
    this.#groups = count;
    this.inputSpec = new InputSpec({ ndim: inputShape.length, axes: { [axis]: channels } });
    this.addAffine([channels]);
  }

  override call(inputs: Tensor): Tensor {
    const { shape } = inputs;
    const [axis] = axesFor(this.label, [this.#options.axis], shape) as [number];
    const channels = shape[axis]!;
    const parts = [this.#groups, channels / this.#groups];
    const places = [...shape.slice(0, axis).map(() => 1), ...parts];
    const place = [...places, ...shape.slice(axis + 1).map(() => 1)];
    const axes = place.map((_, i) => i).filter((i) => i !== 0 && i !== axis);
    return internally(() => {
      const grouped = reshape(inputs, [
        ...shape.slice(0, axis),
        ...parts,
        ...shape.slice(axis + 1),
      ]);
      const x = cast(grouped, widened(inputs.dtype));
      const centred = subtract(x, reduceMean(x, axes, true));
      const variance = reduceMean(square(centred), axes, true);
      let factor = rsqrt(add(variance, scalar(this.#options.epsilon, x.dtype)));
      if (this.gamma) factor = multiply(factor, reshape(this.gammaLike(x, channels), place));
      let y = multiply(centred, factor);
      if (this.beta) y = add(y, reshape(this.betaLike(x, channels), place));
      return cast(reshape(y, shape), this.computeDtype);
    });
  }

  override getConfig(): Record<string, unknown> {
    const config = { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
    return { ...config, groups: this.#groups };
  }
}
