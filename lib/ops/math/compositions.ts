/**
 * `tf.math.polyval`, `tf.math.lbeta` and `tf.math.l2Normalize`.
 *
 * @module
 */
import { zerosLike } from "../../primitives/array/fill.ts";
import { formatAval } from "../../tensor/aval.ts";
import { add, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { rsqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { lgamma } from "../../primitives/special/gamma.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor, asTensors, type TensorLike } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";
import { numberOr } from "../numbers.ts";
import { type Axes, reducedAxes } from "../reduction/reduction_operation.ts";

/** Arguments of {@linkcode polyval}. */
export interface PolyvalArguments {
  /** Coefficients from the highest power on, each a number or a tensor. */
  coeffs: readonly TensorLike[];
  /** Where. */
  x: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The polynomial `coeffs[0] x^(n - 1) + ... + coeffs[n - 1]`; 0 without coefficients.
 *
 * @throws {TypeError} if `coeffs` is no array, dtypes differ or shapes do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.polyval([1, 2, 3], 2)), 11);
 * ```
 */
export const polyval: Operation<PolyvalArguments, ["coeffs", "x", "name"], Tensor> = bind(
  "tf.math.polyval",
  ["coeffs", "x", "name"],
  2,
  (coeffs, x) => {
    const where = "tf.math.polyval";
    asTensors(where, coeffs, "coeffs");
    const [at, ...factors] = asTensors(where, [x, ...coeffs]) as [Tensor, ...Tensor[]];
    const [first, ...rest] = factors;
    if (first === undefined) return zerosLike(at);
    return internally(() => rest.reduce((sum, it) => add(it, multiply(sum, at)), first));
  },
);

/**
 * The logarithm of the beta function along the last axis: `sum(lgamma(x)) - lgamma(sum(x))`.
 *
 * @throws {TypeError} for anything else than floats of at least one dimension.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.lbeta([2, 3])), Math.log(1 / 12), 1e-6);
 * ```
 */
export const lbeta: UnaryOperation = unaryOperation("tf.math.lbeta", (x) => {
  if (x.rank === 0) {
    throw new TypeError(
      `tf.math.lbeta: expected x of at least one dimension, received ${formatAval(x)}`,
    );
  }
  const last = [x.rank - 1];
  return internally(() => subtract(reduceSum(lgamma(x), last), lgamma(reduceSum(x, last))));
});

/** Arguments of {@linkcode l2Normalize}. */
export interface L2NormalizeArguments {
  /** A tensor of floats. */
  x: TensorLike;
  /** Over which axes; default: all of them. */
  axis?: Axes;
  /** The least sum of squares that is divided by; default 1e-12. */
  epsilon?: number | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * `x / sqrt(max(sum(x^2), epsilon))` over axes.
 *
 * @throws {TypeError} for anything else than floats.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.norm(tf.math.l2Normalize([3, 4]))).toFixed(5), "1.00000");
 * ```
 */
export const l2Normalize: Operation<
  L2NormalizeArguments,
  ["x", "axis", "epsilon", "name"],
  Tensor
> = bind(
  "tf.math.l2Normalize",
  ["x", "axis", "epsilon", "name"],
  1,
  (x, axis, epsilon) => {
    const where = "tf.math.l2Normalize";
    const input = asTensor(where, x);
    const axes = reducedAxes(where, axis, input.rank);
    const least = scalar(numberOr(where, "epsilon", epsilon, 1e-12), input.dtype);
    return internally(() =>
      multiply(input, rsqrt(maximum(reduceSum(square(input), axes, true), least)))
    );
  },
);
