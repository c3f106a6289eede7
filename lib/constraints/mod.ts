/**
 * Constraints on weights: functions that put a weight back where it may be, which an optimizer
 * applies after each update.
 *
 * @module
 */
import { checkFinite, checkInteger } from "../errors/checks.ts";
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

const normOf = (weight: Tensor, axis: number): Tensor => {
  const along = axisOf("keras.constraints", axis, weight.rank);
  return sqrt(reduceSum(square(weight), [along], true));
};

/** Options of {@linkcode maxNorm}. */
export interface MaxNormOptions {
  /** Largest norm, >= 0; default 2. */
  maxValue?: number;
  /** Axis along which norms are taken; default 0. */
  axis?: number;
}

/** Norms along an axis of at most `maxValue`. */
export function maxNorm({ maxValue = 2, axis = 0 }: MaxNormOptions = {}): Constraint {
  checkFinite("tf.keras.constraints.maxNorm", "maxValue", maxValue, { min: 0 });
  checkInteger("tf.keras.constraints.maxNorm", "axis", axis);
  const limit = (weight: Tensor) =>
    internally(() => {
      const norms = normOf(weight, axis);
      const desired = clipByValue(norms, 0, maxValue);
      return multiply(weight, divide(desired, add(norms, EPSILON)));
    });
  return constraints.describe(limit, "MaxNorm", { max_value: maxValue, axis });
}

/** No negative weights. */
export function nonNeg(): Constraint {
  const cut = (weight: Tensor) =>
    internally(() => multiply(weight, cast(greaterEqual(weight, 0), weight.dtype)));
  return constraints.describe(cut, "NonNeg", {});
}

/** Norms along an axis (default 0) of 1. */
export function unitNorm({ axis = 0 }: { axis?: number } = {}): Constraint {
  checkInteger("tf.keras.constraints.unitNorm", "axis", axis);
  const scale = (weight: Tensor) =>
    internally(() => divide(weight, add(normOf(weight, axis), EPSILON)));
  return constraints.describe(scale, "UnitNorm", { axis });
}
