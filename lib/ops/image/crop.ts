/**
 * Parts of images, and borders around them: `tf.image.centralCrop`, `tf.image.cropToBoundingBox`,
 * `tf.image.padToBoundingBox`, `tf.image.resizeWithCropOrPad`.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import { slice } from "../../primitives/array/slice.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { onBatch, sizeOfImages } from "./images.ts";

/** Arguments of {@linkcode centralCrop}. */
export interface CentralCropArguments {
  /** Images `[batch, height, width, channels]`, or one image. */
  image: TensorLike;
  /** The part of height and width that is left, > 0 and <= 1. */
  centralFraction: number;
}

/**
 * The middle of images.
 *
 * @throws {TypeError} for anything but images, {RangeError} for a fraction that is none.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.centralCrop(tf.ones([8, 4, 3]), 0.5).shape, [4, 2, 3]);
 * ```
 */
export const centralCrop: Operation<
  CentralCropArguments,
  ["image", "centralFraction"],
  Tensor
> = bind("tf.image.centralCrop", ["image", "centralFraction"], 2, (image, centralFraction) => {
  const where = "tf.image.centralCrop";
  const x = asTensor(where, image);
  if (!(typeof centralFraction === "number" && centralFraction > 0 && centralFraction <= 1)) {
    throw new RangeError(
      `${where}: expected centralFraction to be > 0 and <= 1, received centralFraction=${
        formatValue(centralFraction)
      }`,
    );
  }
  return onBatch(where, "image", x, (it) => {
    const [height, width] = sizeOfImages(it);
    const start = (length: number) => Math.trunc((length - length * centralFraction) / 2);
    const [top, left] = [start(height), start(width)];
    return cut(it, top, left, height - 2 * top, width - 2 * left);
  });
});

function cut(x: Tensor, top: number, left: number, height: number, width: number): Tensor {
  return slice(x, [0, top, left, 0], [x.shape[0]!, height, width, x.shape[3]!]);
}

/** Arguments of {@linkcode cropToBoundingBox} and {@linkcode padToBoundingBox}. */
export interface BoundingBoxArguments {
  /** Images `[batch, height, width, channels]`, or one image. */
  image: TensorLike;
  /** Rows above, >= 0. */
  offsetHeight: IntegerLike;
  /** Columns to the left, >= 0. */
  offsetWidth: IntegerLike;
  /** Height of the result. */
  targetHeight: IntegerLike;
  /** Width of the result. */
  targetWidth: IntegerLike;
}

/** Names of the arguments, in order. */
type BoxNames = ["image", "offsetHeight", "offsetWidth", "targetHeight", "targetWidth"];

/** A function of images and a box. */
export type BoundingBoxOperation = Operation<BoundingBoxArguments, BoxNames, Tensor>;

/**
 * A part of images, from a row and a column on.
 *
 * @throws {TypeError} for anything but images, {RangeError} for a box that is not within them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.cropToBoundingBox(tf.ones([8, 4, 3]), 1, 0, 2, 3).shape, [2, 3, 3]);
 * ```
 */
export const cropToBoundingBox: BoundingBoxOperation = bind(
  "tf.image.cropToBoundingBox",
  ["image", "offsetHeight", "offsetWidth", "targetHeight", "targetWidth"],
  5,
  (image, offsetHeight, offsetWidth, targetHeight, targetWidth) => {
    const where = "tf.image.cropToBoundingBox";
    const x = asTensor(where, image);
    const top = asInteger(where, "offsetHeight", offsetHeight, { min: 0 });
    const left = asInteger(where, "offsetWidth", offsetWidth, { min: 0 });
    const tall = asInteger(where, "targetHeight", targetHeight, { min: 1 });
    const wide = asInteger(where, "targetWidth", targetWidth, { min: 1 });
    return onBatch(where, "image", x, (it) => {
      const [height, width] = sizeOfImages(it);
      if (top + tall > height || left + wide > width) {
        throw new RangeError(
          `${where}: expected a box within ${height} rows and ${width} columns, received rows ${top} to ${
            top + tall
          } and columns ${left} to ${left + wide}`,
        );
      }
      return cut(it, top, left, tall, wide);
    });
  },
);

