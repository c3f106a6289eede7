/**
 * Activations that multiply a value with how far open a gate is.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { asAxis } from "../ops/integers.ts";
import { flagOr } from "../ops/reduction/reduction_operation.ts";
import { split } from "../primitives/array/split.ts";
import { multiply } from "../primitives/math/arithmetic.ts";
import { sigmoid, tanh } from "../primitives/math/exponential.ts";
import { gelu as geluOf, geluApproximate, silu as siluOf } from "../primitives/math/gelu.ts";
import { softplus } from "../primitives/math/soft.ts";
import type { IntegerLike } from "../tensor/like.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type ActivationArguments, at, plain, type PlainActivation } from "./activation.ts";
import { hardSigmoidOf } from "./hard_sigmoid.ts";

/**
 * `x sigmoid(x)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.silu([0, 1000]).numpy().toArray(), [0, 1000]);
 * ```
 */
export const silu: PlainActivation = plain("silu", siluOf);

/**
 * Same as {@linkcode silu}.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.swish([0, 1000]).numpy().toArray(), [0, 1000]);
 * ```
 */
export const swish: PlainActivation = silu;

/**
 * `x hardSigmoid(x)`: 0 below -3, `x` above 3, `x (x + 3) / 6` between.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.hardSilu([0, 1.5, 4]).numpy().toArray(), [0, 1.125, 4]);
 * ```
 */
export const hardSilu: PlainActivation = plain("hardSilu", (x) => multiply(x, hardSigmoidOf(x)));

/**
 * Same as {@linkcode hardSilu}.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.hardSwish([0, 1.5, 4]).numpy().toArray(), [0, 1.125, 4]);
 * ```
 */
export const hardSwish: PlainActivation = hardSilu;

/** Arguments of {@linkcode gelu}. */
export interface GeluActivationArguments extends ActivationArguments {
  /** Whether the normal distribution is approximated by a tangent; default `false`. */
  approximate?: boolean | null;
}

/**
 * `x P(X <= x)` for a standard normal X; approximated:
 * `x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.keras.activations.gelu(1)), 0.8413447, 1e-6);
 * ```
 */
export const gelu: Operation<GeluActivationArguments, ["x", "approximate"], Tensor> = bind(
  at("gelu"),
  ["x", "approximate"],
  1,
  (value, approximate) => {
    const x = asTensor(at("gelu"), value);
    return flagOr(at("gelu"), "approximate", approximate, false) ? geluApproximate(x) : geluOf(x);
  },
);

/**
 * `x tanh(softplus(x))`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.mish([0, 1000]).numpy().toArray(), [0, 1000]);
 * ```
 */
export const mish: PlainActivation = plain("mish", (x) => multiply(x, tanh(softplus(x))));

/** Arguments of {@linkcode glu}. */
export interface GluArguments extends ActivationArguments {
  /** Along which axis `x` is halved; default -1. */
  axis?: IntegerLike | null;
}

/**
 * `a sigmoid(b)` of the halves `a` and `b` of `x` along an axis, which gets half as long.
 *
 * @throws {RangeError} for an axis that `x` has not.
 * @throws {TypeError} for one of odd length.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.glu([3, 5, 0, 1000]).numpy().toArray(), [1.5, 5]);
 * ```
 */
export const glu: Operation<GluArguments, ["x", "axis"], Tensor> = bind(
  at("glu"),
  ["x", "axis"],
  1,
  (value, axis) => {
    const x = asTensor(at("glu"), value);
    const along = asAxis(at("glu"), axis ?? -1, x.rank);
    const length = x.shape[along]!;
    if (length % 2 !== 0) {
      throw new TypeError(
        `${at("glu")}: expected an axis of even length, received axis ${along} of shape ${
          formatShape(x.shape)
        }`,
      );
    }
    return internally(() => {
      const [kept, gate] = split(x, [length / 2, length / 2], along) as [Tensor, Tensor];
      return multiply(kept, sigmoid(gate));
    });
  },
);
