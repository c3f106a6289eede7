/**
 * Exponential linear units, and the exponential itself.
 *
 * @module
 */
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { divide, multiply } from "../primitives/math/arithmetic.ts";
import { greater, greaterEqual } from "../primitives/math/comparison.ts";
import { exp, expm1 } from "../primitives/math/exponential.ts";
import * as units from "../primitives/math/exponential_units.ts";
import { where } from "../primitives/math/where.ts";
import { formatValue } from "../errors/format.ts";
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

/**
 * `e^x`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.exponential([-1000, 0]).numpy().toArray(), [0, 1]);
 * ```
 */
export const exponential: PlainActivation = plain("exponential", exp);

/**
 * `1.0507 elu(x)` with slope 1.6733 below zero, which keeps mean 0 and variance 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.keras.activations.selu(1)), 1.0507, 1e-4);
 * ```
 */
export const selu: PlainActivation = plain("selu", units.selu);

/** Arguments of {@linkcode elu}. */
export interface EluArguments extends ActivationArguments {
  /** Factor below zero; default 1. */
  alpha?: number | null;
}

/**
 * `x` where it is positive, else `alpha (e^x - 1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.elu([-1000, 2], 0.5).numpy().toArray(), [-0.5, 2]);
 * ```
 */
export const elu: Operation<EluArguments, ["x", "alpha"], Tensor> = bind(
  at("elu"),
  ["x", "alpha"],
  1,
  (value, alpha) => {
    const x = asTensor(at("elu"), value);
    const factor = numberOf("elu", "alpha", alpha, 1);
    if (factor === 1) return units.elu(x);
    return internally(() => {
      const [y, number] = [units.elu(x), numbersFor(x)];
      return where(greater(x, number(0)), y, multiply(y, number(factor)));
    });
  },
);

/** Arguments of {@linkcode celu}. */
export interface CeluArguments extends ActivationArguments {
  /** How far below zero it goes, anything but 0; default 1. */
  alpha?: number | null;
}

/**
 * `x` where it is not negative, else `alpha (e^(x / alpha) - 1)`. The derivative at 0 is 1, where
 * Keras on TensorFlow gives 2, the sum of those on both sides.
 *
 * @throws {RangeError} for an `alpha` of 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.celu([-1000, 2], 0.5).numpy().toArray(), [-0.5, 2]);
 * ```
 */
export const celu: Operation<CeluArguments, ["x", "alpha"], Tensor> = bind(
  at("celu"),
  ["x", "alpha"],
  1,
  (value, alpha) => {
    const x = asTensor(at("celu"), value);
    const factor = numberOf("celu", "alpha", alpha, 1);
    if (factor === 0) {
      throw new RangeError(
        `${at("celu")}: expected alpha to be a number other than 0, received alpha=${
          formatValue(alpha)
        }`,
      );
    }
    return internally(() => {
      const number = numbersFor(x);
      const isKept = greaterEqual(x, number(0));
      // What is not negative could overflow, and would take its derivative with it.
      const below = divide(where(isKept, number(0), x), number(factor));
      return where(isKept, x, multiply(number(factor), expm1(below)));
    });
  },
);