/**
 * Images with zeros around them, so that they begin at a row and a column of larger ones.
 *
 * @throws {TypeError} for anything but images, {RangeError} for a result that does not hold them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.image.padToBoundingBox(tf.ones([1, 1, 1]), 0, 1, 1, 3);
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [0, 1, 0]);
 * ```
 */
export const padToBoundingBox: BoundingBoxOperation = bind(
  "tf.image.padToBoundingBox",
  ["image", "offsetHeight", "offsetWidth", "targetHeight", "targetWidth"],
  5,
  (image, offsetHeight, offsetWidth, targetHeight, targetWidth) => {
    const where = "tf.image.padToBoundingBox";
    const x = asTensor(where, image);
    const top = asInteger(where, "offsetHeight", offsetHeight, { min: 0 });
    const left = asInteger(where, "offsetWidth", offsetWidth, { min: 0 });
    const tall = asInteger(where, "targetHeight", targetHeight, { min: 0 });
    const wide = asInteger(where, "targetWidth", targetWidth, { min: 0 });
    return onBatch(where, "image", x, (it) => {
      const [height, width] = sizeOfImages(it);
      const [below, right] = [tall - top - height, wide - left - width];
      if (below < 0 || right < 0) {
        throw new RangeError(
          `${where}: expected a result that holds ${height} rows and ${width} columns from (${top}, ${left}) on, received targetHeight=${tall}, targetWidth=${wide}`,
        );
      }
      return padConstant(it, [[0, 0], [top, below], [left, right], [0, 0]], 0);
    });
  },
);

/** Arguments of {@linkcode resizeWithCropOrPad}. */
export interface ResizeWithCropOrPadArguments {
  /** Images `[batch, height, width, channels]`, or one image. */
  image: TensorLike;
  /** Height of the result, >= 1. */
  targetHeight: IntegerLike;
  /** Width of the result, >= 1. */
  targetWidth: IntegerLike;
}

/**
 * The middle of images, or zeros around them, so that they get a size.
 *
 * @throws {TypeError} for anything but images, {RangeError} for sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.resizeWithCropOrPad(tf.ones([8, 2, 3]), 4, 6).shape, [4, 6, 3]);
 * ```
 */
export const resizeWithCropOrPad: Operation<
  ResizeWithCropOrPadArguments,
  ["image", "targetHeight", "targetWidth"],
  Tensor
> = bind(
  "tf.image.resizeWithCropOrPad",
  ["image", "targetHeight", "targetWidth"],
  3,
  (image, targetHeight, targetWidth) => {
    const where = "tf.image.resizeWithCropOrPad";
    const x = asTensor(where, image);
    const tall = asInteger(where, "targetHeight", targetHeight, { min: 1 });
    const wide = asInteger(where, "targetWidth", targetWidth, { min: 1 });
    return onBatch(where, "image", x, (it) => {
      const [height, width] = sizeOfImages(it);
      if (height === 0 || width === 0) {
        throw new TypeError(
          `${where}: expected images with pixels, received shape ${formatShape(x.shape)}`,
        );
      }
      const more = [tall - height, wide - width] as const;
      const [top, left] = more.map((it) => Math.max(0, Math.floor(-it / 2)));
      const inner = cut(it, top!, left!, Math.min(tall, height), Math.min(wide, width));
      const [above, before] = more.map((it) => Math.max(0, Math.floor(it / 2)));
      const after = more.map((it, i) => Math.max(0, it) - [above, before][i]!);
      return padConstant(inner, [
        [0, 0],
        [above!, after[0]!],
        [before!, after[1]!],
        [0, 0],
      ], 0);
    });
  },
);
