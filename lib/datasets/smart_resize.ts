/**
 * `tf.keras.preprocessing.image.smartResize`: images of another size, without distortion.
 *
 * @module
 */
import { checkOneOf } from "../errors/checks.ts";
import { formatAval } from "../tensor/aval.ts";
import type { IntegersLike, TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { transpose } from "../ops/array/transpose.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { resize, type ResizeMethodName } from "../ops/image/resize.ts";
import { asIntegers } from "../ops/integers.ts";
import { slice } from "../primitives/array/slice.ts";

/** Arguments of {@linkcode smartResize}. */
export interface SmartResizeArguments {
  /** Images `(batch, height, width, channels)`, or one image. */
  x: TensorLike;
  /** Height and width of the result. */
  size: IntegersLike;
  /** How pixels are made; default `"bilinear"`. */
  interpolation?: ResizeMethodName;
  /** Where channels stand; default `"channels_last"`. */
  dataFormat?: "channels_last" | "channels_first";
  /** Keras's own; left out here. */
  backendModule?: null;
}

const METHODS = [
  "bilinear",
  "nearest",
  "bicubic",
  "area",
  "lanczos3",
  "lanczos5",
  "gaussian",
  "mitchellcubic",
] as const;

/**
 * Images of another size, without distortion: the largest part in the middle that has the wanted
 * ratio of sides, resized.
 *
 * @throws {TypeError} for anything but images, and other ways to make pixels.
 * @throws {RangeError} for another size than `[height, width]`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const image = tf.constant([[[1], [2], [3], [4]], [[1], [2], [3], [4]]]);
 * const square = tf.keras.preprocessing.image.smartResize(image, [2, 2]);
 * assertEquals(square.numpy().toArray(), [[[2], [3]], [[2], [3]]]);
 * ```
 */
export const smartResize: Operation<
  SmartResizeArguments,
  ["x", "size", "interpolation", "dataFormat", "backendModule"],
  Tensor
> = bind(
  "tf.keras.preprocessing.image.smartResize",
  ["x", "size", "interpolation", "dataFormat", "backendModule"],
  2,
  (x, size, interpolation, dataFormat) => {
    const where = "tf.keras.preprocessing.image.smartResize";
    const method = checkOneOf(where, "interpolation", interpolation ?? "bilinear", METHODS);
    const isFirst = checkOneOf(where, "dataFormat", dataFormat ?? "channels_last", [
      "channels_last",
      "channels_first",
    ]) === "channels_first";
    const sides = asIntegers(where, "size", size, { min: 1 });
    const [wantedHeight, wantedWidth] = sides as [number, number];
    if (sides.length !== 2) {
      throw new RangeError(
        `${where}: expected size to be [height, width], received ${sides.length} numbers`,
      );
    }
    const given = asTensor(where, x);
    const { rank } = given;
    if (rank !== 3 && rank !== 4) {
      throw new TypeError(
        `${where}: expected an image or a batch of images, received ${formatAval(given)}`,
      );
    }
    const last = rank === 3 ? [1, 2, 0] : [0, 2, 3, 1];
    const first = rank === 3 ? [2, 0, 1] : [0, 3, 1, 2];
    const images = isFirst ? transpose(given, last) : given;
    const [height, width] = images.shape.slice(rank - 3) as [number, number, number];
    const cutHeight = Math.min(height, Math.trunc(width * wantedHeight / wantedWidth));
    const cutWidth = Math.min(width, Math.trunc(height * wantedWidth / wantedHeight));
    const begin = images.shape.map(() => 0);
    const part = [...images.shape];
    begin[rank - 3] = Math.trunc((height - cutHeight) / 2);
    begin[rank - 2] = Math.trunc((width - cutWidth) / 2);
    part[rank - 3] = cutHeight;
    part[rank - 2] = cutWidth;
    const sized = resize(slice(images, begin, part), [wantedHeight, wantedWidth], method);
    return isFirst ? transpose(sized, first) : sized;
  },
);
