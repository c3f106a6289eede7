/**
 * Constraints on weights: functions that put a weight back where it may be, which an optimizer
 * applies after each update.
 *
 * @module
 */
import { checkFinite, checkInteger } from "../errors/checks.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { add, multiply } from "../ops/math/arithmetic.ts";
import { divide } from "../ops/math/division_true.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { cast } from "../ops/math/cast.ts";
import { greaterEqual } from "../ops/math/comparison.ts";
import { square } from "../primitives/math/arithmetic.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { axisOf } from "../primitives/support/infer.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type FunctionConfig, FunctionRegistry } from "../objects/function_registry.ts";

/** A function from a weight to the nearest one that is allowed. */
export type Constraint = (weight: Tensor) => Tensor;

/** A constraint as an option: a function, a name, a configuration, or none. */
export type ConstraintIdentifier = Constraint | string | FunctionConfig | null;

/** A constraint of this library, which also takes variables and nested arrays. */
export type Limit = (weight: TensorLike) => Tensor;

/** Constraints by name. */
export const constraints: FunctionRegistry<Constraint> = new FunctionRegistry<Constraint>(
  "constraint",
  {
    MaxNorm: (options) => maxNorm(options),
    max_norm: (options) => maxNorm(options),
    maxNorm: (options) => maxNorm(options),
    NonNeg: () => nonNeg(),
    non_neg: () => nonNeg(),
    nonNeg: () => nonNeg(),
    UnitNorm: (options) => unitNorm(options),
    unit_norm: (options) => unitNorm(options),
    unitNorm: (options) => unitNorm(options),
  },
);

/** Keeps the denominators of norms away from 0, as Keras's epsilon. */
const EPSILON = 1e-7;

const normOf = (where: string, weight: Tensor, axis: number): Tensor => {
  const along = axisOf(where, axis, weight.rank);
  return sqrt(reduceSum(square(weight), [along], true));
};

/** Options of {@linkcode maxNorm}. */
export interface MaxNormOptions {
  /** Largest norm, >= 0; default 2. */
  maxValue?: number | undefined;
  /** Axis along which norms are taken; default 0. */
  axis?: number | undefined;
}

/**
 * Norms along an axis of at most `maxValue`.
 *
 * @throws {RangeError} for a `maxValue` below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const limit = tf.keras.constraints.maxNorm(1);
 * assertAlmostEquals(Number(tf.reduceMax(limit([[3], [4]]))), 0.8, 1e-6);
 * ```
 */
export const maxNorm: Operation<MaxNormOptions, ["maxValue", "axis"], Limit> = bind(
  "tf.keras.constraints.maxNorm",
  ["maxValue", "axis"],
  0,
  (maxValue = 2, axis = 0) => {
    const where = "tf.keras.constraints.maxNorm";
    checkFinite(where, "maxValue", maxValue, { min: 0 });
    checkInteger(where, "axis", axis);
    const limit = (value: TensorLike) =>
      internally(() => {
        const weight = asTensor(where, value);
        const norms = normOf(where, weight, axis);
        const desired = clipByValue(norms, 0, maxValue);
        return multiply(weight, divide(desired, add(norms, EPSILON)));
      });
    constraints.describe(limit, "MaxNorm", { max_value: maxValue, axis });
    return limit;
  },
);

/** No negative weights. */
export const nonNeg: Operation<Record<never, never>, [], Limit> = bind(
  "tf.keras.constraints.nonNeg",
  [],
  0,
  () => {
    const cut = (value: TensorLike) =>
      internally(() => {
        const weight = asTensor("tf.keras.constraints.nonNeg", value);
        return multiply(weight, cast(greaterEqual(weight, 0), weight.dtype));
      });
    constraints.describe(cut, "NonNeg", {});
    return cut;
  },
);

/** Options of {@linkcode unitNorm}. */
export interface UnitNormOptions {
  /** Axis along which norms are taken; default 0. */
  axis?: number | undefined;
}

/** Norms along an axis (default 0) of 1. */
export const unitNorm: Operation<UnitNormOptions, ["axis"], Limit> = bind(
  "tf.keras.constraints.unitNorm",
  ["axis"],
  0,
  (axis = 0) => {
    const where = "tf.keras.constraints.unitNorm";
    checkInteger(where, "axis", axis);
    const scale = (value: TensorLike) =>
      internally(() => {
        const weight = asTensor(where, value);
        return divide(weight, add(normOf(where, weight, axis), EPSILON));
      });
    constraints.describe(scale, "UnitNorm", { axis });
    return scale;
  },
);

/**
 * The constraint that an identifier stands for; `undefined` for `null`.
 *
 * @throws {RangeError} for an unknown name.
 */
export function get(identifier: ConstraintIdentifier): Constraint | undefined {
  return constraints.get("tf.keras.constraints.get", "identifier", identifier);
}

/** The configuration of a constraint, the name of an own function, `null` for none. */
export function serialize(constraint: Constraint | undefined): FunctionConfig | string | null {
  return constraints.serialize(constraint);
}

/**
 * The constraint of a configuration, as {@linkcode serialize} or Keras made it.
 *
 * @throws {RangeError} for an unknown class name.
 */
export function deserialize(config: ConstraintIdentifier): Constraint | undefined {
  return constraints.get("tf.keras.constraints.deserialize", "config", config);
}
