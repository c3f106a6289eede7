/**
 * Constraints on weights: functions that put a weight back where it may be, which an optimizer
 * applies after each update.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { checkFinite, checkInteger } from "../errors/checks.ts";
import { asTensor } from "../ops/convert.ts";
import type { Tensor } from "../ops/tensor.ts";
import { type FunctionConfig, FunctionRegistry } from "./function_registry.ts";

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

const normOf = (weight: tfjs.Tensor, axis: number) =>
  tfjs.sqrt(tfjs.sum(tfjs.square(weight), axis, true));

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
    asTensor(tfjs.tidy(() => {
      const norms = normOf(weight, axis);
      const desired = tfjs.clipByValue(norms, 0, maxValue);
      return tfjs.mul(weight, tfjs.div(desired, tfjs.add(norms, EPSILON)));
    }));
  return constraints.describe(limit, "MaxNorm", { max_value: maxValue, axis });
}

/** No negative weights. */
export function nonNeg(): Constraint {
  const cut = (weight: Tensor) =>
    asTensor(tfjs.tidy(() => tfjs.mul(weight, tfjs.cast(tfjs.greaterEqual(weight, 0), "float32"))));
  return constraints.describe(cut, "NonNeg", {});
}

/** Norms along an axis (default 0) of 1. */
export function unitNorm({ axis = 0 }: { axis?: number } = {}): Constraint {
  checkInteger("tf.keras.constraints.unitNorm", "axis", axis);
  const scale = (weight: Tensor) =>
    asTensor(tfjs.tidy(() => tfjs.div(weight, tfjs.add(normOf(weight, axis), EPSILON))));
  return constraints.describe(scale, "UnitNorm", { axis });
}
