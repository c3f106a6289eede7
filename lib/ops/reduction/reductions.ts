/**
 * Sums, products, means, extremes and logic over axes, named as in `tf` and `tf.math`.
 *
 * @module
 */
import * as extremes from "../../primitives/reduction/reduce_extreme.ts";
import * as logic from "../../primitives/reduction/reduce_logic.ts";
import * as means from "../../primitives/reduction/reduce_mean.ts";
import { reduceEuclideanNorm as euclideanNorm } from "../../primitives/reduction/reduce_euclidean_norm.ts";
import { reduceLogsumexp as logsumexp } from "../../primitives/reduction/reduce_logsumexp.ts";
import { reduceProd as product } from "../../primitives/reduction/reduce_prod.ts";
import * as sums from "../../primitives/reduction/reduce_sum.ts";
import { type ReductionOperation, reductionOperation } from "./reduction_operation.ts";

/**
 * The sum over axes; whole numbers wrap. Long sums of floats are added in blocks, so that the error
 * does not grow with their length.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reduceSum([[1, 2], [3, 4]], 1).numpy().toArray(), [3, 7]);
 * ```
 */
export const reduceSum: ReductionOperation = reductionOperation("tf.reduceSum", sums.reduceSum);

/**
 * The mean over axes; that of whole numbers loses its fraction, that of no floats is not a number.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reduceMean([[1, 2], [3, 5]], 0).numpy().toArray(), [2, 3.5]);
 * ```
 */
export const reduceMean: ReductionOperation = reductionOperation(
  "tf.reduceMean",
  means.reduceMean,
);

/**
 * The largest over axes; NaN if one is NaN. Of nothing it is -Infinity, or the smallest whole number
 * of the dtype. Ties share the gradient equally.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reduceMax([[1, 4], [3, 2]], { axis: -1, keepdims: true }).shape, [2, 1]);
 * ```
 */
export const reduceMax: ReductionOperation = reductionOperation(
  "tf.reduceMax",
  extremes.reduceMax,
);

/**
 * The smallest over axes; NaN if one is NaN. Of nothing it is Infinity, or the largest whole number
 * of the dtype. Ties share the gradient equally.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reduceMin([[1, 4], [3, 2]], 0).numpy().toArray(), [1, 2]);
 * ```
 */
export const reduceMin: ReductionOperation = reductionOperation(
  "tf.reduceMin",
  extremes.reduceMin,
);

/**
 * Whether all along axes are true; of none, they are.
 *
 * @throws {TypeError} for anything else than truth values.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reduceAll([[true, false], [true, true]], 1).numpy().toArray(), [false, true]);
 * ```
 */
export const reduceAll: ReductionOperation = reductionOperation("tf.reduceAll", logic.reduceAll);

/**
 * Whether any along axes is true; of none, none is.
 *
 * @throws {TypeError} for anything else than truth values.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reduceAny([[false, false], [true, false]], 1).numpy().toArray(), [false, true]);
 * ```
 */
export const reduceAny: ReductionOperation = reductionOperation("tf.reduceAny", logic.reduceAny);

/**
 * The product over axes, 1 of nothing; whole numbers wrap. The gradient bears zeros.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.reduceProd([[1, 2], [3, 4]], 1).numpy().toArray(), [2, 12]);
 * ```
 */
export const reduceProd: ReductionOperation = reductionOperation("tf.reduceProd", product);

/**
 * `log(sum(e^x))` over axes, without overflow; -Infinity of nothing.
 *
 * @throws {TypeError} for anything else than floats.
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.reduceLogsumexp([0, 0])), Math.log(2), 1e-6);
 * ```
 */
export const reduceLogsumexp: ReductionOperation = reductionOperation(
  "tf.reduceLogsumexp",
  logsumexp,
);

/**
 * `sqrt(sum(x^2))` over axes; that of whole numbers loses its fraction.
 *
 * @throws {RangeError} for an axis that the tensor has not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.reduceEuclideanNorm([3, 4])), 5);
 * ```
 */
export const reduceEuclideanNorm: ReductionOperation = reductionOperation(
  "tf.math.reduceEuclideanNorm",
  euclideanNorm,
);
