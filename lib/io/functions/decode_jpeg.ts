/**
 * JPEG files: `tf.io.decodeJpeg`, `tf.io.decodeAndCropJpeg`, `tf.io.extractJpegShape`,
 * `tf.io.isJpeg`; the same in `tf.image`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { ByteReader } from "../byte_reader.ts";
import { decodeJpeg as jpeg, type Window } from "../images/jpeg.ts";
import { headerOf } from "../images/jpeg_markers.ts";
import { formatOf } from "../images/pixels.ts";
import { aval } from "../../tensor/aval.ts";
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asIntegers } from "../../ops/integers.ts";
import { asDType } from "../../ops/dtype_argument.ts";
import { asContents } from "./contents.ts";
import { checkChannels, tensorOf } from "./decode_image.ts";

/** Options of the decoders of JPEG files. */
interface JpegArguments extends Named {
  /** The file's bytes, as `tf.io.readFile` gives them. */
  contents: TensorLike | Uint8Array;
  /** Channels of the result: 1 gray, 3 RGB, or 0 for those of the file, the default. */
  channels?: 0 | 1 | 3;
  /** By how much the image is made smaller; only 1, the default. */
  ratio?: 1;
  /** Whether colors are smoothed between their samples; only true, the default. */
  fancyUpscaling?: true;
  /** Whether a file that is cut off is decoded; only false, the default. */
  tryRecoverTruncated?: false;
  /** Lines that are enough of such a file; only 1, the default. */
  acceptableFraction?: 1;
  /** The transform: `"INTEGER_ACCURATE"`, which `""`, the default, stands for here. */
  dctMethod?: "" | "INTEGER_ACCURATE";
}

/** Arguments of {@linkcode decodeJpeg}. */
export interface DecodeJpegArguments extends JpegArguments {}

/** Arguments of {@linkcode decodeAndCropJpeg}. */
export interface DecodeAndCropJpegArguments extends JpegArguments {
  /** The part's first row and pixel, and how many of both: `[y, x, height, width]`. */
  cropWindow: IntegersLike;
}

/** Checks the options that have one value. */
function checkOnly(where: string, name: string, value: unknown, only: unknown, fix: string): void {
  if (value === undefined || value === only) return;
  throw new TypeError(
    `${where}: expected ${name}=${formatValue(only)}, received ${name}=${
      formatValue(value)
    }; ${fix}`,
  );
}

function checkRest(where: string, rest: readonly unknown[]): void {
  const [ratio, fancy, recover, fraction, method] = rest;
  checkOnly(where, "ratio", ratio, 1, "make the image smaller with tf.image.resize");
  checkOnly(where, "fancyUpscaling", fancy, true, "leave it out");
  checkOnly(where, "tryRecoverTruncated", recover, false, "get the whole file");
  checkOnly(where, "acceptableFraction", fraction, 1, "get the whole file");
  if (method !== "") {
    const fix = "the fast transform is not there, and less accurate; leave it out";
    checkOnly(where, "dctMethod", method, "INTEGER_ACCURATE", fix);
  }
}

/**
 * The image in a JPEG file, of shape `(height, width, channels)`, uint8: the very numbers that
 * TensorFlow gives with `dct_method="INTEGER_ACCURATE"`, as Pillow and OpenCV do. TensorFlow's default
 * is a faster transform that is less accurate: its numbers are about 1 away from these, up to 10 in
 * files of quality 95 and below, and up to 80 in noise of quality 100.
 *
 * Baseline and progressive files are read, gray, YCbCr and RGB; the camera's turn (Exif) is passed
 * over. Gray of colors is their brightness, as the file has it. It is not for arguments of traced
 * functions, as the shape is the file's.
 *
 * @throws {SyntaxError} if the bytes are no JPEG file, or a damaged one.
 * @throws {RangeError} for a file that is cut off or too large, and for other channels.
 * @throws {TypeError} for contents that are no text or bytes, for printing inks (CMYK), files of 12
 * bits or arithmetic codes, and other options.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const file = tf.io.encodeJpeg(tf.fill([8, 16, 3], tf.constant(128, "uint8")));
 * const image = tf.io.decodeJpeg(file);
 * assertEquals(image.shape, [8, 16, 3]);
 * assertEquals(tf.reduceMax(image).numpy().toArray(), 128);
 * ```
 */
export const decodeJpeg: Operation<
  DecodeJpegArguments,
  [
    "contents",
    "channels",
    "ratio",
    "fancyUpscaling",
    "tryRecoverTruncated",
    "acceptableFraction",
    "dctMethod",
    "name",
  ],
  Tensor
