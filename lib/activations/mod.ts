/**
 * Activations by name, as layers take them.
 *
 * @module
 */
import type { ActivationName } from "../configuration/names.ts";
import { fromIdentifier, type Kind, toConfiguration } from "../configuration/identifier.ts";
import { snakeCase } from "../configuration/options.ts";
import {
  type CustomObjects,
  registerBuiltIns,
  type Registrable,
} from "../configuration/registry.ts";
import type { SerializedObject } from "../configuration/serialization.ts";
import { bind, type Operation } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import * as exponentials from "./exponential.ts";
import * as gated from "./gated.ts";
import { linear } from "./linear.ts";
import * as normalized from "./normalized.ts";
import * as rectifiers from "./rectifiers.ts";
import * as shrinking from "./shrinking.ts";
import * as sigmoids from "./sigmoids.ts";
import * as smooth from "./smooth_rectifiers.ts";

/** A function of a tensor that keeps its shape. */
export type Activation = (x: Tensor) => Tensor;

/** An activation as an option: a function, a layer, a name, a configuration, or none. */
export type ActivationIdentifier = Activation | ActivationName | SerializedObject | null;

/** Activations by their names here; of two names of one function, Keras's own comes first. */
const FUNCTIONS: Readonly<Record<string, Registrable>> = {
  ...exponentials,
  ...gated,
  linear,
  ...normalized,
  ...rectifiers,
  ...shrinking,
  ...sigmoids,
  ...smooth,
};

const KIND: Kind = { module: "keras.activations", noun: "an activation" };
const named = (spell: (name: string) => string) =>
  Object.fromEntries(Object.entries(FUNCTIONS).map(([name, it]) => [spell(name), it]));
registerBuiltIns(KIND.module, named(snakeCase));
registerBuiltIns(KIND.module, named((name) => name));

/**
 * The activation of an identifier; {@linkcode linear} for `null` or nothing.
 *
 * @throws {RangeError} for an unknown name.
 */
export function getActivation(
  where: string,
  identifier: ActivationIdentifier | string | undefined,
  name = "activation",
  customObjects: CustomObjects = {},
): Activation {
  return (fromIdentifier(where, name, identifier, KIND, customObjects) ?? linear) as Activation;
}

/** Argument of {@linkcode get}. */
export interface GetActivationArguments {
  /** A function, a name in Python's or JavaScript's spelling, a configuration, or `null`. */
  identifier: ActivationIdentifier | string;
}

/**
 * The activation that an identifier stands for; {@linkcode linear} for `null`.
 *
 * @throws {RangeError} for an unknown name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const { activations } = tf.keras;
 * assertStrictEquals(activations.get("hard_sigmoid"), activations.hardSigmoid);
 * ```
 */
export const get: Operation<GetActivationArguments, ["identifier"], Activation> = bind(
  "tf.keras.activations.get",
  ["identifier"],
  1,
  (identifier) => getActivation("tf.keras.activations.get", identifier, "identifier"),
  ["identifier"],
);

/** Argument of {@linkcode serialize}. */
export interface SerializeActivationArguments {
  /** An activation. */
  activation: Activation;
}

/**
 * The name of one of Keras's activations; the configuration of another function, or of a layer.
 *
 * @throws {TypeError} for a function without a name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { hardSigmoid, serialize } = tf.keras.activations;
 * assertEquals(serialize(hardSigmoid), "hard_sigmoid");
 * ```
 */
export const serialize: Operation<
  SerializeActivationArguments,
  ["activation"],
  string | SerializedObject
> = bind(
  "tf.keras.activations.serialize",
  ["activation"],
  1,
  (activation) => toConfiguration("tf.keras.activations.serialize", activation ?? linear)!,
);

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeActivationArguments {
  /** A name or a configuration, as {@linkcode serialize} gave it. */
  config: ActivationIdentifier | string;
  /** Own functions and classes by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The activation of a name or a configuration, as {@linkcode serialize} gave it.
 *
 * @throws {RangeError} for an unknown name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const { deserialize, relu } = tf.keras.activations;
 * assertStrictEquals(deserialize("relu"), relu);
 * ```
 */
export const deserialize: Operation<
  DeserializeActivationArguments,
  ["config", "customObjects"],
  Activation
> = bind(
  "tf.keras.activations.deserialize",
  ["config", "customObjects"],
  1,
  (config, customObjects) =>
    getActivation("tf.keras.activations.deserialize", config, "config", customObjects ?? {}),
  ["config"],
);
