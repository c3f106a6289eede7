/**
 * `tf.math.polyval` and `tf.math.lbeta`.
 *
 * @module
 */
import { zerosLike } from "../../primitives/array/fill.ts";
import { formatAval } from "../../tensor/aval.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { lgamma } from "../../primitives/special/gamma.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensors } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";

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
