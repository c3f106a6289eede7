/**
 * Penalties on weights and outputs, by class, name, configuration or function.
 *
 * @module
 */
import type { RegularizerName } from "../configuration/names.ts";
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
import { L1, type L1Arguments, L1L2, type L1L2Arguments, L2, type L2Arguments } from "./l1_l2.ts";
import { OrthogonalRegularizer, type OrthogonalRegularizerArguments } from "./orthogonal.ts";
import { Regularizer } from "./regularizer.ts";

export {
  L1,
  type L1Arguments,
  L1L2,
  type L1L2Arguments,
  type L1L2Options,
  type L1Options,
  L2,
  type L2Arguments,
  type L2Options,
} from "./l1_l2.ts";
export {
  OrthogonalRegularizer,
  type OrthogonalRegularizerArguments,
  type OrthogonalRegularizerOptions,
} from "./orthogonal.ts";
export { Regularizer } from "./regularizer.ts";

/** A function from a tensor to a scalar penalty: a {@linkcode Regularizer}, or any other. */
export type RegularizerFunction = (x: Tensor) => Tensor;

/** A regularizer as an option: an instance, a class, a function, a name, a configuration, or none. */
export type RegularizerIdentifier =
  | RegularizerFunction
  | (new () => Regularizer)
  | RegularizerName
  | SerializedObject
  | null;

const KIND: Kind = { module: "keras.regularizers", noun: "a regularizer" };

registerBuiltIns(KIND.module, {
  Regularizer,
  L1,
  l1: L1,
  L2,
  l2: L2,
  L1L2,
  l1L2: L1L2,
  l1l2: L1L2,
  l1_l2: L1L2,
  OrthogonalRegularizer,
  orthogonalRegularizer: OrthogonalRegularizer,
  orthogonal_regularizer: OrthogonalRegularizer,
});

/** Makes an {@linkcode L1}. */
export const l1: (...args: L1Arguments) => L1 = makerOf("l1", L1);

/** Makes an {@linkcode L2}. */
export const l2: (...args: L2Arguments) => L2 = makerOf("l2", L2);

/** Makes an {@linkcode L1L2}. */
export const l1L2: (...args: L1L2Arguments) => L1L2 = makerOf("l1L2", L1L2);

/** Makes an {@linkcode OrthogonalRegularizer}. */
export const orthogonalRegularizer: (
  ...args: OrthogonalRegularizerArguments
) => OrthogonalRegularizer = makerOf("orthogonalRegularizer", OrthogonalRegularizer);

/**
 * The regularizer of an identifier; `undefined` for `null` or nothing.
 *
 * @throws {RangeError} for an unknown name.
 */
export function getRegularizer(
  where: string,
  identifier: RegularizerIdentifier | string | undefined,
  name: string,
  customObjects: CustomObjects = {},
): RegularizerFunction | undefined {
  const found = fromIdentifier(where, name, identifier, KIND, customObjects);
  return found === null ? undefined : found as RegularizerFunction;
}

/** Argument of {@linkcode get}. */
export interface GetRegularizerArguments {
  /** An instance, a class, a function, a name in any spelling, a configuration, or `null`. */
  identifier: RegularizerIdentifier | string;
}

/**
 * The regularizer that an identifier stands for; `null` for `null`.
 *
 * @throws {RangeError} for an unknown name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const penalty = tf.keras.regularizers.get("l2")!;
 * assertEquals(Number(penalty(tf.constant([10, 0]))), 1);
 * ```
 */
export const get: Operation<GetRegularizerArguments, ["identifier"], RegularizerFunction | null> =
  bind(
    "tf.keras.regularizers.get",
    ["identifier"],
    1,
    (identifier) => getRegularizer("tf.keras.regularizers.get", identifier, "identifier") ?? null,
    ["identifier"],
  );

/** Argument of {@linkcode serialize}. */
export interface SerializeRegularizerArguments {
  /** A regularizer, or `null`. */
  regularizer: RegularizerFunction | null;
}

/**
 * The configuration of a regularizer, from which {@linkcode deserialize} makes an equal one.
 *
 * @throws {TypeError} for a function without a name, or a class without `getConfig`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { L1L2, deserialize, serialize } = tf.keras.regularizers;
 * const config = serialize(new L1L2(0.5, 0.25));
 * assertEquals(serialize(deserialize(config)!), config);
 * ```
 */
export const serialize: Operation<
  SerializeRegularizerArguments,
  ["regularizer"],
  SerializedObject | string | null
> = bind(
  "tf.keras.regularizers.serialize",
  ["regularizer"],
  1,
  (regularizer) => toConfiguration("tf.keras.regularizers.serialize", regularizer),
);

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeRegularizerArguments {
  /** A configuration, as {@linkcode serialize} or Keras made it, or a name. */
  config: RegularizerIdentifier | string;
  /** Own functions and classes by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The regularizer of a configuration, as {@linkcode serialize} or Keras made it.
 *
 * @throws {RangeError} for an unknown class name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const config = { class_name: "L1L2", config: { l1: 1, l2: 0.5 } };
 * const penalty = tf.keras.regularizers.deserialize(config)!;
 * assertEquals(Number(penalty(tf.constant([1, -2]))), 5.5);
 * ```
 */
export const deserialize: Operation<
  DeserializeRegularizerArguments,
  ["config", "customObjects"],
  RegularizerFunction | null
> = bind(
  "tf.keras.regularizers.deserialize",
  ["config", "customObjects"],
  1,
  (config, customObjects) =>
    getRegularizer("tf.keras.regularizers.deserialize", config, "config", customObjects ?? {}) ??
      null,
  ["config"],
);
