/**
 * Initializers that draw from a distribution of given limits or moments.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  checkDType,
  checkFloatLimits,
  checkIntegerLimits,
  checkMoments,
} from "../random/arguments.ts";
import { ownTensor } from "../random/distributions.ts";
import {
  drawIntegers,
  drawNormal,
  drawTruncatedNormal,
  drawUniform,
  type Limits,
  type Moments,
  type Source,
} from "../random/draw.ts";
import type { InitializerConfig } from "./initializer.ts";
import { checkInitializerOptions, sizeOf } from "./options.ts";
import { RandomInitializer, type SeedOptions } from "./random_initializer.ts";

/** Options of {@linkcode RandomUniform}. */
export interface RandomUniformOptions extends SeedOptions {
  /** Lower limit, included; default -0.05. */
  minval?: number;
  /** Upper limit, excluded; default 0.05. */
  maxval?: number;
}

/**
 * Uniform numbers in `[minval, maxval)`; whole ones for a weight of dtype int32.
 *
 * @throws {RangeError} for `minval >= maxval` and limits that are not finite
 */
export class RandomUniform extends RandomInitializer {
  readonly #limits: Limits;

  /** Takes the options. */
  constructor(options: RandomUniformOptions = {}) {
    checkInitializerOptions(new.target.name, options, ["minval", "maxval", "seed"]);
    super(options);
    const { minval = -0.05, maxval = 0.05 } = options;
    this.#limits = checkFloatLimits(this.className, minval, maxval);
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { ...this.#limits, ...super.getConfig() };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const size = sizeOf(shape);
    if (checkDType(this.className, dtype, ["float32", "int32"]) === "float32") {
      return ownTensor(drawUniform(this.source(), size, this.#limits), shape);
    }
    const { minval, maxval } = this.#limits;
    const limits = checkIntegerLimits(this.className, minval, maxval);
    return ownTensor(drawIntegers(this.source(), size, limits), shape);
  }
}

/** Options of {@linkcode RandomNormal} and {@linkcode TruncatedNormal}. */
export interface RandomNormalOptions extends SeedOptions {
  /** Default 0. */
  mean?: number;
  /** Standard deviation, before any truncation; default 0.05. */
  stddev?: number;
}

/** Base class of the initializers that draw normals. */
export abstract class NormalInitializer extends RandomInitializer {
  readonly #moments: Moments;

  /** Takes the options. */
  constructor(options: RandomNormalOptions = {}) {
    checkInitializerOptions(new.target.name, options, ["mean", "stddev", "seed"]);
    super(options);
    this.#moments = checkMoments(this.className, options.mean ?? 0, options.stddev ?? 0.05);
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { ...this.#moments, ...super.getConfig() };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    checkDType(this.className, dtype, ["float32"]);
    return ownTensor(this.draw(this.source(), sizeOf(shape), this.#moments), shape);
  }

  /** @internal */
  protected abstract draw(source: Source, size: number, moments: Moments): Float32Array;
}

/**
 * Normal numbers.
 *
 * @throws {RangeError} for a negative `stddev` and moments that are not finite
 */
export class RandomNormal extends NormalInitializer {
  /** @internal */
  protected override draw(source: Source, size: number, moments: Moments): Float32Array {
    return drawNormal(source, size, moments);
  }
}

/**
 * Normal numbers less than two standard deviations from the mean.
 *
 * @throws {RangeError} for a negative `stddev` and moments that are not finite
 */
export class TruncatedNormal extends NormalInitializer {
  /** @internal */
  protected override draw(source: Source, size: number, moments: Moments): Float32Array {
    return drawTruncatedNormal(source, size, moments);
  }
}
