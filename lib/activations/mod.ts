/**
 * Activations by name, as layers take them.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import type { UnaryOperation } from "../ops/elementwise.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { exp } from "../ops/math/exponential.ts";
import { add, multiply } from "../ops/math/arithmetic.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { sigmoid } from "../ops/math/exponential.ts";
import { tanh } from "../ops/math/hyperbolic.ts";
import * as nn from "../ops/nn/activations.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A function of a tensor that keeps its shape. */
export type Activation = (x: Tensor) => Tensor;

/** An activation as an option: its name, a function, or none. */
export type ActivationIdentifier = string | Activation | UnaryOperation | null;

/** `x` itself. */
export function linear(x: TensorLike): Tensor {
  return asTensor("tf.keras.activations.linear", x);
}

/** `0.2 x + 0.5`, cut to the range from 0 to 1. */
export function hardSigmoid(x: TensorLike): Tensor {
  const tensor = asTensor("tf.keras.activations.hardSigmoid", x);
  return clipByValue(add(multiply(tensor, 0.2), 0.5), 0, 1);
}

/** `e^x`. */
export function exponential(x: TensorLike): Tensor {
  return exp(x);
}

/** `e^x / sum(e^x)` over the last axis. */
export function softmax(x: TensorLike): Tensor {
  return nn.softmax(x);
}

export { elu, relu, selu, softplus, softsign, swish } from "../ops/nn/activations.ts";
export { sigmoid, tanh };

/** Activations by Keras's names. */
const byName: Readonly<Record<string, Activation>> = {
  elu: nn.elu,
  exponential,
  hard_sigmoid: hardSigmoid,
  linear,
  relu: nn.relu,
  selu: nn.selu,
  sigmoid,
  softmax,
  softplus: nn.softplus,
  softsign: nn.softsign,
  swish: nn.swish,
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
): Activation {
  if (identifier === null || identifier === undefined) return linear;
  if (typeof identifier === "function") return identifier as Activation;
  if (typeof identifier !== "string") {
    throw new TypeError(
      `${where}: expected activation to be a name, a function or null, received activation=${
        formatValue(identifier)
      }`,
    );
  }
  const activation = byName[identifier] ??
    byName[identifier.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`)];
  if (!activation) {
    throw new RangeError(
      `${where}: expected activation to be a known name, received activation=${
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