> = bind(
  "tf.io.decodeJpeg",
  [
    "contents",
    "channels",
    "ratio",
    "fancyUpscaling",
    "tryRecoverTruncated",
    "acceptableFraction",
    "dctMethod",
    "name",
  ],
  1,
  (contents, channels, ...rest) => {
    const where = "tf.io.decodeJpeg";
    const wanted = checkChannels(where, channels ?? 0, [0, 1, 3] as const);
    checkRest(where, rest);
    return tensorOf(jpeg(new ByteReader(where, asContents(where, contents)), wanted), "uint8");
  },
);

/**
 * A part of the image in a JPEG file, as {@linkcode decodeJpeg} gives it.
 *
 * @throws {RangeError} for a part that is empty or not all in the image, and as `decodeJpeg` does.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const file = tf.io.encodeJpeg(tf.zeros([8, 16, 3], "uint8"));
 * assertEquals(tf.io.decodeAndCropJpeg(file, [1, 2, 4, 3]).shape, [4, 3, 3]);
 * ```
 */
export const decodeAndCropJpeg: Operation<
  DecodeAndCropJpegArguments,
  [
    "contents",
    "cropWindow",
    "channels",
    "ratio",
    "fancyUpscaling",
    "tryRecoverTruncated",
    "acceptableFraction",
    "dctMethod",
    "name",
  ],
  Tensor
> = bind(
  "tf.io.decodeAndCropJpeg",
  [
    "contents",
    "cropWindow",
    "channels",
    "ratio",
    "fancyUpscaling",
    "tryRecoverTruncated",
    "acceptableFraction",
    "dctMethod",
    "name",
  ],
  2,
  (contents, cropWindow, channels, ...rest) => {
    const where = "tf.io.decodeAndCropJpeg";
    const wanted = checkChannels(where, channels ?? 0, [0, 1, 3] as const);
    checkRest(where, rest);
    const numbers = asIntegers(where, "cropWindow", cropWindow, { min: 0 });
    const [y, x, height, width] = numbers;
    if (numbers.length !== 4 || height === 0 || width === 0) {
      throw new RangeError(
        `${where}: expected cropWindow to be [y, x, height, width] with pixels, received ${
          formatValue(numbers)
        }`,
      );
    }
    const window: Window = { y: y!, x: x!, height: height!, width: width! };
    const reader = new ByteReader(where, asContents(where, contents));
    return tensorOf(jpeg(reader, wanted, window), "uint8");
  },
);

/** Arguments of {@linkcode extractJpegShape}. */
export interface ExtractJpegShapeArguments extends Named {
  /** The file's bytes, of which the first are enough. */
  contents: TensorLike | Uint8Array;
  /** Element type; default `"int32"`. */
  outputType?: "int32" | "int64";
}

/**
 * Height, width and channels of a JPEG file, out of its head.
 *
 * @throws {SyntaxError} if the bytes are no JPEG file, or a damaged one.
 * @throws {RangeError} for a file that is cut off before the size.
 * @throws {TypeError} for contents that are no text or bytes, and other element types.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const file = tf.io.encodeJpeg(tf.zeros([8, 16, 3], "uint8"));
 * assertEquals(tf.io.extractJpegShape(file).numpy().toArray(), [8, 16, 3]);
 * ```
 */
export const extractJpegShape: Operation<
  ExtractJpegShapeArguments,
  ["contents", "outputType", "name"],
  Tensor
> = bind(
  "tf.io.extractJpegShape",
  ["contents", "outputType", "name"],
  1,
  (contents, outputType) => {
    const where = "tf.io.extractJpegShape";
    const type = asDType(where, outputType ?? "int32", "outputType");
    if (type !== "int32" && type !== "int64") {
      throw new TypeError(
        `${where}: expected outputType int32 or int64, received outputType=${type}`,
      );
    }
    const header = headerOf(new ByteReader(where, asContents(where, contents)), false);
    const shape = [
      header.height,
      header.width,
      { gray: 1, YCbCr: 3, RGB: 3, CMYK: 4 }[header.kind],
    ];
    const data = type === "int32" ? Int32Array.from(shape) : BigInt64Array.from(shape, BigInt);
    return leaf(data, aval(type, [3]));
  },
);

/** Arguments of {@linkcode isJpeg}. */
export interface IsJpegArguments extends Named {
  /** The file's bytes, of which the first three are enough. */
  contents: TensorLike | Uint8Array;
}

/**
 * Whether a file begins as JPEG files do: a bool.
 *
 * @throws {TypeError} for contents that are no text or bytes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.io.isJpeg(Uint8Array.of(0xff, 0xd8, 0xff)).numpy().toArray(), true);
 * assertEquals(tf.io.isJpeg("a text").numpy().toArray(), false);
 * ```
 */
export const isJpeg: Operation<IsJpegArguments, ["contents", "name"], Tensor> = bind(
  "tf.io.isJpeg",
  ["contents", "name"],
  1,
  (contents) => {
    const bytes = asContents("tf.io.isJpeg", contents);
    return leaf(Uint8Array.of(formatOf(bytes) === "JPEG" ? 1 : 0), aval("bool", []));
  },
);
