/**
 * What normalizations share that end in `gamma x + beta`: the options of both weights, and how they
 * are made.
 *
 * @module
 * @internal
 */
import type { Constructed } from "../../configuration/options.ts";
import { flag } from "../../configuration/rows.ts";
import type { ConstraintIdentifier } from "../../constraints/mod.ts";
import { fromCaller } from "../../errors/caller.ts";
import { checkBoolean } from "../../errors/checks.ts";
import type { Variable } from "../../functions/variable.ts";
import type { InitializerIdentifier } from "../../initializers/mod.ts";
import { fill } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { RegularizerIdentifier } from "../../regularizers/mod.ts";
import { type Shape, sizeOf } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { axesFor } from "../base/axes.ts";
import type { WeightOptions } from "../base/weights.ts";
import { Layer } from "../base/layer.ts";
import type { LayerOptions } from "../base/options.ts";
import { constraint, initializer, regularizer } from "../base/rows.ts";

/** Options of normalizations with factors and offsets. */
export interface AffineOptions extends LayerOptions {
  /** Keeps the divisor from 0, >= 0; default 0.001. */
  epsilon?: number | undefined;
  /** Whether `beta` is added; default `true`. */
  center?: boolean | undefined;
  /** Whether the result is multiplied by `gamma`; default `true`. */
  scale?: boolean | undefined;
  /** How `beta` starts; default `"zeros"`. */
  betaInitializer?: InitializerIdentifier | undefined;
  /** How `gamma` starts; default `"ones"`. */
  gammaInitializer?: InitializerIdentifier | undefined;
  /** Penalty on `beta`. */
  betaRegularizer?: RegularizerIdentifier | null | undefined;
  /** Penalty on `gamma`. */
  gammaRegularizer?: RegularizerIdentifier | null | undefined;
  /** Constraint on `beta`. */
  betaConstraint?: ConstraintIdentifier | null | undefined;
  /** Constraint on `gamma`. */
  gammaConstraint?: ConstraintIdentifier | null | undefined;
}

/** Which weights there are, and how they start. */
export const STARTS = [
  ["center", flag(true)],
  ["scale", flag(true)],
  ["betaInitializer", initializer("zeros")],
  ["gammaInitializer", initializer("ones")],
] as const;

/** What holds them. */
export const LIMITS = [
  ["betaRegularizer", regularizer()],
  ["gammaRegularizer", regularizer()],
  ["betaConstraint", constraint()],
  ["gammaConstraint", constraint()],
] as const;

/** What the rows make. */
export interface MadeAffine {
  readonly axis: number | readonly number[];
  readonly center: boolean;
  readonly scale: boolean;
  readonly betaInitializer: WeightOptions["initializer"];
  readonly gammaInitializer: WeightOptions["initializer"];
  readonly betaRegularizer: WeightOptions["regularizer"] | null;
  readonly gammaRegularizer: WeightOptions["regularizer"] | null;
  readonly betaConstraint: WeightOptions["constraint"] | null;
  readonly gammaConstraint: WeightOptions["constraint"] | null;
}

/** A normalization with factors and offsets, in full precision whatever the layer computes in. */
export abstract class AffineNormalization extends Layer {
  /** Factors, once built, if there are any. */
  gamma: Variable | undefined;
  /** Offsets, once built, if there are any. */
  beta: Variable | undefined;
  readonly #affine: MadeAffine;

  /** Takes the options of every layer, and those of the weights. */
  constructor(options: LayerOptions, affine: MadeAffine) {
    super(options);
    this.#affine = affine;
    this.supportsMasking = true;
  }

  /** Creates the weights that there are. */
  protected addAffine(shape: Shape): void {
    const it = this.#affine;
    const weight = { shape, autocast: false };
    if (it.scale) {
      this.gamma = this.addWeight("gamma", {
        ...weight,
        initializer: it.gammaInitializer,
        regularizer: it.gammaRegularizer,
        constraint: it.gammaConstraint,
      });
    }
    if (it.center) {
      this.beta = this.addWeight("beta", {
        ...weight,
        initializer: it.betaInitializer,
        regularizer: it.betaRegularizer,
        constraint: it.betaConstraint,
      });
    }
  }

  /** The factors as a vector, ones if there are none. */
  protected gammaLike(x: Tensor, size: number): Tensor {
    return vector(this.gamma, x, size, 1);
  }

  /** The offsets as a vector, zeros if there are none. */
  protected betaLike(x: Tensor, size: number): Tensor {
    return vector(this.beta, x, size, 0);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    axesFor(this.label, [this.#affine.axis].flat(), inputShape);
    return inputShape;
  }
}

/**
 * Options of a layer whose inputs keep their type, as means of numbers of 16 bits would be too coarse.
 *
 * @param target The class that is being made, `new.target`.
 */
export function uncast(target: Constructed, options: LayerOptions): LayerOptions {
  const { autocast } = options;
  fromCaller(target, () => checkBoolean(target.name, "autocast", autocast ?? false));
  return { ...options, autocast: false };
}

function vector(weight: Variable | undefined, x: Tensor, size: number, value: number): Tensor {
  if (weight === undefined) return fill(value, { dtype: x.dtype, shape: [size] });
  return cast(reshape(weight.take(), [sizeOf(weight.shape)]), x.dtype);
}
