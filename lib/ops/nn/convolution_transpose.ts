/**
 * Transposed convolutions: `tf.nn.conv1dTranspose`, `tf.nn.conv2dTranspose`, `tf.nn.conv3dTranspose`,
 * `tf.nn.convTranspose`, `tf.nn.atrousConv2dTranspose`.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asShape } from "../integers.ts";
import { imageRank } from "./convolution.ts";
import { convolveBack } from "./convolve.ts";
import type { Counts, DataFormat, ExplicitPadding, ImageRank } from "./window_arguments.ts";

/** Arguments of transposed convolutions of `Rank` dimensions. */
export interface ConvTransposeArguments<Rank extends ImageRank> {
  /** What the convolution of the result has the shape of. */
  input: TensorLike;
  /** Filters `[...window, output channels, input channels]`: those of the convolution. */
  filters: TensorLike;
  /** Shape of the result, batch and channels included. */
  outputShape: ShapeLike;
  /** How far windows move in the result, >= 1. */
  strides: Counts;
  /** Padding of the convolution; default `"SAME"`. */
  padding?: "SAME" | "VALID" | (Rank extends 2 ? ExplicitPadding : never);
  /** Where the channels are; default: last. */
  dataFormat?: DataFormat<Rank> | null;
  /** Distance of the elements under a window, >= 1; default 1. */
  dilations?: Counts | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Names of the arguments, in order. */
type Names = [
  "input",
  "filters",
  "outputShape",
  "strides",
  "padding",
  "dataFormat",
  "dilations",
  "name",
];

/** A transposed convolution. */
export type ConvTranspose<Rank extends ImageRank> = Operation<
  ConvTransposeArguments<Rank>,
  Names,
  Tensor
>;

/** Makes the function of one number of dimensions, or of as many as the shape has. */
function transposed<Rank extends ImageRank>(where: string, known?: Rank): ConvTranspose<Rank> {
  return bind<ConvTransposeArguments<Rank>, Names, Tensor>(
    where,
    ["input", "filters", "outputShape", "strides", "padding", "dataFormat", "dilations", "name"],
    4,
    (input, filters, outputShape, strides, padding = "SAME", dataFormat, dilations) => {
      const [x, f] = asOperands(where, input, filters);
      const rank = known ??
        imageRank(where, "outputShape", asShape(where, outputShape, "outputShape"));
      const request = { where, rank, strides, padding, dataFormat, dilations };
      return convolveBack(request, x, f, outputShape);
    },
  );
}

/**
 * The gradient of {@linkcode conv1d} for its input, as a function of its own.
 *
 * @throws {TypeError} if the convolution of `outputShape` has another shape than `input`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.conv1dTranspose(tf.ones([1, 2, 1]), tf.ones([2, 1, 1]), [1, 4, 1], 2);
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [1, 1, 1, 1]);
 * ```
 */
export const conv1dTranspose: ConvTranspose<1> = transposed("tf.nn.conv1dTranspose", 1);

/**
 * The gradient of {@linkcode conv2d} for its input, as a function of its own.
 *
 * @throws {TypeError} if the convolution of `outputShape` has another shape than `input`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.ones([1, 2, 2, 3]);
 * const y = tf.nn.conv2dTranspose(x, tf.ones([3, 3, 4, 3]), [1, 4, 4, 4], 2);
 * assertEquals(y.shape, [1, 4, 4, 4]);
 * ```
 */
export const conv2dTranspose: ConvTranspose<2> = transposed("tf.nn.conv2dTranspose", 2);

/**
 * The gradient of {@linkcode conv3d} for its input, as a function of its own.
 *
 * @throws {TypeError} if the convolution of `outputShape` has another shape than `input`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.ones([1, 2, 2, 2, 3]);
 * const y = tf.nn.conv3dTranspose(x, tf.ones([2, 2, 2, 1, 3]), [1, 4, 4, 4, 1], 2);
 * assertEquals(y.shape, [1, 4, 4, 4, 1]);
 * ```
 */
export const conv3dTranspose: ConvTranspose<3> = transposed("tf.nn.conv3dTranspose", 3);

/**
 * A transposed convolution of one to three dimensions, as `outputShape` has.
 *
 * @throws {TypeError} if the convolution of `outputShape` has another shape than `input`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.convTranspose(tf.ones([1, 2, 1]), tf.ones([2, 1, 1]), [1, 4, 1], 2);
 * assertEquals(y.shape, [1, 4, 1]);
 * ```
 */
export const convTranspose: ConvTranspose<ImageRank> = transposed("tf.nn.convTranspose");

/** Arguments of {@linkcode atrousConv2dTranspose}. */
export interface AtrousConv2dTransposeArguments {
  /** What the convolution of the result has the shape of. */
  value: TensorLike;
  /** Filters `[height, width, output channels, input channels]`. */
  filters: TensorLike;
  /** Shape of the result, batch and channels included. */
  outputShape: ShapeLike;
  /** Distance of the elements under a window, >= 1. */
  rate: Counts;
  /** Padding of the convolution. */
  padding: "SAME" | "VALID";
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The gradient of {@linkcode atrousConv2d} for its input, as a function of its own.
 *
 * @throws {TypeError} if the convolution of `outputShape` has another shape than `value`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.ones([1, 3, 3, 2]);
 * const y = tf.nn.atrousConv2dTranspose(x, tf.ones([2, 2, 1, 2]), [1, 5, 5, 1], 2, "VALID");
 * assertEquals(y.shape, [1, 5, 5, 1]);
 * ```
 */
export const atrousConv2dTranspose: Operation<
  AtrousConv2dTransposeArguments,
  ["value", "filters", "outputShape", "rate", "padding", "name"],
  Tensor
> = bind(
  "tf.nn.atrousConv2dTranspose",
  ["value", "filters", "outputShape", "rate", "padding", "name"],
  5,
  (value, filters, outputShape, rate, padding) => {
    const where = "tf.nn.atrousConv2dTranspose";
    const [x, f] = asOperands(where, value, filters);
    const request = { where, strides: 1, padding, dataFormat: null, dilations: rate };
    return convolveBack({ ...request, rank: 2 }, x, f, outputShape);
  },
);
