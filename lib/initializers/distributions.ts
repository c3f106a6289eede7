/**
 * Initializers that draw from a distribution of given limits or moments.
 *
 * @module
 */
import type { DType, StorageOf } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import {
  checkDType,
  checkFloatLimits,
  checkIntegerLimits,
  checkMoments,
} from "../random/arguments.ts";
import {
  drawIntegers,
  drawNormal,
  drawTruncatedNormal,
  type Limits,
  type Moments,
  type Source,
} from "../random/draw.ts";
import {
  FLOAT_DTYPES,
  type FloatDType,
  type IntegerDType,
  isFloatDType,
} from "../random/rounding.ts";
import type { Shape } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { InitializerConfig } from "./initializer.ts";
import { RandomInitializer, type SeedOptions } from "./random_initializer.ts";

/** Arguments of {@linkcode RandomUniform}. */
export interface RandomUniformOptions extends SeedOptions {
  /** Lower limit, included; default -0.05. */
  minval?: number | null;
  /** Upper limit, excluded; default 0.05. */
  maxval?: number | null;
}

const UNIFORM = ["minval", "maxval", "seed"] as const;
const NORMAL = ["mean", "stddev", "seed"] as const;
const DTYPES: readonly (FloatDType | IntegerDType)[] = [...FLOAT_DTYPES, "int32", "int64"];

/**
 * Uniform numbers in `[minval, maxval)`; whole ones for a weight of dtype int32 or int64.
 *
 * @throws {RangeError} for `minval >= maxval` and limits that are not finite
 */
export class RandomUniform extends RandomInitializer {
  readonly #limits: Limits;

  /**
   * Takes the options.
   *
   * @param args Limits and seed.
   */
  constructor(...args: Arguments<RandomUniformOptions, typeof UNIFORM>) {
    const where = new.target.name;
    const { limits, seed } = fromCaller(new.target, () => {
      const [minval, maxval, seed] = boundValues<RandomUniformOptions, typeof UNIFORM>(
        where,
        UNIFORM,
        0,
        args,
      );
      return { limits: checkFloatLimits(where, minval ?? -0.05, maxval ?? 0.05), seed };
    });
    super({ seed: seed ?? null });
    this.#limits = limits;
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { ...this.#limits, ...super.getConfig() };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const where = this.className;
    const type = checkDType(where, dtype, DTYPES);
    const { minval, maxval } = this.#limits;
    if (isFloatDType(type)) return this.drawnUniform(shape, type, minval, maxval);
    const limits = checkIntegerLimits(where, minval, maxval, type);
    return this.drawn(shape, type, (source, size) => drawIntegers(source, size, limits, type));
  }
}

/** Arguments of {@linkcode RandomNormal} and {@linkcode TruncatedNormal}. */
export interface RandomNormalOptions extends SeedOptions {
  /** Default 0. */
  mean?: number | null;
  /** Standard deviation, before any truncation; default 0.05. */
  stddev?: number | null;
}

/** Base class of the initializers that draw normals. */
export abstract class NormalInitializer extends RandomInitializer {
  readonly #moments: Moments;

  /**
   * Takes the options.
   *
   * @param args Moments and seed.
   */
  constructor(...args: Arguments<RandomNormalOptions, typeof NORMAL>) {
    const where = new.target.name;
    const { moments, seed } = fromCaller(new.target, () => {
      const [mean, stddev, seed] = boundValues<RandomNormalOptions, typeof NORMAL>(
        where,
        NORMAL,
        0,
        args,
      );
      return { moments: checkMoments(where, mean ?? 0, stddev ?? 0.05), seed };
    });
    super({ seed: seed ?? null });
    this.#moments = moments;
  }

  /** The options that make an equal initializer. */
  override getConfig(): InitializerConfig {
    return { ...this.#moments, ...super.getConfig() };
  }

  /** A tensor of the given shape and dtype. */
  override call(shape: Shape, dtype: DType): Tensor {
    const where = this.className;
    const type = checkDType<FloatDType>(where, dtype, FLOAT_DTYPES);
    const moments = checkMoments(where, this.#moments.mean, this.#moments.stddev, type);
    return this.drawn(shape, type, (source, size) => this.draw(source, size, moments, type));
  }

  /** @internal */
  protected abstract draw(
    source: Source,
    size: number,
    moments: Moments,
    dtype: FloatDType,
  ): StorageOf[FloatDType];
}

/**
 * Normal numbers.
 *
 * @throws {RangeError} for a negative `stddev` and moments that are not finite
 */
export class RandomNormal extends NormalInitializer {
  /** @internal */
  protected override draw(
    source: Source,
    size: number,
    moments: Moments,
    dtype: FloatDType,
  ): StorageOf[FloatDType] {
    return drawNormal(source, size, moments, dtype);
  }
}

/**
 * Normal numbers less than two standard deviations from the mean.
 *
 * @throws {RangeError} for a negative `stddev` and moments that are not finite
 */
export class TruncatedNormal extends NormalInitializer {
  /** @internal */
  protected override draw(
    source: Source,
    size: number,
    moments: Moments,
    dtype: FloatDType,
  ): StorageOf[FloatDType] {
    return drawTruncatedNormal(source, size, moments, dtype);
  }
}
