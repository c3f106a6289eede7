/**
 * Rectified linear units.
 *
 * @module
 */
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { isInteger } from "../arrays/dtypes.ts";
import { multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { clip } from "../primitives/math/clip.ts";
import { greater } from "../primitives/math/comparison.ts";
import {
  leakyRelu as leakyReluOf,
  relu as reluOf,
  relu6 as relu6Of,
} from "../primitives/math/rectifiers.ts";
import { where } from "../primitives/math/where.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  type ActivationArguments,
  at,
  numberOf,
  numbersFor,
  plain,
  type PlainActivation,
} from "./activation.ts";

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
  at("relu"),
  ["x", "negativeSlope", "maxValue", "threshold"],
  1,
  (value, negativeSlope, maxValue, threshold) => {
    const x = asTensor(at("relu"), value);
    const slope = numberOf("relu", "negativeSlope", negativeSlope, 0);
    const most = numberOf("relu", "maxValue", maxValue, Infinity);
    const from = numberOf("relu", "threshold", threshold, 0);
    return internally(() => {
      if (most === Infinity && from === 0) return slope === 0 ? reluOf(x) : leaky(x, slope);
      return rectified(x, slope, most, from);
    });
  },
);

function rectified(x: Tensor, slope: number, most: number, from: number): Tensor {
  const number = numbersFor(x);
  const isSix = most === 6 && from === 0;
  const kept = isSix
    ? relu6Of(x)
    : from === 0
    ? reluOf(x)
    : where(greater(x, number(from)), x, number(0));
  const cut = most === Infinity || isSix ? kept : clip(kept, number(0), number(most));
  if (slope === 0) return cut;
  return subtract(cut, multiply(number(slope), reluOf(subtract(number(from), x))));
}

/**
 * `min(max(x, 0), 6)`; the derivatives at 0 and 6 are 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.relu6([-1, 3, 9]).numpy().toArray(), [0, 3, 6]);
 * ```
 */
export const relu6: PlainActivation = plain("relu6", relu6Of);

/** Arguments of {@linkcode leakyRelu}. */
export interface LeakyReluArguments extends ActivationArguments {
  /** Slope below 0; default 0.2. */
  negativeSlope?: number | null;
}

function leaky(x: Tensor, slope: number): Tensor {
  return leakyReluOf(isInteger(x.dtype) ? cast(x, "float32") : x, slope);
}

/**
 * `x` where it is positive, else `negativeSlope x`; the slope counts as a float32.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.leakyRelu([-2, 3], 0.5).numpy().toArray(), [-1, 3]);
 * ```
 */
export const leakyRelu: Operation<LeakyReluArguments, ["x", "negativeSlope"], Tensor> = bind(
  at("leakyRelu"),
  ["x", "negativeSlope"],
  1,
  (value, negativeSlope) => {
    const x = asTensor(at("leakyRelu"), value);
    const slope = numberOf("leakyRelu", "negativeSlope", negativeSlope, 0.2);
    return internally(() => leaky(x, slope));
  },
);
