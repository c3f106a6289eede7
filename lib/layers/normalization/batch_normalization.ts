/**
 * BatchNormalization: each channel is normalized over the batch.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, flag } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerFunction, InitializerIdentifier } from "../../initializers/mod.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { widened } from "../../primitives/support/infer.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesFor } from "../base/axes.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { InputSpec } from "../base/input_spec.ts";
import { oneMask } from "../base/masks.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { initializer } from "../base/rows.ts";
import type { WeightOptions } from "../base/weights.ts";
import { knownDim } from "../base/shapes.ts";
import { AffineNormalization, type AffineOptions, LIMITS, STARTS } from "./affine.ts";
import { byMoments, channelMoments, maskedMoments, moved, normalizeChannels } from "./moments.ts";
import {
  corrections,
  moveAverages,
  type RenormClipping,
  renormClipping,
  type RenormState,
} from "./renorm.ts";
import { AXIS, NEVER } from "./rows.ts";

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
  /** Whether moments of a batch are corrected towards moving ones; default `false`. */
  renorm?: boolean | undefined;
  /** How far they may be, with `renorm`; default: no limits. */
  renormClipping?: RenormClipping | null | undefined;
  /** As `momentum`, for the moments of the correction, from 0 to 1; default 0.99. */
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

const OPTIONS = [
  ["axis", AXIS],
  ["momentum", finite(0.99, { min: 0, max: 1 })],
  ["epsilon", finite(1e-3, { min: 0 })],
  ...STARTS,
  ["movingMeanInitializer", initializer("zeros")],
  ["movingVarianceInitializer", initializer("ones")],
  ...LIMITS,
  ["renorm", flag(false)],
  ["renormClipping", renormClipping()],
  ["renormMomentum", finite(0.99, { min: 0, max: 1 })],
  ["synchronized", NEVER],
] as const satisfies RowsOf<BatchNormalizationOptions, Positional>;

/**
 * `gamma (x - mean) / sqrt(variance + epsilon) + beta`: in training with the mean and the variance of
 * each channel over the batch and all other axes, else with moving ones.
 *
 * Each training call moves them: `moving = momentum moving + (1 - momentum) now`. A layer that is not
 * trainable uses the moving ones in training too, and leaves them alone. Steps that a mask of one
 * axis less than the inputs leaves out do not count. With `renorm`, what is normalized in training is
 * corrected to `x r + d`, so that it is what moving moments would give, within limits.
 *
 * Input and output shape `(batch, ..., channels)`; masks go on. State, created at the first call, all
 * of shape `(channels,)`: `gamma`, `beta`, and, not trained, `movingMean` and `movingVariance`;
 * with `renorm` also `movingStddev`, `renormMean` and `renormStddev`. Source: Ioffe and Szegedy, Batch
 * Normalization, 2015; Ioffe, Batch Renormalization, 2017.
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
  #renorm: RenormState | undefined;

  /** @param args Axis, momentum, epsilon, which of the weights there are, and the rest. */
  constructor(...args: LayerArguments<BatchNormalizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own);
    this.#options = own;
  }

  protected override get callParameters(): readonly string[] {
    return ["training", "mask"];
  }

  protected override get trainingDefault(): null {
    return null;
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
    const addKept = (name: string, initializer: WeightOptions["initializer"]) =>
      this.addWeight(name, { shape, trainable: false, autocast: false, initializer });
    this.movingMean = addKept("moving_mean", movingMeanInitializer);
    this.movingVariance = addKept("moving_variance", movingVarianceInitializer);
    if (this.#options.renorm) this.#addRenorm(addKept);
    this.inputSpec = new InputSpec({ ndim: inputShape.length, axes: { [axis]: channels } });
  }

  #addRenorm(add: (name: string, initializer: WeightOptions["initializer"]) => Variable): void {
    const { movingMeanInitializer, movingVarianceInitializer } = this.#options;
    const deviation: InitializerFunction = (shape, dtype) =>
      sqrt(movingVarianceInitializer([...shape], dtype));
    this.#renorm = {
      movingMean: this.movingMean!,
      movingVariance: this.movingVariance!,
      movingStddev: add("moving_stddev", deviation),
      renormMean: add("renorm_mean", movingMeanInitializer),
      renormStddev: add("renorm_stddev", deviation),
    };
  }

  /** Moving deviations, once built with `renorm`. */
  get movingStddev(): Variable | undefined {
    return this.#renorm?.movingStddev;
  }

  /** Moving means of the correction, once built with `renorm`. */
  get renormMean(): Variable | undefined {
    return this.#renorm?.renormMean;
  }

  /** Moving deviations of the correction, once built with `renorm`. */
  get renormStddev(): Variable | undefined {
    return this.#renorm?.renormStddev;
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
    const [channels, { epsilon }] = [x.shape[axis]!, this.#options];
    const mean = cast(this.movingMean!.take(), x.dtype);
    const variance = cast(this.movingVariance!.take(), x.dtype);
    const gamma = this.gamma && this.gammaLike(x, channels);
    const beta = this.beta && this.betaLike(x, channels);
    return byMoments(x, axis, { mean, variance, gamma, beta, epsilon });
  }

  #train(x: Tensor, axis: number, mask: Tensor | undefined): Tensor {
    const [channels, { epsilon }] = [x.shape[axis]!, this.#options];
    let [gamma, beta] = [this.gammaLike(x, channels), this.betaLike(x, channels)];
    if (!mask && !this.#renorm) {
      const [y, ...moments] = normalizeChannels(x, axis, gamma, beta, epsilon);
      this.#move(...moments);
      return y;
    }
    const [mean, variance] = mask ? maskedMoments(x, axis, mask) : channelMoments(x, axis);
    if (this.#renorm) {
      const [r, d] = corrections(mean, variance, this.#renorm, this.#options);
      [gamma, beta] = [multiply(r, gamma), add(multiply(d, gamma), beta)];
    }
    this.#move(mean, variance);
    return byMoments(x, axis, { mean, variance, gamma, beta, epsilon });
  }

  #move(mean: Tensor, variance: Tensor): void {
    if (this.#renorm) return moveAverages(mean, variance, this.#renorm, this.#options);
    const { momentum } = this.#options;
    this.movingMean!.assign(moved(this.movingMean!, mean, momentum));
    this.movingVariance!.assign(moved(this.movingVariance!, variance, momentum));
  }

  override getConfig(): Record<string, unknown> {
    const config = { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
    const { renorm, renormClipping } = this.#options;
    return renorm ? { ...config, renorm_clipping: renormClipping ?? {} } : config;
  }
}
