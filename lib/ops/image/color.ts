/**
 * Colours, brightness and element types of images: `tf.image.convertImageDtype`,
 * `tf.image.rgbToGrayscale`, `tf.image.grayscaleToRgb`, `tf.image.adjustBrightness`,
 * `tf.image.adjustContrast`, `tf.image.perImageStandardization`.
 *
 * @module
 */
import { type DType, DTYPES, isDType, isFloating, isInteger } from "../../arrays/dtypes.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { add, divide, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { floordiv } from "../../primitives/math/division.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { maximum, minimum } from "../../primitives/math/extremes.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireDType } from "../../primitives/support/infer.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { ScalarLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { onBatch } from "./images.ts";
import { asScalar } from "../numbers.ts";

const isImageType = (dtype: DType): boolean => isFloating(dtype) || isInteger(dtype);

/** The largest number of a type of whole numbers, as exact as floats have it. */
const largest = (dtype: DType): number => Number(DTYPES[dtype].max);

/** The largest number of `from` that is one of `to`, a type of whole numbers. */
function highest(from: DType, to: DType): number {
  const max = Number(DTYPES[to].max);
  if (isInteger(from)) return Math.min(Number(DTYPES[from].max), max);
  const { epsilon } = DTYPES[from];
  // Rounded up to a power of two, as 2^31 of 2^31 - 1: one step less.
  return max % 2 === 0 || max > 1 / epsilon! ? (max + 1) * (1 - epsilon! / 2) : max;
}

/** Numbers within those of a type, then of that type. */
function saturated(x: Tensor, dtype: DType): Tensor {
  if (isFloating(dtype) || x.dtype === dtype) return cast(x, dtype);
  const min = Number(DTYPES[dtype].min);
  const least = isInteger(x.dtype) ? Math.max(min, Number(DTYPES[x.dtype].min)) : min;
  const above = maximum(x, scalar(least, x.dtype));
  return cast(minimum(above, scalar(highest(x.dtype, dtype), x.dtype)), dtype);
}

/** Images in another element type, whole numbers standing for 0 to 1. */
export function converted(where: string, x: Tensor, dtype: DType, saturate: boolean): Tensor {
  requireDType(where.slice(3), x.aval, isImageType, "real numbers");
  if (x.dtype === dtype) return x;
  const into = (it: Tensor) => saturate ? saturated(it, dtype) : cast(it, dtype);
  if (isFloating(x.dtype) && isFloating(dtype)) return cast(x, dtype);
  if (isFloating(dtype)) {
    return multiply(cast(x, dtype), scalar(1 / largest(x.dtype), dtype));
  }
  if (isFloating(x.dtype)) return into(multiply(x, scalar(largest(dtype) + 0.5, x.dtype)));
  const [from, to] = [largest(x.dtype), largest(dtype)];
  if (from > to) {
    return into(floordiv(x, scalar(Math.floor((from + 1) / (to + 1)), x.dtype)));
  }
  return multiply(into(x), scalar(Math.floor((to + 1) / (from + 1)), dtype));
}

/** Arguments of {@linkcode convertImageDtype}. */
export interface ConvertImageDtypeArguments {
  /** Images of real numbers. */
  image: TensorLike;
  /** Their new element type. */
  dtype: DType;
  /** Whether what does not fit becomes the nearest number that does; default false. */
  saturate?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Images in another element type: floats count from 0 to 1, whole numbers from 0 to their largest.
 *
 * @throws {TypeError} for element types that are no real numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.image.convertImageDtype([0, 0.5, 1], "uint8");
 * assertEquals(x.numpy().toArray(), [0, 127, 255]);
 * ```
 */
export const convertImageDtype: Operation<
  ConvertImageDtypeArguments,
  ["image", "dtype", "saturate", "name"],
  Tensor
> = bind(
  "tf.image.convertImageDtype",
  ["image", "dtype", "saturate", "name"],
  2,
  (image, dtype, saturate = false) => {
    const where = "tf.image.convertImageDtype";
    if (!isDType(dtype) || !isImageType(dtype)) {
      throw new TypeError(
        `${where}: expected dtype to be one of real numbers, received dtype=${formatValue(dtype)}`,
      );
    }
    const x = asTensor(where, image);
    return internally(() => converted(where, x, dtype, saturate));
  },
);

/** Computes in floats, and converts back. */
export function inFloats(where: string, x: Tensor, compute: (floats: Tensor) => Tensor): Tensor {
  return internally(() => {
    const keeps = x.dtype === "float32" || x.dtype === "float16";
    const floats = keeps ? x : converted(where, x, "float32", false);
    return converted(where, compute(floats), x.dtype, true);
  });
}

/** Arguments of {@linkcode rgbToGrayscale} and {@linkcode grayscaleToRgb}. */
export interface ColorArguments {
  /** Images whose last axis holds the channels. */
  images: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Throws unless the last axis has that many channels. */
export function requireChannels(where: string, x: Tensor, count: number): void {
  if (x.rank > 0 && x.shape.at(-1) === count) return;
  throw new TypeError(
    `${where}: expected images with a last axis of ${count}, received shape ${
      formatShape(x.shape)
    }`,
  );
}

/**
 * Grey images of coloured ones: `0.2989 red + 0.587 green + 0.114 blue`.
 *
 * @throws {TypeError} unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.rgbToGrayscale(tf.ones([4, 5, 3])).shape, [4, 5, 1]);
 * ```
 */
export const rgbToGrayscale: Operation<ColorArguments, ["images", "name"], Tensor> = bind(
  "tf.image.rgbToGrayscale",
  ["images", "name"],
  1,
  (images) => {
    const where = "tf.image.rgbToGrayscale";
    const x = asTensor(where, images);
    requireChannels(where, x, 3);
    return internally(() => {
      const floats = converted(where, x, "float32", false);
      const weights = leaf(Float32Array.of(0.2989, 0.587, 0.114), aval("float32", [3]));
      const gray = reduceSum(multiply(floats, weights), [x.rank - 1], true);
      return converted(where, gray, x.dtype, false);
    });
  },
);

/**
 * Images of three equal channels of grey ones.
 *
 * @throws {TypeError} unless the last axis has 1 channel.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.grayscaleToRgb(tf.ones([4, 5, 1])).shape, [4, 5, 3]);
 * ```
 */
export const grayscaleToRgb: Operation<ColorArguments, ["images", "name"], Tensor> = bind(
  "tf.image.grayscaleToRgb",
  ["images", "name"],
  1,
  (images) => {
    const where = "tf.image.grayscaleToRgb";
    const x = asTensor(where, images);
    requireChannels(where, x, 1);
    return concat([x, x, x], x.rank - 1);
  },
);

/** Arguments of {@linkcode adjustBrightness}. */
export interface AdjustBrightnessArguments {
  /** Images. */
  image: TensorLike;
  /** What is added, on the scale of 0 to 1. */
  delta: ScalarLike;
}

/**
 * Images with a number added; whole numbers stay within their type.
 *
 * @throws {TypeError} for images that are no real numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.adjustBrightness([0, 1], 0.5).numpy().toArray(), [0.5, 1.5]);
 * ```
 */
export const adjustBrightness: Operation<
  AdjustBrightnessArguments,
  ["image", "delta"],
  Tensor
> = bind("tf.image.adjustBrightness", ["image", "delta"], 2, (image, delta) => {
  const where = "tf.image.adjustBrightness";
  return inFloats(
    where,
    asTensor(where, image),
    (x) => add(x, asScalar(where, "delta", delta, x.dtype)),
  );
});

/** Arguments of {@linkcode adjustContrast}. */
export interface AdjustContrastArguments {
  /** Images of at least 3 dimensions `[..., height, width, channels]`. */
  images: TensorLike;
  /** What the distance from the mean is multiplied by. */
  contrastFactor: ScalarLike;
}

/**
 * `(x - mean) contrastFactor + mean` with the mean of each channel of each image.
 *
 * @throws {TypeError} for images of fewer than 3 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.image.adjustContrast(tf.reshape([1, 3], [1, 2, 1]), 2);
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [0, 4]);
 * ```
 */
export const adjustContrast: Operation<
  AdjustContrastArguments,
  ["images", "contrastFactor"],
  Tensor
> = bind("tf.image.adjustContrast", ["images", "contrastFactor"], 2, (images, contrastFactor) => {
  const where = "tf.image.adjustContrast";
  const given = asTensor(where, images);
  if (given.rank < 3) {
    throw new TypeError(
      `${where}: expected images of at least 3 dimensions, received shape ${
        formatShape(given.shape)
      }`,
    );
  }
  return inFloats(where, given, (x) => {
    const mean = reduceMean(x, [x.rank - 3, x.rank - 2], true);
    return add(
      multiply(subtract(x, mean), asScalar(where, "contrastFactor", contrastFactor, x.dtype)),
      mean,
    );
  });
});

/** Arguments of {@linkcode perImageStandardization}. */
export interface StandardizationArguments {
  /** Images `[batch, height, width, channels]`, or one image. */
  image: TensorLike;
}

/**
 * Images of mean 0 and standard deviation 1, float32; a deviation below `1 / sqrt(n)` of `n` numbers
 * counts as that.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.image.perImageStandardization(tf.reshape([1, 3], [1, 2, 1]));
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [-1, 1]);
 * ```
 */
export const perImageStandardization: Operation<StandardizationArguments, ["image"], Tensor> = bind(
  "tf.image.perImageStandardization",
  ["image"],
  1,
  (image) => {
    const where = "tf.image.perImageStandardization";
    return onBatch(where, "image", asTensor(where, image), (given) => {
      requireDType(where.slice(3), given.aval, isImageType, "real numbers");
      const x = cast(given, "float32");
      const axes = [1, 2, 3];
      const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
      const centred = subtract(x, reduceMean(x, axes, true));
      const deviation = sqrt(reduceMean(square(centred), axes, true));
      return divide(centred, maximum(deviation, scalar(1 / Math.sqrt(count), "float32")));
    });
  },
);
