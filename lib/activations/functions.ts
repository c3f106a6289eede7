/**
 * Activations, named as in `tf.keras.activations`. They keep a tensor's shape.
 *
 * @module
 */
import { asTensor } from "../ops/as_tensor.ts";
import type { IntegerLike, TensorLike } from "../tensor/like.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { softmax as softmaxOf } from "../primitives/math/softmax.ts";
import { add, divide, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { exp, sigmoid as sigmoidOf, tanh as tanhOf } from "../primitives/math/exponential.ts";
import * as units from "../primitives/math/exponential_units.ts";
import { greater } from "../primitives/math/comparison.ts";
import { cast } from "../primitives/math/cast.ts";
import { leakyRelu, relu as reluOf, relu6 } from "../primitives/math/rectifiers.ts";
import { softplus as softplusOf, softsign as softsignOf } from "../primitives/math/soft.ts";
import { where as choose } from "../primitives/math/where.ts";
import { numberOr } from "../ops/numbers.ts";
import { asAxis } from "../ops/integers.ts";
import { silu as siluOf } from "../primitives/math/gelu.ts";

import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Arguments of an activation without options. */
export interface ActivationArguments {
  /** A tensor. */
  x: TensorLike;
}

/** An activation without options. */
export type PlainActivation = Operation<ActivationArguments, ["x"], Tensor>;

function plain(name: string, run: (x: Tensor) => Tensor): PlainActivation {
  const where = `tf.keras.activations.${name}`;
  return bind(where, ["x"], 1, (x) => run(asTensor(where, x)));
}

/** `x` itself. */
export const linear: PlainActivation = plain("linear", (x) => x);

/** `x / 6 + 0.5`, cut to the range from 0 to 1, as Keras 3 has it. */
export const hardSigmoid: PlainActivation = plain("hardSigmoid", (x) =>
  internally(() => {
    const [three, six] = [scalar(3, x.dtype), scalar(6, x.dtype)];
    return divide(relu6(add(x, three)), six);
  }));

/** `e^x`. */
export const exponential: PlainActivation = plain("exponential", exp);

/** `1 / (1 + e^-x)`. */
export const sigmoid: PlainActivation = plain("sigmoid", sigmoidOf);

/** The hyperbolic tangent. */
export const tanh: PlainActivation = plain("tanh", tanhOf);

/** `1.0507 elu(x)` with slope 1.6733 below zero, which keeps mean 0 and variance 1. */
export const selu: PlainActivation = plain("selu", units.selu);

/** `log(e^x + 1)`. */
export const softplus: PlainActivation = plain("softplus", softplusOf);

/** `x / (|x| + 1)`. */
export const softsign: PlainActivation = plain("softsign", softsignOf);

/** `x sigmoid(x)`. */
export const silu: PlainActivation = plain("silu", siluOf);

/** Same as {@linkcode silu}. */
export const swish: PlainActivation = silu;

/** Arguments of {@linkcode elu}. */
export interface EluArguments extends ActivationArguments {
  /** Factor below zero; default 1. */
  alpha?: number | null;
}

/** `x` where it is positive, else `alpha (e^x - 1)`. */
export const elu: Operation<EluArguments, ["x", "alpha"], Tensor> = bind(
  "tf.keras.activations.elu",
  ["x", "alpha"],
  1,
  (value, alpha) => {
    const x = asTensor("tf.keras.activations.elu", value);
    const factor = numberOr("tf.keras.activations.elu", "alpha", alpha, 1);
    if (factor === 1) return units.elu(x);
    return internally(() => {
      const y = units.elu(x);
      return choose(greater(x, scalar(0, x.dtype)), y, multiply(y, scalar(factor, x.dtype)));
    });
  },
);

/** Arguments of {@linkcode relu}. */
export interface ReluArguments extends ActivationArguments {
  /** Slope below the threshold; default 0. */
  negativeSlope?: number | null;
  /** Largest value; default: none. */
  maxValue?: number | null;
  /** Below it, values are cut; default 0. */
  threshold?: number | null;
}

/**
 * `x` from `threshold` on, at most `maxValue`; below, `negativeSlope (x - threshold)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { relu } = tf.keras.activations;
 * assertEquals(relu([-2, 1, 9], 0.5, 6).numpy().toArray(), [-1, 1, 6]);
 * ```
 */
export const relu: Operation<
  ReluArguments,
  ["x", "negativeSlope", "maxValue", "threshold"],
  Tensor
> = bind(
  "tf.keras.activations.relu",
  ["x", "negativeSlope", "maxValue", "threshold"],
  1,
  (value, negativeSlope, maxValue, threshold) => {
    const at = "tf.keras.activations.relu";
    const x = asTensor(at, value);
    const slope = numberOr(at, "negativeSlope", negativeSlope, 0);
    const most = numberOr(at, "maxValue", maxValue, Infinity);
    const from = numberOr(at, "threshold", threshold, 0);
    if (slope === 0 && most === Infinity && from === 0) return reluOf(x);
    if (most === Infinity && from === 0) return leakyRelu(x, slope);
    return internally(() => rectified(x, slope, most, from));
  },
);

function rectified(x: Tensor, slope: number, most: number, from: number): Tensor {
  const number = (value: number) => scalar(value, x.dtype);
  const kept = from === 0 ? reluOf(x) : multiply(x, cast(greater(x, number(from)), x.dtype));
  const cut = most === Infinity ? kept : clipByValue(kept, 0, most);
  if (slope === 0) return cut;
  return subtract(cut, multiply(number(slope), reluOf(subtract(number(from), x))));
}

/** Arguments of {@linkcode softmax}. */
export interface SoftmaxArguments extends ActivationArguments {
  /** Along which axis; default -1. */
  axis?: IntegerLike | null;
}

/** `e^x / sum(e^x)` along an axis. */
export const softmax: Operation<SoftmaxArguments, ["x", "axis"], Tensor> = bind(
  "tf.keras.activations.softmax",
  ["x", "axis"],
  1,
  (value, axis) => {
    const where = "tf.keras.activations.softmax";
    const x = asTensor(where, value);
    return internally(() => softmaxOf(x, asAxis(where, axis ?? -1, x.rank)));
  },
);
