/**
 * Constraints on weights: functions that put a weight back where it may be, which an optimizer
 * applies after each update.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { asTensor } from "../ops/convert.ts";
import type { Tensor } from "../ops/tensor.ts";

/** A function from a weight to the nearest one that is allowed. */
export type Constraint = (weight: Tensor) => Tensor;

/** A constraint as an option: a function, a name, or none. */
export type ConstraintIdentifier = Constraint | string | null;

/** Keeps the denominators of norms away from 0, as Keras's epsilon. */
const EPSILON = 1e-7;

const normOf = (weight: tfjs.Tensor, axis: number) =>
  tfjs.sqrt(tfjs.sum(tfjs.square(weight), axis, true));

/** Norms along `axis` (default 0) of at most `maxValue` (default 2). */
export function maxNorm(
  { maxValue = 2, axis = 0 }: { maxValue?: number; axis?: number } = {},
): Constraint {
  checkFinite("tf.keras.constraints.maxNorm", "maxValue", maxValue, { min: 0 });
  return (weight) =>
    asTensor(tfjs.tidy(() => {
      const norms = normOf(weight, axis);
      const desired = tfjs.clipByValue(norms, 0, maxValue);
      return tfjs.mul(weight, tfjs.div(desired, tfjs.add(norms, EPSILON)));
    }));
}

/** No negative weights. */
export function nonNeg(): Constraint {
  return (weight) =>
    asTensor(tfjs.tidy(() => tfjs.mul(weight, tfjs.cast(tfjs.greaterEqual(weight, 0), "float32"))));
}

/** Norms along `axis` (default 0) of 1. */
export function unitNorm({ axis = 0 }: { axis?: number } = {}): Constraint {
  return (weight) =>
    asTensor(tfjs.tidy(() => tfjs.div(weight, tfjs.add(normOf(weight, axis), EPSILON))));
}

const byName: Readonly<Record<string, () => Constraint>> = {
  max_norm: maxNorm,
  maxNorm,
  non_neg: nonNeg,
  nonNeg,
  unit_norm: unitNorm,
  unitNorm,
};

/** The constraint of an identifier, `undefined` for none. */
export function getConstraint(
  where: string,
  name: string,
  identifier: ConstraintIdentifier | undefined,
): Constraint | undefined {
  if (identifier === null || identifier === undefined) return undefined;
  if (typeof identifier === "function") return identifier;
  const make = typeof identifier === "string" ? byName[identifier] : undefined;
  if (!make) {
    throw new RangeError(
      `${where}: expected ${name} to be a constraint or a known name, received ${name}=${
        formatValue(identifier)
      }; ${suggestName(String(identifier), Object.keys(byName))}`,
    );
  }
  return make();
}
