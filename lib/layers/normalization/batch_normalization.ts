/**
 * BatchNormalization: each channel is normalized over the batch.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, row } from "../../configuration/rows.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { cast } from "../../primitives/math/cast.ts";
import { widened } from "../../primitives/support/infer.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesFor } from "../base/axes.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { InputSpec } from "../base/input_spec.ts";
import { oneMask } from "../base/masks.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { initializer, notYet } from "../base/rows.ts";
import { knownDim } from "../base/shapes.ts";
import { AffineNormalization, type AffineOptions, LIMITS, STARTS } from "./affine.ts";
import { byMoments, maskedMoments, moved, normalizeChannels } from "./moments.ts";

/** Options of {@linkcode BatchNormalization}. */
export interface BatchNormalizationOptions extends AffineOptions {
  /** Axis of the channels, counted from the end if negative, or a list of it; default -1. */
  axis?: number | readonly number[] | undefined;
  /** The part of the moving moments that a step of training keeps, from 0 to 1; default 0.99. */
  momentum?: number | undefined;
  /** How the moving means start; default `"zeros"`. */
  movingMeanInitializer?: InitializerIdentifier | undefined;
  /** How the moving variances start; default `"ones"`. */
  movingVarianceInitializer?: InitializerIdentifier | undefined;
  /** Renormalization; not there yet. */
  renorm?: false | undefined;
  /** Not there yet. */
  renormClipping?: null | undefined;
  /** Kept for the configuration; nothing depends on it without `renorm`. Default 0.99. */
  renormMomentum?: number | undefined;
  /** Moments over the batches of several devices; there is one. */
  synchronized?: false | undefined;
}

type Positional = [
  "axis",
  "momentum",
  "epsilon",
  "center",
  "scale",
  "betaInitializer",
  "gammaInitializer",
  "movingMeanInitializer",
  "movingVarianceInitializer",
  "betaRegularizer",
  "gammaRegularizer",
  "betaConstraint",
  "gammaConstraint",
  "renorm",
  "renormClipping",
  "renormMomentum",
  "synchronized",
];

/** The axis of the channels; Keras 2 writes it as a list of one. */
const AXIS = row<number | readonly number[], number, number>(-1, (where, name, given) => {
  if (!Array.isArray(given)) return checkInteger(where, name, given);
  if (given.length === 1) return checkInteger(where, `${name}[0]`, given[0]);
  throw new TypeError(
    `${where}: expected ${name} to be a whole number or a list of one, received ${name}=${
      formatValue(given)
    }`,
  );
});

/** Something that has to be left out, because of `reason`. */
const never = (reason: string) =>
  row<false, false, false>(false, (where, name, given) => {
    if (given === false) return given;
    throw new TypeError(
      `${where}: expected ${name} to be false, received ${name}=${formatValue(given)}; ${reason}`,
    );
  });

const OPTIONS = [
  ["axis", AXIS],
  ["momentum", finite(0.99, { min: 0, max: 1 })],
  ["epsilon", finite(1e-3, { min: 0 })],
  ...STARTS,
  ["movingMeanInitializer", initializer("zeros")],
  ["movingVarianceInitializer", initializer("ones")],
  ...LIMITS,
  ["renorm", never("it is not there yet")],
  ["renormClipping", notYet()],
  ["renormMomentum", finite(0.99)],
  ["synchronized", never("there is one device at a time")],
] as const satisfies RowsOf<BatchNormalizationOptions, Positional>;

/**
 * `gamma (x - mean) / sqrt(variance + epsilon) + beta`: in training with the mean and the variance of
 * each channel over the batch and all other axes, else with moving ones.
 *
 * Each training call moves them: `moving = momentum moving + (1 - momentum) now`. A layer that is not
 * trainable uses the moving ones in training too, and leaves them alone. Steps that a mask of one
 * axis less than the inputs leaves out do not count.
 *
 * Input and output shape `(batch, ..., channels)`; masks go on. State, created at the first call, all
 * of shape `(channels,)`: `gamma`, `beta`, and, not trained, `movingMean` and `movingVariance`.
 * Source: Ioffe and Szegedy, Batch Normalization, 2015.
 *
 * @throws {TypeError} at a call with inputs of another number of axes or channels than at the first
 *   one, or a mask of another number of axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.BatchNormalization({ epsilon: 0, momentum: 0.5 });
 * assertEquals(layer([[1], [3]], { training: true }).numpy().toArray(), [[-1], [1]]);
 * assertEquals(layer.movingMean!.numpy().toArray(), [1]);
 * ```
 */
