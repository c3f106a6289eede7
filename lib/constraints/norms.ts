/**
 * Constraints on the norms of weights along axes.
 *
 * @module
 */
import { type Made, readOptions, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite, integers } from "../configuration/rows.ts";
import { fromCaller } from "../errors/caller.ts";
import type { Arguments } from "../ops/bind.ts";
import { asAxes } from "../ops/integers.ts";
import { cast } from "../primitives/math/cast.ts";
import { add, divide, multiply, square } from "../primitives/math/arithmetic.ts";
import { clip } from "../primitives/math/clip.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constraint } from "./constraint.ts";

/** Keras's epsilon, which keeps denominators away from 0. */
const EPSILON = 1e-7;

/** The option that all of them have. */
export interface NormAxis {
  /** Axis or axes along which norms are taken; default 0. */
  axis?: number | readonly number[];
}

/**
 * A weight times `factor(norms)`, the norms along axes. Floats of 16 bits are squared in float32,
 * where squares fit.
 */
function scaled(
  where: string,
  weight: Tensor,
  axis: number | readonly number[],
  factor: (norms: Tensor, number: (x: number) => Tensor) => Tensor,
): Tensor {
  const axes = asAxes(where, axis, weight.rank);
  return internally(() => {
    const isNarrow = weight.dtype === "float16" || weight.dtype === "bfloat16";
    const w = isNarrow ? cast(weight, "float32") : weight;
    const norms = sqrt(reduceSum(square(w), axes, true));
    const result = multiply(w, factor(norms, (x) => scalar(x, w.dtype)));
    return isNarrow ? cast(result, weight.dtype) : result;
  });
}

/** Arguments of {@linkcode MaxNorm}. */
export interface MaxNormOptions extends NormAxis {
  /** Largest norm, >= 0; default 2. */
  maxValue?: number;
}

const MAX_NORM = [
  ["maxValue", finite(2, { min: 0 })],
  ["axis", integers(0)],
] as const satisfies RowsOf<MaxNormOptions, ["maxValue", "axis"]>;

/** Ways to give the arguments of {@linkcode MaxNorm}. */
export type MaxNormArguments = Arguments<MaxNormOptions, readonly ["maxValue", "axis"]>;

/**
 * Norms along axes of at most `maxValue`.
 *
 * @throws {RangeError} for a `maxValue` below 0; when called, for an axis the weight has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const limit = new tf.keras.constraints.MaxNorm(1);
 * assertAlmostEquals(Number(tf.reduceMax(limit([[3], [4]]))), 0.8, 1e-6);
 * ```
 */
export class MaxNorm extends Constraint {
  readonly #options: Made<typeof MAX_NORM>;

  /** @param args The largest norm, and along which axes norms are taken. */
  constructor(...args: MaxNormArguments) {
    const { own } = readOptions(new.target, MAX_NORM, [], args);
    super();
    this.#options = own;
  }

  /** The weight with its norms cut. */
  override call(w: Tensor): Tensor {
    const { maxValue, axis } = this.#options;
    return scaled(this.constructor.name, w, axis, (norms, number) => {
      const desired = clip(norms, number(0), number(maxValue));
      return divide(desired, add(number(EPSILON), norms));
    });
  }

  /** The options that make an equal constraint. */
  override getConfig(): Record<string, unknown> {
    return writeOptions(MAX_NORM, this.#options);
  }
}

/** Arguments of {@linkcode MinMaxNorm}. */
export interface MinMaxNormOptions extends NormAxis {
  /** Smallest norm, >= 0; default 0. */
  minValue?: number;
  /** Largest norm, at least the smallest one; default 1. */
  maxValue?: number;
  /** Which part of the way to the nearest allowed norm is gone at once; default 1. */
  rate?: number;
}

const MIN_MAX_NORM = [
  ["minValue", finite(0, { min: 0 })],
  ["maxValue", finite(1, { min: 0 })],
  ["rate", finite(1)],
  ["axis", integers(0)],
] as const satisfies RowsOf<MinMaxNormOptions, ["minValue", "maxValue", "rate", "axis"]>;

/** Ways to give the arguments of {@linkcode MinMaxNorm}. */
export type MinMaxNormArguments = Arguments<
  MinMaxNormOptions,
  readonly ["minValue", "maxValue", "rate", "axis"]
>;

/**
 * Norms along axes between `minValue` and `maxValue`, or `rate` of the way there.
 *
 * @throws {RangeError} for bounds below 0 or that cross; when called, for an axis the weight has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const limit = new tf.keras.constraints.MinMaxNorm({ minValue: 10, maxValue: 20 });
 * assertAlmostEquals(Number(tf.reduceMax(limit([[3], [4]]))), 8, 1e-5);
 * ```
 */
export class MinMaxNorm extends Constraint {
  readonly #options: Made<typeof MIN_MAX_NORM>;

  /** @param args The bounds, the rate, and along which axes norms are taken. */
  constructor(...args: MinMaxNormArguments) {
    const { own } = readOptions(new.target, MIN_MAX_NORM, [], args);
    const { minValue, maxValue } = own;
    fromCaller(new.target, () => {
      if (minValue <= maxValue) return;
      throw new RangeError(
        `${new.target.name}: expected minValue <= maxValue, received minValue=${minValue} and maxValue=${maxValue}`,
      );
    });
    super();
    this.#options = own;
  }

  /** The weight with its norms moved between the bounds. */
  override call(w: Tensor): Tensor {
    const { minValue, maxValue, rate, axis } = this.#options;
    return scaled(this.constructor.name, w, axis, (norms, number) => {
      const nearest = clip(norms, number(minValue), number(maxValue));
      const desired = add(multiply(number(rate), nearest), multiply(number(1 - rate), norms));
      return divide(desired, add(number(EPSILON), norms));
    });
  }

  /** The options that make an equal constraint. */
  override getConfig(): Record<string, unknown> {
    return writeOptions(MIN_MAX_NORM, this.#options);
  }
}

const UNIT_NORM = [["axis", integers(0)]] as const satisfies RowsOf<NormAxis, ["axis"]>;

/** Ways to give the argument of {@linkcode UnitNorm}. */
export type UnitNormArguments = Arguments<NormAxis, readonly ["axis"]>;

/**
 * Norms along axes of 1.
 *
 * @throws {RangeError} when called, for an axis the weight has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const limit = new tf.keras.constraints.UnitNorm();
 * assertAlmostEquals(Number(tf.reduceMax(limit([[3], [4]]))), 0.8, 1e-6);
 * ```
 */
export class UnitNorm extends Constraint {
  readonly #options: Made<typeof UNIT_NORM>;

  /** @param args Along which axes norms are taken. */
  constructor(...args: UnitNormArguments) {
    const { own } = readOptions(new.target, UNIT_NORM, [], args);
    super();
    this.#options = own;
  }

  /** The weight divided by its norms. */
  override call(w: Tensor): Tensor {
    const { axis } = this.#options;
    return scaled(
      this.constructor.name,
      w,
      axis,
      (norms, number) => divide(number(1), add(number(EPSILON), norms)),
    );
  }

  /** The options that make an equal constraint. */
  override getConfig(): Record<string, unknown> {
    return writeOptions(UNIT_NORM, this.#options);
  }
}
