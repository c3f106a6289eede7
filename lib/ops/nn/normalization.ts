/**
 * Normalizations: `tf.nn.batchNormalization`, `tf.nn.batchNormWithGlobalNormalization`,
 * `tf.nn.localResponseNormalization` (`tf.nn.lrn`), `tf.nn.l2Normalize` (`tf.math`, `tf.linalg`).
 *
 * @module
 */
import { checkFinite } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { add, multiply, negative, square, subtract } from "../../primitives/math/arithmetic.ts";
import { rsqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { localResponseNormalization as primitive } from "../../primitives/nn/local_response_normalization.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, ScalarLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxes, asInteger } from "../integers.ts";
import { asScalar } from "../numbers.ts";

/** Arguments of {@linkcode batchNormalization}. */
export interface BatchNormalizationArguments {
  /** A tensor of floats. */
  x: TensorLike;
  /** Means, of a shape that broadcasts. */
  mean: TensorLike;
  /** Variances, of a shape that broadcasts. */
  variance: TensorLike;
  /** What is added in the end; none with `null`. */
  offset: TensorLike | null;
  /** What the result is multiplied by; nothing with `null`. */
  scale: TensorLike | null;
  /** A small number that is added to the variances. */
  varianceEpsilon: ScalarLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

function normalize(
  where: string,
  x: Tensor,
  { mean, variance, offset, scale, epsilon }: {
    readonly mean: TensorLike;
    readonly variance: TensorLike;
    readonly offset: TensorLike | null | undefined;
    readonly scale: TensorLike | null | undefined;
    readonly epsilon: unknown;
  },
): Tensor {
  requireFloat(where.slice(3), x.aval);
  const small = asScalar(where, "varianceEpsilon", epsilon, x.dtype);
  const of = (value: TensorLike | null | undefined): Tensor | undefined =>
    value === null || value === undefined ? undefined : asTensor(where, value, x.dtype);
  const [means, factors, shift] = [of(mean)!, of(scale), of(offset)];
  const deviation = asTensor(where, variance, x.dtype);
  for (const it of [means, deviation, factors, shift]) {
    if (it !== undefined) broadcastShapes(where.slice(3), x.shape, it.shape);
  }
  return internally(() => {
    const inverse = rsqrt(add(deviation, small));
    const factor = factors === undefined ? inverse : multiply(inverse, factors);
    const moved = multiply(means, factor);
    const rest = shift === undefined ? negative(moved) : subtract(shift, moved);
    return add(multiply(x, factor), rest);
  });
}

/**
 * `(x - mean) scale / sqrt(variance + varianceEpsilon) + offset`, all of which broadcast.
 *
 * @throws {TypeError} for dtypes that differ from that of `x`, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.batchNormalization([1, 3], 2, 1, 10, 5, 0);
 * assertEquals(y.numpy().toArray(), [5, 15]);
 * ```
 */
export const batchNormalization: Operation<
  BatchNormalizationArguments,
  ["x", "mean", "variance", "offset", "scale", "varianceEpsilon", "name"],
  Tensor
> = bind(
  "tf.nn.batchNormalization",
  ["x", "mean", "variance", "offset", "scale", "varianceEpsilon", "name"],
  6,
  (x, mean, variance, offset, scale, epsilon) => {
    const where = "tf.nn.batchNormalization";
    const given = { mean, variance, offset, scale, epsilon };
    return normalize(where, asTensor(where, x), given);
  },
);

/** Arguments of {@linkcode batchNormWithGlobalNormalization}. */
export interface BatchNormWithGlobalNormalizationArguments {
  /** Images `[batch, height, width, channels]`. */
  input: TensorLike;
  /** A mean for each channel. */
  mean: TensorLike;
  /** A variance for each channel. */
  variance: TensorLike;
  /** What is added to each channel. */
  beta: TensorLike;
  /** What each channel is multiplied by, if `scaleAfterNormalization`. */
  gamma: TensorLike;
  /** A small number that is added to the variances. */
  varianceEpsilon: ScalarLike;
  /** Whether to multiply by gamma. */
  scaleAfterNormalization: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * {@linkcode batchNormalization} of images, whose scale may be left out.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.ones([1, 1, 1, 2]);
 * const y = tf.nn.batchNormWithGlobalNormalization(x, [0, 1], [1, 1], [0, 5], [1, 1], 0, false);
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [1, 5]);
 * ```
 */
export const batchNormWithGlobalNormalization: Operation<
  BatchNormWithGlobalNormalizationArguments,
  [
    "input",
    "mean",
    "variance",
    "beta",
    "gamma",
    "varianceEpsilon",
    "scaleAfterNormalization",
    "name",
  ],
  Tensor
> = bind(
  "tf.nn.batchNormWithGlobalNormalization",
  [
    "input",
    "mean",
    "variance",
    "beta",
    "gamma",
    "varianceEpsilon",
    "scaleAfterNormalization",
    "name",
  ],
  7,
  (input, mean, variance, beta, gamma, epsilon, scaleAfterNormalization) => {
    const where = "tf.nn.batchNormWithGlobalNormalization";
    if (typeof scaleAfterNormalization !== "boolean") {
      throw new TypeError(
        `${where}: expected scaleAfterNormalization to be true or false, received scaleAfterNormalization=${
          formatValue(scaleAfterNormalization)
        }`,
      );
    }
    const scale = scaleAfterNormalization ? gamma : null;
    return normalize(where, asTensor(where, input), {
      mean,
      variance,
      offset: beta,
      scale,
      epsilon,
    });
  },
);

/** Arguments of {@linkcode localResponseNormalization}. */
export interface LocalResponseNormalizationArguments {
  /** Images `[batch, height, width, channels]` of floats. */
  input: TensorLike;
  /** Channels on each side that count, >= 0; default 5. */
  depthRadius?: IntegerLike;
  /** Default 1. */
  bias?: number;
  /** Default 1. */
  alpha?: number;
  /** Default 0.5. */
  beta?: number;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `x (bias + alpha sum(x^2))^-beta` with sums over channels at most `depthRadius` away; also
 * `tf.nn.lrn`.
 *
 * @throws {TypeError} for anything but images of floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.localResponseNormalization(tf.fill([1, 1, 1, 1], 1), { alpha: 3 });
 * assertEquals(Number(tf.reshape(y, [])), 0.5);
 * ```
 */
export const localResponseNormalization: Operation<
  LocalResponseNormalizationArguments,
  ["input", "depthRadius", "bias", "alpha", "beta", "name"],
  Tensor
> = bind(
  "tf.nn.localResponseNormalization",
  ["input", "depthRadius", "bias", "alpha", "beta", "name"],
  1,
  (input, depthRadius = 5, bias = 1, alpha = 1, beta = 0.5) => {
    const where = "tf.nn.localResponseNormalization";
    return primitive(asTensor(where, input), {
      radius: asInteger(where, "depthRadius", depthRadius, { min: 0 }),
      bias: checkFinite(where, "bias", bias),
      alpha: checkFinite(where, "alpha", alpha),
      beta: checkFinite(where, "beta", beta),
    });
  },
);

/** Arguments of {@linkcode l2Normalize}. */
export interface L2NormalizeArguments {
  /** A tensor of floats. */
  x: TensorLike;
  /** The axes along which to sum; default: all. */
  axis?: IntegerLike | IntegersLike | null;
  /** The least sum of squares, so that nothing is divided by zero; default 1e-12. */
  epsilon?: ScalarLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `x / sqrt(max(sum(x^2), epsilon))`; also `tf.math.l2Normalize` and `tf.linalg.l2Normalize`.
 *
 * @throws {TypeError} for a tensor that holds no floats, {RangeError} for axes it does not have.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [x, y] = tf.nn.l2Normalize([3, 4]).numpy().toArray() as number[];
 * assertAlmostEquals(x!, 0.6, 1e-6);
 * assertAlmostEquals(y!, 0.8, 1e-6);
 * ```
 */
export const l2Normalize: Operation<
  L2NormalizeArguments,
  ["x", "axis", "epsilon", "name"],
  Tensor
> = bind("tf.nn.l2Normalize", ["x", "axis", "epsilon", "name"], 1, (x, axis, epsilon = 1e-12) => {
  const where = "tf.nn.l2Normalize";
  const given = asTensor(where, x);
  requireFloat(where.slice(3), given.aval);
  const least = asScalar(where, "epsilon", epsilon, given.dtype);
  const axes = axis === undefined || axis === null
    ? given.shape.map((_, it) => it)
    : asAxes(where, axis, given.rank);
  return internally(() => {
    const sum = reduceSum(square(given), axes, true);
    return multiply(given, rsqrt(maximum(sum, least)));
  });
});
