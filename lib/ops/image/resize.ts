/**
 * `tf.image.resize` and `tf.image.resizeWithPad`.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import {
  resizeArea,
  resizeBicubic,
  resizeBilinear,
  resizeNearestNeighbor,
  scaleAndTranslate,
  type Size,
} from "../../primitives/image/resize.ts";
import { cast } from "../../primitives/math/cast.ts";
import { requireReal } from "../../primitives/support/infer.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger, asIntegers, isList } from "../integers.ts";
import { onBatch, sizeOfImages } from "./images.ts";

/** Ways to resize. */
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

/** A way to resize. */
export type ResizeMethodName = typeof METHODS[number];

/** Ways to resize by TensorFlow's names. */
export const ResizeMethod: {
  readonly BILINEAR: "bilinear";
  readonly NEAREST_NEIGHBOR: "nearest";
  readonly BICUBIC: "bicubic";
  readonly AREA: "area";
  readonly LANCZOS3: "lanczos3";
  readonly LANCZOS5: "lanczos5";
  readonly GAUSSIAN: "gaussian";
  readonly MITCHELLCUBIC: "mitchellcubic";
} = Object.freeze({
  BILINEAR: "bilinear",
  NEAREST_NEIGHBOR: "nearest",
  BICUBIC: "bicubic",
  AREA: "area",
  LANCZOS3: "lanczos3",
  LANCZOS5: "lanczos5",
  GAUSSIAN: "gaussian",
  MITCHELLCUBIC: "mitchellcubic",
});