export class BatchNormalization extends AffineNormalization {
  static override readonly rows: Rows = OPTIONS;
  /** Moving means, once built. */
  movingMean: Variable | undefined;
  /** Moving variances, once built. */
  movingVariance: Variable | undefined;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Axis, momentum, epsilon, which of the weights there are, and the rest. */
  constructor(...args: LayerArguments<BatchNormalizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own);
    this.#options = own;
  }

  protected override get callParameters(): readonly string[] {
    return ["training", "mask"];
  }

  override build(inputShape: SymbolicShape): void {
    const { axis, movingMeanInitializer, movingVarianceInitializer } = this.#options;
    axesFor(this.label, [axis], inputShape);
    if (inputShape.length < 2) {
      throw new TypeError(
        `Cannot build ${this.label}: expected inputs of at least 2 dimensions, received shape ${
          formatShape(inputShape)
        }`,
      );
    }
    const channels = knownDim(this.label, inputShape, axis, "the number of channels");
    const shape = [channels];
    this.addAffine(shape);
    const kept = { shape, trainable: false, autocast: false };
    this.movingMean = this.addWeight("moving_mean", {
      ...kept,
      initializer: movingMeanInitializer,
    });
    this.movingVariance = this.addWeight("moving_variance", {
      ...kept,
      initializer: movingVarianceInitializer,
    });
    this.inputSpec = new InputSpec({ ndim: inputShape.length, axes: { [axis]: channels } });
  }

  override call(inputs: Tensor, options: CallOptions): Tensor {
    const [axis] = axesFor(this.label, [this.#options.axis], inputs.shape) as [number];
    const mask = oneMask(options.mask);
    if (mask && mask.rank !== inputs.rank - 1) {
      throw new TypeError(
        `Cannot call ${this.label}: expected a mask of one dimension less than inputs of shape ${
          formatShape(inputs.shape)
        }, received shape ${formatShape(mask.shape)}`,
      );
    }
    return internally(() => {
      const x = cast(inputs, widened(inputs.dtype));
      const isTraining = options.training === true && this.trainable;
      const y = isTraining ? this.#train(x, axis, mask) : this.#infer(x, axis);
      return cast(y, this.computeDtype);
    });
  }

  #infer(x: Tensor, axis: number): Tensor {
    const moments = [this.movingMean!, this.movingVariance!].map((it) => cast(it.take(), x.dtype));
    return this.#normalize(x, axis, moments[0]!, moments[1]!);
  }

  #normalize(x: Tensor, axis: number, mean: Tensor, variance: Tensor): Tensor {
    const channels = x.shape[axis]!;
    const gamma = this.gamma && this.gammaLike(x, channels);
    const beta = this.beta && this.betaLike(x, channels);
    return byMoments(x, axis, { mean, variance, gamma, beta, epsilon: this.#options.epsilon });
  }

  #train(x: Tensor, axis: number, mask: Tensor | undefined): Tensor {
    if (mask) {
      const [mean, variance] = maskedMoments(x, axis, mask);
      this.#move(mean, variance);
      return this.#normalize(x, axis, mean, variance);
    }
    const channels = x.shape[axis]!;
    const weights = [this.gammaLike(x, channels), this.betaLike(x, channels)] as const;
    const [y, mean, variance] = normalizeChannels(x, axis, ...weights, this.#options.epsilon);
    this.#move(mean, variance);
    return y;
  }

  #move(mean: Tensor, variance: Tensor): void {
    const { momentum } = this.#options;
    this.movingMean!.assign(moved(this.movingMean!, mean, momentum));
    this.movingVariance!.assign(moved(this.movingVariance!, variance, momentum));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
