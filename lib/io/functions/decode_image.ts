/**
 * Images out of files: `tf.io.decodePng`, `tf.io.decodeBmp`; the same in `tf.image`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { ByteReader } from "../byte_reader.ts";
import { decodeBmp as bmp } from "../images/bmp.ts";
import type { Channels, Pixels } from "../images/pixels.ts";
import { decodePng as png } from "../images/png.ts";
import { aval } from "../../tensor/aval.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asDType } from "../../ops/dtype_argument.ts";
import { asContents } from "./contents.ts";

/** Arguments of {@linkcode decodeBmp}. */
export interface DecodeBmpArguments extends Named {
  /** The file's bytes, as `tf.io.readFile` gives them. */
  contents: TensorLike | Uint8Array;
  /** Channels of the result: 3, 4, or 0 for those of the file, the default. */
  channels?: 0 | 3 | 4;
}

/** Arguments of {@linkcode decodePng}. */
export interface DecodePngArguments extends Named {
  /** The file's bytes, as `tf.io.readFile` gives them. */
  contents: TensorLike | Uint8Array;
  /** Channels of the result: 1 gray, 3 RGB, 4 RGBA, or 0 for those of the file, the default. */
  channels?: Channels;
  /** Element type; default `"uint8"`. */
  dtype?: "uint8" | "uint16";
}

/** Channels that a decoder gives. */
export function checkChannels<T extends Channels>(
  where: string,
  value: unknown,
  all: readonly T[],
): T {
  const found = all.find((it) => it === value);
  if (found !== undefined) return found;
  throw new RangeError(
    `${where}: expected channels to be one of ${all.join(", ")}, received channels=${
      formatValue(value)
    }`,
  );
}

/** The tensor of decoded pixels. */
export const tensorOf = (
  { data, height, width, channels }: Pixels,
  dtype: "uint8" | "uint16",
): Tensor => leaf(data, aval(dtype, [height, width, channels]));

/**
 * The image in a PNG file, of shape `(height, width, channels)`: the very numbers that TensorFlow
 * gives, of palettes, gray, alpha, 1 to 16 bits and interlaced files. 16 bits become 8 by their upper
 * half, 8 become 16 times 257. Colors become gray by 0.299 red, 0.587 green and 0.114 blue. Alpha that
 * the file lacks is 255; as in TensorFlow, 1, 3 and 15 for files of 1, 2 and 4 bits.
 *
 * It is not for arguments of traced functions, as the shape is the file's.
 *
 * @throws {SyntaxError} if the bytes are no PNG file, or a damaged one.
 * @throws {RangeError} for a file that is cut off or too large, and for other channels.
 * @throws {TypeError} for contents that are no text or bytes, for other element types, and for gray of
 * colors that have a gamma or color profile.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const file = tf.io.encodePng(tf.constant([[[0], [128]]], "uint8"));
 * assertEquals(tf.io.decodePng(file, 3).numpy().toArray(), [[[0, 0, 0], [128, 128, 128]]]);
 * ```
 */
export const decodePng: Operation<
  DecodePngArguments,
  ["contents", "channels", "dtype", "name"],
  Tensor
> = bind(
  "tf.io.decodePng",
  ["contents", "channels", "dtype", "name"],
  1,
  (contents, channels, dtype) => {
    const where = "tf.io.decodePng";
    const wanted = checkChannels(where, channels ?? 0, [0, 1, 3, 4] as const);
    const type = asDType(where, dtype ?? "uint8");
    if (type !== "uint8" && type !== "uint16") {
      throw new TypeError(`${where}: expected dtype uint8 or uint16, received dtype=${type}`);
    }
    const reader = new ByteReader(where, asContents(where, contents));
    return tensorOf(png(reader, wanted, type), type);
  },
);

/**
 * The image in a BMP file of 8, 24 or 32 bits a pixel, of shape `(height, width, channels)`, uint8.
 * 8 bits are gray; a palette of colors, which TensorFlow passes over, is an error.
 *
 * It is not for arguments of traced functions, as the shape is the file's.
 *
 * @throws {SyntaxError} if the bytes are no BMP file, or a damaged one.
 * @throws {RangeError} for a file that is cut off or too large, and for other channels.
 * @throws {TypeError} for contents that are no text or bytes, and for compressed files.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const file = new Uint8Array(58);
 * file.set([0x42, 0x4d]);
 * const view = new DataView(file.buffer);
 * for (const [at, value] of [[10, 54], [14, 40], [18, 1], [22, 1]]) view.setUint32(at!, value!, true);
 * view.setUint16(28, 24, true);
 * file.set([30, 20, 10], 54);
 * assertEquals(tf.io.decodeBmp(file).numpy().toArray(), [[[10, 20, 30]]]);
 * ```
 */
export const decodeBmp: Operation<
  DecodeBmpArguments,
  ["contents", "channels", "name"],
  Tensor
> = bind("tf.io.decodeBmp", ["contents", "channels", "name"], 1, (contents, channels) => {
  const where = "tf.io.decodeBmp";
  const wanted = checkChannels(where, channels ?? 0, [0, 3, 4] as const);
  const reader = new ByteReader(where, asContents(where, contents));
  return tensorOf(bmp(reader, wanted), "uint8");
});
