/**
 * Activations that take small values to zero, or to another one.
 *
 * @module
 */
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { abs } from "../primitives/math/absolute.ts";
import { add, subtract } from "../primitives/math/arithmetic.ts";
import { greater, less } from "../primitives/math/comparison.ts";
import { tanh } from "../primitives/math/exponential.ts";
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

/** Arguments of {@linkcode hardShrink} and {@linkcode softShrink}. */
export interface ShrinkArguments extends ActivationArguments {
  /** Up to which magnitude values become 0; default 0.5. */
  threshold?: number | null;
}

/** An activation that makes zeros of small values. */
export type ShrinkActivation = Operation<ShrinkArguments, ["x", "threshold"], Tensor>;

function shrinking(name: string, run: (x: Tensor, threshold: number) => Tensor): ShrinkActivation {
  return bind<ShrinkArguments, ["x", "threshold"], Tensor>(
    at(name),
    ["x", "threshold"],
    1,
    (value, threshold) => {
      const x = asTensor(at(name), value);
      const limit = numberOf(name, "threshold", threshold, 0.5);
      return internally(() => run(x, limit));
    },
  );
}

/**
 * `x` where its magnitude is above the threshold, else 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.hardShrink([-2, 0.5, 1]).numpy().toArray(), [-2, 0, 1]);
 * ```
 */
export const hardShrink: ShrinkActivation = shrinking("hardShrink", (x, threshold) => {
  const number = numbersFor(x);
  return where(greater(abs(x), number(threshold)), x, number(0));
});

/**
 * `x` nearer to 0 by the threshold where its magnitude is above that, else 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.softShrink([-2, 0.5, 1]).numpy().toArray(), [-1.5, 0, 0.5]);
 * ```
 */
export const softShrink: ShrinkActivation = shrinking("softShrink", (x, threshold) => {
  const number = numbersFor(x);
  const limit = number(threshold);
  const below = where(less(x, number(-threshold)), add(x, limit), number(0));
  return where(greater(x, limit), subtract(x, limit), below);
});

/**
 * `x - tanh(x)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.tanhShrink([-100, 0, 100]).numpy().toArray(), [-99, 0, 99]);
 * ```
 */
export const tanhShrink: PlainActivation = plain("tanhShrink", (x) => subtract(x, tanh(x)));

/** Arguments of {@linkcode threshold}. */
export interface ThresholdArguments extends ActivationArguments {
  /** What values have to be above to stay. */
  threshold: number;
  /** What the others become. */
  defaultValue: number;
}

/**
 * `x` where it is above the threshold, else `defaultValue`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.threshold([1, 2, 3], 2, 7).numpy().toArray(), [7, 7, 3]);
 * ```
 */
export const threshold: Operation<
  ThresholdArguments,
  ["x", "threshold", "defaultValue"],
  Tensor
> = bind(
  at("threshold"),
  ["x", "threshold", "defaultValue"],
  3,
  (value, threshold, defaultValue) => {
    const x = asTensor(at("threshold"), value);
    const limit = numberOf("threshold", "threshold", threshold);
    const otherwise = numberOf("threshold", "defaultValue", defaultValue);
    return internally(() => {
      const number = numbersFor(x);
      return where(greater(x, number(limit)), x, number(otherwise));
    });
  },
);
