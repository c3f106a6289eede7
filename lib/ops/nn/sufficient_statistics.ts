/**
 * Means and variances from sums, named as in `tf.nn`.
 *
 * @module
 */
import { identity } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import {
  add,
  multiply,
  reciprocal,
  square,
  squaredDifference,
  subtract,
} from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { divideNoNan } from "../../primitives/math/guarded.ts";
import { reducedShape } from "../../primitives/reduction/family.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { zerosLike } from "../../primitives/array/fill.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internallyAll } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { type Axes, flagOr, reducedAxes } from "../reduction/reduction_operation.ts";

/** Arguments of {@linkcode sufficientStatistics}. */
export interface SufficientStatisticsArguments {
  /** A tensor of floats. */
  x: TensorLike;
  /** Over which axes; negative ones count from the end. */
  axes: Axes;
  /** About the mean, so that sums keep their digits; default: 0, and `null` in the result. */
  shift?: TensorLike | null;
  /** Whether reduced axes stay with length 1; default `false`. */
  keepdims?: boolean | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Result of {@linkcode sufficientStatistics}. */
export type SufficientStatistics = [
  counts: Tensor,
  meanSs: Tensor,
  varianceSs: Tensor,
  shift: Tensor | null,
];

/**
 * What mean and variance over axes follow from: the number of elements, the sum of `x - shift`, and
 * that of its squares.
 *
 * @returns Number, sum, sum of squares, shift.
 * @throws {TypeError} for anything else than floats, or a shift that does not fit.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [counts, sum, squares] = tf.nn.sufficientStatistics([1, 2, 3], [0]);
 * assertEquals([counts, sum, squares].map(Number), [3, 6, 14]);
 * ```
 */
export const sufficientStatistics: Operation<
  SufficientStatisticsArguments,
  ["x", "axes", "shift", "keepdims", "name"],
  SufficientStatistics
> = bind(
  "tf.nn.sufficientStatistics",
  ["x", "axes", "shift", "keepdims", "name"],
  2,
  (given, axes, shift, keepdims) => {
    const where = "tf.nn.sufficientStatistics";
    const hasShift = shift !== undefined && shift !== null;
    const [x, from] = hasShift ? asOperands(where, given, shift) : [asTensor(where, given), null];
    requireFloat(where.slice(3), x.aval);
    const over = reducedAxes(where, axes, x.rank, "axes");
    const keep = flagOr(where, "keepdims", keepdims, false);
    const count = over.reduce((product, axis) => product * x.shape[axis]!, 1);
    return internallyAll((): SufficientStatistics => {
      const distance = from === null ? x : subtract(x, from);
      const squares = from === null ? square(x) : squaredDifference(x, from);
      return [
        scalar(count, x.dtype),
        reduceSum(distance, over, keep),
        reduceSum(squares, over, keep),
        from === null ? null : identity(from),
      ];
    });
  },
);

/** Arguments of {@linkcode normalizeMoments}. */
export interface NormalizeMomentsArguments {
  /** The number of elements. */
  counts: TensorLike;
  /** Their sum, less `counts * shift`. */
  meanSs: TensorLike;
  /** The sum of their squared distances from the shift. */
  varianceSs: TensorLike;
  /** The shift; `null` for 0. */
  shift: TensorLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Mean and variance from what {@linkcode sufficientStatistics} gives.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const statistics = tf.nn.sufficientStatistics([1, 2, 3, 4], [0]);
 * const [mean, variance] = tf.nn.normalizeMoments(...statistics);
 * assertEquals([Number(mean), Number(variance)], [2.5, 1.25]);
 * ```
 */
export const normalizeMoments: Operation<
  NormalizeMomentsArguments,
  ["counts", "meanSs", "varianceSs", "shift", "name"],
  [mean: Tensor, variance: Tensor]
> = bind(
  "tf.nn.normalizeMoments",
  ["counts", "meanSs", "varianceSs", "shift", "name"],
  3,
  (counts, meanSs, varianceSs, shift) => {
    const where = "tf.nn.normalizeMoments";
    const [sum, count] = asOperands(where, meanSs, counts);
    const squares = asOperands(where, sum, varianceSs)[1];
    const from = shift === undefined || shift === null ? null : asOperands(where, sum, shift)[1];
    requireFloat(where.slice(3), sum.aval);
    return internallyAll((): [Tensor, Tensor] => {
      const divisor = reciprocal(count);
      const distance = multiply(sum, divisor);
      const mean = from === null ? distance : add(distance, from);
      return [mean, subtract(multiply(squares, divisor), square(distance))];
    });
  },
);

/** Arguments of {@linkcode weightedMoments}. */
export interface WeightedMomentsArguments {
  /** A tensor of floats. */
  x: TensorLike;
  /** Over which axes of `x` and the weights together; negative ones count from the end. */
  axes: Axes;
  /** How often each element counts; broadcasts with `x`, and is converted to its dtype. */
  frequencyWeights: TensorLike;
  /** Whether reduced axes stay with length 1; default `false`. */
  keepdims?: boolean | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The mean and the variance over axes of elements that count `frequencyWeights` times each; those of
 * float16 are computed in float32. Where all weights are 0, both are 0. As in
 * TensorFlow, over no axes all axes of length 1 go away.
 *
 * @throws {TypeError} for anything else than floats, or weights that do not fit.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [mean, variance] = tf.nn.weightedMoments([1, 5], [0], [3, 1]);
 * assertEquals([Number(mean), Number(variance)], [2, 3]);
 * ```
 */
export const weightedMoments: Operation<
  WeightedMomentsArguments,
  ["x", "axes", "frequencyWeights", "keepdims", "name"],
  [mean: Tensor, variance: Tensor]
> = bind(
  "tf.nn.weightedMoments",
  ["x", "axes", "frequencyWeights", "keepdims", "name"],
  3,
  (given, axes, frequencyWeights, keepdims) => {
    const where = "tf.nn.weightedMoments";
    const input = asTensor(where, given);
    requireFloat(where.slice(3), input.aval);
    const keep = flagOr(where, "keepdims", keepdims, false);
    const weights = asTensor(where, frequencyWeights);
    const all = broadcastShapes(where.slice(3), weights.shape, input.shape);
    const over = reducedAxes(where, axes, all.length, "axes");
    return internallyAll((): [Tensor, Tensor] => {
      const x = input.dtype === "float16" ? cast(input, "float32") : input;
      const w = weights.dtype === x.dtype ? weights : cast(weights, x.dtype);
      const total = reduceSum(add(w, zerosLike(x)), over, true);
      const mean = divideNoNan(reduceSum(multiply(w, x), over, true), total);
      const distances = multiply(w, squaredDifference(x, mean));
      const variance = divideNoNan(reduceSum(distances, over, true), total);
      const isBare = over.length === 0 && !keep;
      const shape = isBare ? all.filter((it) => it !== 1) : reducedShape(all, over, keep);
      return [
        cast(reshape(mean, shape), input.dtype),
        cast(reshape(variance, shape), input.dtype),
      ];
    });
  },
);
