/**
 * Means and variances, named as in `tf.math` and `tf.nn`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { stopGradient } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { square, squaredDifference, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { reducedShape } from "../../primitives/reduction/family.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import {
  type Axes,
  flagOr,
  reducedAxes,
  type ReductionOperation,
  reductionOperation,
} from "./reduction_operation.ts";

/** The mean of the squared distances from the mean. */
function variance(x: Tensor, axes: readonly number[], keepdims = false): Tensor {
  requireFloat("math.reduceVariance", x.aval);
  const centred = subtract(x, reduceMean(x, axes, true));
  return reduceMean(square(centred), axes, keepdims);
}

/**
 * The variance over axes: the mean of the squared distances from the mean; NaN of nothing.
 *
 * @throws {TypeError} for anything else than floats.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.reduceVariance([1, 2, 3, 4])), 1.25);
 * ```
 */
export const reduceVariance: ReductionOperation = reductionOperation(
  "tf.math.reduceVariance",
  variance,
);

/**
 * The standard deviation over axes: the root of the variance; NaN of nothing.
 *
 * @throws {TypeError} for anything else than floats.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.reduceStd([1, 3])), 1);
 * ```
 */
export const reduceStd: ReductionOperation = reductionOperation(
  "tf.math.reduceStd",
  (x, axes, keepdims) => sqrt(variance(x, axes, keepdims)),
);

/** Arguments of {@linkcode moments}. */
export interface MomentsArguments {
  /** A tensor. */
  x: TensorLike;
  /** Over which axes; negative ones count from the end. */
  axes: Axes;
  /** Taken for the sake of Python's signature, where nothing uses it either. */
  shift?: TensorLike | null;
  /** Whether reduced axes stay with length 1; default `false`. */
  keepdims?: boolean | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The mean and the variance over axes; those of 16-bit floats are computed in float32. As in
 * TensorFlow, the gradient of the variance counts the mean in it as constant, so that gradients of
 * that gradient are those of `(2 / n) (x - constant)`; over no axes, all axes of length 1 go away.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [mean, variance] = tf.nn.moments([1, 2, 3, 4], [0]);
 * assertEquals([Number(mean), Number(variance)], [2.5, 1.25]);
 * ```
 */
export const moments: Operation<
  MomentsArguments,
  ["x", "axes", "shift", "keepdims", "name"],
  [mean: Tensor, variance: Tensor]
> = bind(
  "tf.nn.moments",
  ["x", "axes", "shift", "keepdims", "name"],
  2,
  (x, axes, shift, keepdims) => {
    const input = asTensor("tf.nn.moments", x);
    if (shift !== undefined && shift !== null) asTensor("tf.nn.moments", shift);
    const over = reducedAxes("tf.nn.moments", axes, input.rank, "axes");
    const keep = flagOr("tf.nn.moments", "keepdims", keepdims, false);
    return momentsOf(input, over, keep);
  },
);

function momentsOf(x: Tensor, axes: readonly number[], keepdims: boolean): [Tensor, Tensor] {
  state.internal++;
  try {
    const isNarrow = isFloating(x.dtype) && x.dtype !== "float64";
    const wide = isNarrow ? cast(x, "float32") : x;
    const mean = reduceMean(wide, axes, true);
    // Deviations sum to zero, so that the first gradient does not need the one through the mean. The
    // second would: TensorFlow leaves it out, and we give its numbers.
    const variance = reduceMean(squaredDifference(wide, stopGradient(mean)), axes, true);
    const isBare = axes.length === 0 && !keepdims;
    const shape = isBare ? x.shape.filter((it) => it !== 1) : reducedShape(x.shape, axes, keepdims);
    const results: [Tensor, Tensor] = [
      cast(reshape(mean, shape), x.dtype),
      cast(reshape(variance, shape), x.dtype),
    ];
    if (state.internal === 1) { for (const it of results) it.internal = false; }
    return results;
  } finally {
    state.internal--;
  }
}
