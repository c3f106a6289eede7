/**
 * Constraints on weights, by class, name, configuration or function.
 *
 * @module
 */
import type { ConstraintName } from "../configuration/names.ts";
import {
  fromIdentifier,
  type Kind,
  makerOf,
  toConfiguration,
} from "../configuration/identifier.ts";
import { type CustomObjects, registerBuiltIns } from "../configuration/registry.ts";
import type { SerializedObject } from "../configuration/serialization.ts";
import { bind, type Operation } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constraint } from "./constraint.ts";
import { NonNeg, type NonNegArguments } from "./non_neg.ts";
import {
  MaxNorm,
  type MaxNormArguments,
  MinMaxNorm,
  type MinMaxNormArguments,
  UnitNorm,
  type UnitNormArguments,
} from "./norms.ts";

export { Constraint } from "./constraint.ts";
export { NonNeg, type NonNegArguments } from "./non_neg.ts";
export {
  MaxNorm,
  type MaxNormArguments,
  type MaxNormOptions,
  MinMaxNorm,
  type MinMaxNormArguments,
  type MinMaxNormOptions,
  type NormAxis,
  UnitNorm,
  type UnitNormArguments,
} from "./norms.ts";

/** A function from a weight to the nearest one that is allowed: a {@linkcode Constraint}, or any other. */
export type ConstraintFunction = (w: Tensor) => Tensor;

/** A constraint as an option: an instance, a class, a function, a name, a configuration, or none. */
export type ConstraintIdentifier =
  | ConstraintFunction
  | (new () => Constraint)
  | ConstraintName
  | SerializedObject
  | null;

const KIND: Kind = { module: "keras.constraints", noun: "a constraint" };

registerBuiltIns(KIND.module, {
  Constraint,
  constraint: Constraint,
  MaxNorm,
  maxNorm: MaxNorm,
  max_norm: MaxNorm,
  MinMaxNorm,
  minMaxNorm: MinMaxNorm,
  min_max_norm: MinMaxNorm,
  NonNeg,
  nonNeg: NonNeg,
  non_neg: NonNeg,
  UnitNorm,
  unitNorm: UnitNorm,
  unit_norm: UnitNorm,
});

/** Makes a {@linkcode MaxNorm}. */
export const maxNorm: (...args: MaxNormArguments) => MaxNorm = makerOf("maxNorm", MaxNorm);

/** Makes a {@linkcode MinMaxNorm}. */
export const minMaxNorm: (...args: MinMaxNormArguments) => MinMaxNorm = makerOf(
  "minMaxNorm",
  MinMaxNorm,
);

/** Makes a {@linkcode NonNeg}. */
export const nonNeg: (...args: NonNegArguments) => NonNeg = makerOf("nonNeg", NonNeg);

/** Makes a {@linkcode UnitNorm}. */
export const unitNorm: (...args: UnitNormArguments) => UnitNorm = makerOf("unitNorm", UnitNorm);

/**
 * The constraint of an identifier; `undefined` for `null` or nothing.
 *
 * @throws {RangeError} for an unknown name.
 */
export function getConstraint(
  where: string,
  identifier: ConstraintIdentifier | string | undefined,
  name: string,
  customObjects: CustomObjects = {},
): ConstraintFunction | undefined {
  const found = fromIdentifier(where, name, identifier, KIND, customObjects);
  return found === null ? undefined : found as ConstraintFunction;
}

/** Argument of {@linkcode get}. */
export interface GetConstraintArguments {
  /** An instance, a class, a function, a name in any spelling, a configuration, or `null`. */
  identifier: ConstraintIdentifier | string;
}

/**
 * The constraint that an identifier stands for; `null` for `null`.
 *
 * @throws {RangeError} for an unknown name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const limit = tf.keras.constraints.get("non_neg")!;
 * assertEquals(limit(tf.constant([10, -1])).numpy().toArray(), [10, 0]);
 * ```
 */
export const get: Operation<GetConstraintArguments, ["identifier"], ConstraintFunction | null> =
  bind(
    "tf.keras.constraints.get",
    ["identifier"],
    1,
    (identifier) => getConstraint("tf.keras.constraints.get", identifier, "identifier") ?? null,
    ["identifier"],
  );

/** Argument of {@linkcode serialize}. */
export interface SerializeConstraintArguments {
  /** A constraint, or `null`. */
  constraint: ConstraintFunction | null;
}

/**
 * The configuration of a constraint, from which {@linkcode deserialize} makes an equal one.
 *
 * @throws {TypeError} for a function without a name, or a class without `getConfig`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { MaxNorm, deserialize, serialize } = tf.keras.constraints;
 * const config = serialize(new MaxNorm(3, [0, 1]));
 * assertEquals(serialize(deserialize(config)!), config);
 * ```
 */
export const serialize: Operation<
  SerializeConstraintArguments,
  ["constraint"],
  SerializedObject | string | null
> = bind(
  "tf.keras.constraints.serialize",
  ["constraint"],
  1,
  (constraint) => toConfiguration("tf.keras.constraints.serialize", constraint),
);

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeConstraintArguments {
  /** A configuration, as {@linkcode serialize} or Keras made it, or a name. */
  config: ConstraintIdentifier | string;
  /** Own functions and classes by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The constraint of a configuration, as {@linkcode serialize} or Keras made it.
 *
 * @throws {RangeError} for an unknown class name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const config = { class_name: "MaxNorm", config: { max_value: 1, axis: 0 } };
 * const limit = tf.keras.constraints.deserialize(config)!;
 * assertAlmostEquals(Number(tf.reduceMax(limit(tf.constant([3, 4])))), 0.8, 1e-6);
 * ```
 */
export const deserialize: Operation<
  DeserializeConstraintArguments,
  ["config", "customObjects"],
  ConstraintFunction | null
> = bind(
  "tf.keras.constraints.deserialize",
  ["config", "customObjects"],
  1,
  (config, customObjects) =>
    getConstraint("tf.keras.constraints.deserialize", config, "config", customObjects ?? {}) ??
      null,
  ["config"],
);