/** Arguments of {@linkcode resize}. */
export interface ResizeArguments {
  /** Images `[batch, height, width, channels]`, or one image. */
  images: TensorLike;
  /** Height and width of the result, >= 1. */
  size: IntegersLike;
  /** How to make pixels of others; default `"bilinear"`. */
  method?: ResizeMethodName;
  /** Whether to keep the ratio of height and width, within `size`; default false. */
  preserveAspectRatio?: boolean;
  /** Whether all pixels count where the result is smaller; default false. */
  antialias?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A height and a width. */
function checkSize(where: string, size: unknown): Size {
  const numbers = isList(size) ? asIntegers(where, "size", size, { min: 1 }) : [];
  if (numbers.length !== 2) {
    throw new TypeError(
      `${where}: expected size to be [height, width], received size=${formatValue(size)}`,
    );
  }
  return [numbers[0]!, numbers[1]!];
}

/** The size within another one that keeps the ratio, in float32 as TensorFlow computes it. */
function withRatio([height, width]: Size, [tall, wide]: Size): Size {
  const round = Math.fround;
  const scale = Math.min(round(tall / height), round(wide / width));
  const of = (length: number): number => {
    const exact = round(scale * length);
    const rest = exact - Math.floor(exact);
    const even = Math.floor(exact) % 2 === 0;
    return rest === 0.5 && even ? Math.floor(exact) : Math.round(exact);
  };
  return [of(height), of(width)];
}

/** Images resized by a method. */
export function resized(
  x: Tensor,
  size: Size,
  method: ResizeMethodName,
  antialias: boolean,
): Tensor {
  const centred = { size, alignCorners: false, halfPixelCenters: true };
  if (method === "nearest") return resizeNearestNeighbor(x, centred);
  const floats = cast(x, "float32");
  switch (method) {
    case "bilinear":
      return antialias
        ? scaleAndTranslate(floats, { size, curve: "triangle", antialias })
        : resizeBilinear(floats, centred);
    case "bicubic":
      return antialias
        ? scaleAndTranslate(floats, { size, curve: "keyscubic", antialias })
        : resizeBicubic(floats, centred);
    case "area":
      return resizeArea(floats, { size, alignCorners: false });
    default:
      return scaleAndTranslate(floats, { size, curve: method, antialias });
  }
}

function checkFlag(where: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(
    `${where}: expected ${name} to be true or false, received ${name}=${formatValue(value)}`,
  );
}

function requirePixels(where: string, x: Tensor): void {
  requireReal(where.slice(3), x.aval);
  if (!sizeOfImages(x).includes(0)) return;
  throw new TypeError(
    `${where}: expected images with pixels, received shape ${formatShape(x.shape)}`,
  );
}

/**
 * Images of another height and width, float32 unless `method` is `"nearest"`, which keeps the dtype.
 * Pixels lie at their centres.
 *
 * @throws {TypeError} for anything but images, {RangeError} for a method there is not, or sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape([1, 3], [1, 2, 1]);
 * const y = tf.image.resize(x, [1, 4]);
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [1, 1.5, 2.5, 3]);
 * ```
 */
export const resize: Operation<
  ResizeArguments,
  ["images", "size", "method", "preserveAspectRatio", "antialias", "name"],
  Tensor
> = bind(
  "tf.image.resize",
  ["images", "size", "method", "preserveAspectRatio", "antialias", "name"],
  2,
  (images, size, method = "bilinear", preserveAspectRatio = false, antialias = false) => {
    const where = "tf.image.resize";
    const x = asTensor(where, images);
    const wanted = checkSize(where, size);
    const way = checkOneOf(where, "method", method, METHODS);
    const keeps = checkFlag(where, "preserveAspectRatio", preserveAspectRatio);
    const smooth = checkFlag(where, "antialias", antialias);
    return onBatch(where, "images", x, (it) => {
      requirePixels(where, it);
      const final = keeps ? withRatio(sizeOfImages(it), wanted) : wanted;
      if (final.includes(0)) {
        throw new RangeError(
          `${where}: expected a size that leaves pixels with preserveAspectRatio, received size=${
            formatValue(size)
          } for shape ${formatShape(x.shape)}`,
        );
      }
      return resized(it, final, way, smooth);
    });
  },
);

/** Arguments of {@linkcode resizeWithPad}. */
export interface ResizeWithPadArguments {
  /** Images `[batch, height, width, channels]`, or one image. */
  image: TensorLike;
  /** Height of the result, >= 1. */
  targetHeight: IntegerLike;
  /** Width of the result, >= 1. */
  targetWidth: IntegerLike;
  /** How to make pixels of others; default `"bilinear"`. */
  method?: ResizeMethodName;
  /** Whether all pixels count where the result is smaller; default false. */
  antialias?: boolean;
}

/**
 * Images of another height and width, with zeros around them where the ratio differs.
 *
 * @throws {TypeError} for anything but images, {RangeError} for a method there is not, or sizes < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.image.resizeWithPad(tf.ones([1, 2, 1]), 3, 2);
 * assertEquals(tf.reshape(y, [3, 2]).numpy().toArray(), [[0, 0], [1, 1], [0, 0]]);
 * ```
 */
export const resizeWithPad: Operation<
  ResizeWithPadArguments,
  ["image", "targetHeight", "targetWidth", "method", "antialias"],
  Tensor
> = bind(
  "tf.image.resizeWithPad",
  ["image", "targetHeight", "targetWidth", "method", "antialias"],
  3,
  (image, targetHeight, targetWidth, method = "bilinear", antialias = false) => {
    const where = "tf.image.resizeWithPad";
    const x = asTensor(where, image);
    const tall = asInteger(where, "targetHeight", targetHeight, { min: 1 });
    const wide = asInteger(where, "targetWidth", targetWidth, { min: 1 });
    const way = checkOneOf(where, "method", method, METHODS);
    const smooth = checkFlag(where, "antialias", antialias);
    return onBatch(where, "image", x, (it) => {
      requirePixels(where, it);
      const round = Math.fround;
      const [height, width] = sizeOfImages(it);
      const ratio = Math.max(round(width / wide), round(height / tall));
      const [exactHeight, exactWidth] = [round(height / ratio), round(width / ratio)];
      const size: Size = [Math.floor(exactHeight), Math.floor(exactWidth)];
      if (size.includes(0)) {
        throw new RangeError(
          `${where}: expected a size that leaves pixels, received targetHeight=${tall}, targetWidth=${wide} for shape ${
            formatShape(x.shape)
          }`,
        );
      }
      const top = Math.max(0, Math.floor(round(tall - exactHeight) / 2));
      const left = Math.max(0, Math.floor(round(wide - exactWidth) / 2));
      return padConstant(resized(it, size, way, smooth), [
        [0, 0],
        [top, tall - top - size[0]],
        [left, wide - left - size[1]],
        [0, 0],
      ], 0);
    });
  },
);
