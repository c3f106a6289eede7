/**
 * `tf.nn.gelu`, `tf.nn.silu` and `tf.nn.swish`.
 *
 * @module
 */
import { multiply } from "../../primitives/math/arithmetic.ts";
import { sigmoid } from "../../primitives/math/exponential.ts";
import * as primitives from "../../primitives/math/gelu.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { flagOr } from "../reduction/reduction_operation.ts";

/** Arguments of {@linkcode gelu}. */
export interface GeluArguments {
  /** A tensor of floats. */
  features: TensorLike;
  /** Whether the normal distribution is approximated by a tangent; default `false`. */
  approximate?: boolean | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `x P(X <= x)` for a standard normal X; approximated: `x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.nn.gelu(1)), 0.8413447, 1e-6);
 * ```
 */
export const gelu: Operation<GeluArguments, ["features", "approximate", "name"], Tensor> = bind(
  "tf.nn.gelu",
  ["features", "approximate", "name"],
  1,
  (features, approximate) => {
    const x = asTensor("tf.nn.gelu", features);
    return flagOr("tf.nn.gelu", "approximate", approximate, false)
      ? primitives.geluApproximate(x)
      : primitives.gelu(x);
  },
);

/** Arguments of {@linkcode swish}. */
export interface SwishArguments {
  /** A tensor of floats. */
  features: TensorLike;
  /** Factor within the sigmoid, a number or a tensor of the same dtype; default 1. */
  beta?: TensorLike | null;
}

/**
 * `x sigmoid(beta x)`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.swish([0, 100]).numpy().toArray(), [0, 100]);
 * ```
 */
export const swish: Operation<SwishArguments, ["features", "beta"], Tensor> = bind(
  "tf.nn.swish",
  ["features", "beta"],
  1,
  (features, beta) => {
    const x = asTensor("tf.nn.swish", features);
    if (beta === undefined || beta === null || beta === 1) return primitives.silu(x);
    const factor = typeof beta === "number"
      ? scalar(beta, x.dtype)
      : asOperands("tf.nn.swish", x, beta)[1];
    return internally(() => multiply(x, sigmoid(multiply(x, factor))));
  },
);

/**
 * Same as {@linkcode swish}.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.silu([0, 100]).numpy().toArray(), [0, 100]);
 * ```
 */
export const silu: Operation<SwishArguments, ["features", "beta"], Tensor> = swish;
