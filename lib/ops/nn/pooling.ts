/**
 * Largest and mean of windows: `tf.nn.maxPool`, `tf.nn.avgPool` and those of one to three
 * dimensions by name.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { poolImages } from "./pool_images.ts";
import type { Counts, DataFormat, ExplicitPadding, ImageRank } from "./window_arguments.ts";

/** Arguments of pools of `Rank` dimensions. */
export interface PoolArguments<Rank extends ImageRank, Paddings = never> {
  /** Images `[batch, ..., channels]`, or as `dataFormat` says. */
  input: TensorLike;
  /** Size of the window, >= 1: for all axes, each, or each dimension. */
  ksize: Counts;
  /** How far windows move, >= 1: for all axes, each, or each dimension. */
  strides: Counts;
  /** `"SAME"`: as many results as there are strides; `"VALID"`: only whole windows. */
  padding: "SAME" | "VALID" | Paddings;
  /** Where the channels are; default: last. */
  dataFormat?: DataFormat<Rank> | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A pool of `Rank` dimensions. */
export type PoolOperation<Rank extends ImageRank, Paddings = never> = Operation<
  PoolArguments<Rank, Paddings>,
  ["input", "ksize", "strides", "padding", "dataFormat", "name"],
  Tensor
>;

/** The dimensions of the images in a tensor. */
function rankOf(where: string, input: Tensor): ImageRank {
  const rank = input.rank - 2;
  if (rank === 1 || rank === 2 || rank === 3) return rank;
  throw new TypeError(
    `${where}: expected input of 3, 4 or 5 dimensions, received shape ${formatShape(input.shape)}`,
  );
}

/** Makes the function of one number of dimensions, or of as many as the input has. */
function pooling<Rank extends ImageRank, Paddings = never>(
  where: string,
  type: "MAX" | "AVG",
  known?: Rank,
): PoolOperation<Rank, Paddings> {
  return bind<
    PoolArguments<Rank, Paddings>,
    ["input", "ksize", "strides", "padding", "dataFormat", "name"],
    Tensor
  >(
    where,
    ["input", "ksize", "strides", "padding", "dataFormat", "name"],
    4,
    (input, ksize, strides, padding, dataFormat) => {
      const x = asTensor(where, input);
      const rank = known ?? rankOf(where, x);
      return poolImages({ where, type, rank, ksize, strides, padding, dataFormat }, x);
    },
  );
}

/**
 * The largest element under each window of sequences.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.maxPool1d(tf.reshape([1, 3, 2, 0], [1, 4, 1]), 2, 2, "VALID");
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [3, 2]);
 * ```
 */
export const maxPool1d: PoolOperation<1, ExplicitPadding> = pooling("tf.nn.maxPool1d", "MAX", 1);

/**
 * The largest element under each window of images; its gradient goes to the first of equal ones.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape([1, 2, 3, 4], [1, 2, 2, 1]);
 * assertEquals(tf.reshape(tf.nn.maxPool2d(x, 2, 2, "SAME"), [-1]).numpy().toArray(), [4]);
 * ```
 */
export const maxPool2d: PoolOperation<2, ExplicitPadding> = pooling("tf.nn.maxPool2d", "MAX", 2);

/**
 * The largest element under each window of volumes; its gradient goes to the first of equal ones.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.maxPool3d(tf.ones([1, 4, 4, 4, 2]), 2, 2, "VALID").shape, [1, 2, 2, 2, 2]);
 * ```
 */
export const maxPool3d: PoolOperation<3> = pooling("tf.nn.maxPool3d", "MAX", 3);

/**
 * The largest element under each window of images of one to three dimensions.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.maxPool(tf.ones([1, 4, 4, 2]), 2, 2, "VALID").shape, [1, 2, 2, 2]);
 * ```
 */
export const maxPool: PoolOperation<ImageRank, ExplicitPadding> = pooling("tf.nn.maxPool", "MAX");

/**
 * The mean of each window of sequences; what lies outside does not count.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.avgPool1d(tf.reshape([1, 3, 2], [1, 3, 1]), 2, 2, "SAME");
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [2, 2]);
 * ```
 */
export const avgPool1d: PoolOperation<1> = pooling("tf.nn.avgPool1d", "AVG", 1);

/**
 * The mean of each window of images; what lies outside does not count.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape([1, 2, 3, 4], [1, 2, 2, 1]);
 * assertEquals(tf.reshape(tf.nn.avgPool2d(x, 2, 2, "VALID"), [-1]).numpy().toArray(), [2.5]);
 * ```
 */
export const avgPool2d: PoolOperation<2> = pooling("tf.nn.avgPool2d", "AVG", 2);

/**
 * The mean of each window of volumes; what lies outside does not count.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.avgPool3d(tf.ones([1, 4, 4, 4, 2]), 2, 2, "SAME").shape, [1, 2, 2, 2, 2]);
 * ```
 */
export const avgPool3d: PoolOperation<3> = pooling("tf.nn.avgPool3d", "AVG", 3);

/**
 * The mean of each window of images of one to three dimensions.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.avgPool(tf.ones([1, 4, 4, 2]), 2, 2, "VALID").shape, [1, 2, 2, 2]);
 * ```
 */
export const avgPool: PoolOperation<ImageRank> = pooling("tf.nn.avgPool", "AVG");
