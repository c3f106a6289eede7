/**
 * Activations by name, as layers take them.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  elu,
  exponential,
  hardSigmoid,
  linear,
  relu,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softsign,
  swish,
  tanh,
} from "./functions.ts";

/** A function of a tensor that keeps its shape. */
export type Activation = (x: Tensor) => Tensor;

/** An activation as an option: its name, a function, or none. */
export type ActivationIdentifier = string | Activation | null;

/** Activations by Keras's names. */
const byName: Readonly<Record<string, Activation>> = {
  elu,
  exponential,
  hard_sigmoid: hardSigmoid,
  linear,
  relu,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softsign,
  swish,
  tanh,
};

/**
 * The activation of an identifier; {@linkcode linear} for `null` or nothing.
 *
 * @throws {RangeError} for an unknown name.
 */
export function getActivation(
  where: string,
  identifier: ActivationIdentifier | undefined,
  name = "activation",
): Activation {
  if (identifier === null || identifier === undefined) return linear;
  if (typeof identifier === "function") return identifier;
  if (typeof identifier !== "string") {
    throw new TypeError(
      `${where}: expected ${name} to be a name, a function or null, received ${name}=${
        formatValue(identifier)
      }`,
    );
  }
  const activation = byName[identifier] ??
    byName[identifier.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`)];
  if (!activation) {
    throw new RangeError(
      `${where}: expected ${name} to be a known name, received ${name}=${
        formatValue(identifier)
      }; ${suggestName(identifier, Object.keys(byName))}`,
    );
  }
  return activation;
}

/** The name under which a configuration stores an activation. */
export function activationName(activation: Activation): string {
  const known = Object.entries(byName).find(([, it]) => it === activation);
  return known?.[0] ?? activation.name;
}

/**
 * The activation that an identifier stands for; {@linkcode linear} for `null`.
 *
 * @throws {RangeError} for an unknown name.
 */
export function get(identifier: ActivationIdentifier): Activation {
  return getActivation("tf.keras.activations.get", identifier, "identifier");
}

/** The name of an activation. */
export function serialize(activation: Activation): string {
  return activationName(activation);
}

/**
 * The activation of a name, as {@linkcode serialize} gave it.
 *
 * @throws {RangeError} for an unknown name.
 */
export function deserialize(config: ActivationIdentifier): Activation {
  return getActivation("tf.keras.activations.deserialize", config, "config");
}
