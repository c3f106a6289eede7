/**
 * Convolutions: `tf.nn.conv1d`, `tf.nn.conv2d`, `tf.nn.conv3d`, `tf.nn.convolution`,
 * `tf.nn.atrousConv2d`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { convolve } from "./convolve.ts";
import type { Counts, DataFormat, ExplicitPadding, ImageRank } from "./window_arguments.ts";

/** What all convolutions take. */
interface Common<Rank extends ImageRank> {
  /** Images `[batch, ..., channels]`, or as `dataFormat` says; the batch may have several dimensions. */
  input: TensorLike;
  /** Filters `[...window, input channels, output channels]`; fewer input channels make groups. */
  filters: TensorLike;
  /** `"SAME"`: as many results as there are strides; `"VALID"`: only whole windows. */
  padding: "SAME" | "VALID" | (Rank extends 3 ? never : ExplicitPadding);
  /** Where the channels are; default: last. */
  dataFormat?: DataFormat<Rank> | null;
  /** Distance of the elements under a window, >= 1; default 1. */
  dilations?: Counts | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Arguments of {@linkcode conv1d}. */
export interface Conv1dArguments extends Common<1> {
  /** How far windows move, >= 1. */
  stride: Counts;
}

/** Arguments of {@linkcode conv2d}. */
export interface Conv2dArguments extends Common<2> {
  /** How far windows move, >= 1: for both axes, each, or each dimension. */
  strides: Counts;
}

/** Arguments of {@linkcode conv3d}. */
export interface Conv3dArguments extends Common<3> {
  /** How far windows move, >= 1: for all axes, each, or each dimension. */
  strides: Counts;
}

type Names<Stride extends string> = [
  "input",
  "filters",
  Stride,
  "padding",
  "dataFormat",
  "dilations",
  "name",
];

/**
 * Convolution of sequences: `y[n, i, o] = sum over k, c of x[n, s i + d k, c] f[k, c, o]`.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for strides or dilations < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape([1, 2, 3, 4], [1, 4, 1]);
 * const y = tf.nn.conv1d(x, [[[1]], [[-1]]], 1, "VALID");
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [-1, -1, -1]);
 * ```
 */
export const conv1d: Operation<Conv1dArguments, Names<"stride">, Tensor> = bind(
  "tf.nn.conv1d",
  ["input", "filters", "stride", "padding", "dataFormat", "dilations", "name"],
  4,
  (input, filters, strides, padding, dataFormat, dilations) => {
    const where = "tf.nn.conv1d";
    const [x, f] = asOperands(where, input, filters);
    return convolve({ where, rank: 1, strides, padding, dataFormat, dilations }, x, f);
  },
);

/**
 * Convolution of images.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for strides or dilations < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.conv2d(tf.ones([1, 5, 5, 3]), tf.ones([3, 3, 3, 8]), 2, "SAME");
 * assertEquals(y.shape, [1, 3, 3, 8]);
 * ```
 */
export const conv2d: Operation<Conv2dArguments, Names<"strides">, Tensor> = bind(
  "tf.nn.conv2d",
  ["input", "filters", "strides", "padding", "dataFormat", "dilations", "name"],
  4,
  (input, filters, strides, padding, dataFormat, dilations) => {
    const where = "tf.nn.conv2d";
    const [x, f] = asOperands(where, input, filters);
    return convolve({ where, rank: 2, strides, padding, dataFormat, dilations }, x, f);
  },
);

/**
 * Convolution of volumes.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for strides or dilations < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.conv3d(tf.ones([1, 4, 4, 4, 1]), tf.ones([2, 2, 2, 1, 3]), 1, "VALID");
 * assertEquals(y.shape, [1, 3, 3, 3, 3]);
 * ```
 */
export const conv3d: Operation<Conv3dArguments, Names<"strides">, Tensor> = bind(
  "tf.nn.conv3d",
  ["input", "filters", "strides", "padding", "dataFormat", "dilations", "name"],
  4,
  (input, filters, strides, padding, dataFormat, dilations) => {
    const where = "tf.nn.conv3d";
    const [x, f] = asOperands(where, input, filters);
    return convolve({ where, rank: 3, strides, padding, dataFormat, dilations }, x, f);
  },
);

/** Arguments of {@linkcode convolution}. */
export interface ConvolutionArguments {
  /** Images of one to three dimensions, as many as the filters have beside their channels. */
  input: TensorLike;
  /** Filters `[...window, input channels, output channels]`. */
  filters: TensorLike;
  /** How far windows move, >= 1; default 1. */
  strides?: Counts | null;
  /** `"SAME"` or `"VALID"` (default), or two numbers for each dimension. */
  padding?: "SAME" | "VALID" | ExplicitPadding;
  /** Where the channels are; default: last. */
  dataFormat?: DataFormat<ImageRank> | null;
  /** Distance of the elements under a window, >= 1; default 1. */
  dilations?: Counts | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** The number of dimensions that filters or a shape leave for images. */
export function imageRank(where: string, argument: string, shape: readonly number[]): ImageRank {
  const rank = shape.length - 2;
  if (rank === 1 || rank === 2 || rank === 3) return rank;
  throw new TypeError(
    `${where}: expected ${argument} of 3, 4 or 5 dimensions, received ${formatShape(shape)}`,
  );
}

/**
 * Convolution of one to three dimensions, as the filters have.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for strides or dilations < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.nn.convolution(tf.ones([1, 4, 1]), tf.ones([2, 1, 3])).shape, [1, 3, 3]);
 * ```
 */
export const convolution: Operation<
  ConvolutionArguments,
  ["input", "filters", "strides", "padding", "dataFormat", "dilations", "name"],
  Tensor
> = bind(
  "tf.nn.convolution",
  ["input", "filters", "strides", "padding", "dataFormat", "dilations", "name"],
  2,
  (input, filters, strides, padding = "VALID", dataFormat, dilations) => {
    const where = "tf.nn.convolution";
    const [x, f] = asOperands(where, input, filters);
    const rank = imageRank(where, "filters", f.shape);
    return convolve({ where, rank, strides, padding, dataFormat, dilations }, x, f);
  },
);

/** Arguments of {@linkcode atrousConv2d}. */
export interface AtrousConv2dArguments {
  /** Images `[batch, height, width, channels]`. */
  value: TensorLike;
  /** Filters `[height, width, input channels, output channels]`. */
  filters: TensorLike;
  /** Distance of the elements under a window, >= 1. */
  rate: Counts;
  /** `"SAME"` or `"VALID"`. */
  padding: "SAME" | "VALID";
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Convolution of images by filters with holes: {@linkcode conv2d} with `dilations`.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for a rate < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.atrousConv2d(tf.ones([1, 7, 7, 1]), tf.ones([3, 3, 1, 2]), 2, "VALID");
 * assertEquals(y.shape, [1, 3, 3, 2]);
 * ```
 */
export const atrousConv2d: Operation<
  AtrousConv2dArguments,
  ["value", "filters", "rate", "padding", "name"],
  Tensor
> = bind(
  "tf.nn.atrousConv2d",
  ["value", "filters", "rate", "padding", "name"],
  4,
  (value, filters, rate, padding) => {
    const where = "tf.nn.atrousConv2d";
    const [x, f] = asOperands(where, value, filters);
    const request = { where, rank: 2, strides: 1, padding, dataFormat: null, dilations: rate };
    return convolve({ ...request, rank: 2 }, x, f);
  },
);
