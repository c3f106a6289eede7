/**
 * Images of any format, and animations: `tf.io.decodeImage`, `tf.io.decodeGif`; the same in
 * `tf.image`.
 *
 * @module
 */
import { checkBoolean } from "../../errors/checks.ts";
import { ByteReader } from "../byte_reader.ts";
import { decodeBmp } from "../images/bmp.ts";
import { decodeGif as gif, type Frames } from "../images/gif.ts";
import { decodeJpeg } from "../images/jpeg.ts";
import { type Channels, formatOf, type ImageFormat } from "../images/pixels.ts";
import { decodePng } from "../images/png.ts";
import { aval } from "../../tensor/aval.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asDType } from "../../ops/dtype_argument.ts";
import { asContents } from "./contents.ts";
import { checkChannels } from "./decode_image.ts";

/** Arguments of {@linkcode decodeGif}. */
export interface DecodeGifArguments extends Named {
  /** The file's bytes, as `tf.io.readFile` gives them. */
  contents: TensorLike | Uint8Array;
}

/**
 * All frames in a GIF file, of shape `(frames, height, width, 3)`, uint8: the very numbers that
 * TensorFlow gives. Each frame is drawn over the one before it, the first one over black.
 *
 * It is not for arguments of traced functions, as the shape is the file's.
 *
 * @throws {SyntaxError} if the bytes are no GIF file, or a damaged one.
 * @throws {RangeError} for a file that is cut off or too large.
 * @throws {TypeError} for contents that are no text or bytes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * // A screen of one pixel, two colors, a frame, and the codes "clear, color 1, end".
 * const file = Uint8Array.of(
 *   ...[71, 73, 70, 56, 57, 97, 1, 0, 1, 0, 0x80, 0, 0, 9, 9, 9, 10, 20, 30],
 *   ...[44, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 0x01, 0, 59],
 * );
 * assertEquals(tf.io.decodeGif(file).numpy().toArray(), [[[[10, 20, 30]]]]);
 * ```
 */
export const decodeGif: Operation<DecodeGifArguments, ["contents", "name"], Tensor> = bind(
  "tf.io.decodeGif",
  ["contents", "name"],
  1,
  (contents) => {
    const where = "tf.io.decodeGif";
    const reader = new ByteReader(where, asContents(where, contents));
    const { data, count, height, width } = gif(reader, Infinity);
    return leaf(data, aval("uint8", [count, height, width, 3]));
  },
);

/** Arguments of {@linkcode decodeImage}. */
export interface DecodeImageArguments extends Named {
  /** The file's bytes, as `tf.io.readFile` gives them. */
  contents: TensorLike | Uint8Array;
  /** Channels of the result: 1 gray, 3 RGB, 4 RGBA, or 0 for those of the file, the default. */
  channels?: Channels;
  /** Element type; default `"uint8"`. */
  dtype?: "uint8" | "uint16" | "float32";
  /** Whether a GIF file gives all its frames, rather than the first; default true. */
  expandAnimations?: boolean;
}

/** Channels that a format can be asked for. */
const CHANNELS: Readonly<Record<ImageFormat, readonly Channels[]>> = {
  PNG: [0, 1, 3, 4],
  JPEG: [0, 1, 3],
  GIF: [0, 3],
  BMP: [0, 3, 4],
};

/** The values of 8 bits in another element type, as TensorFlow has them. */
function widened(data: Uint8Array, dtype: "uint8" | "uint16" | "float32") {
  if (dtype === "uint8") return new Uint8Array(data);
  if (dtype === "uint16") return Uint16Array.from(data, (it) => it * 256);
  const scale = Math.fround(1 / 255);
  return Float32Array.from(data, (it) => it * scale);
}

/**
 * The image in a file of PNG, JPEG, GIF or BMP, of shape `(height, width, channels)`; of GIF files
 * all frames, `(frames, height, width, 3)`, unless `expandAnimations` is false. In `"float32"` it is
 * from 0 to 1; in `"uint16"` 8 bits are times 256, in PNG files times 257.
 *
 * It is not for arguments of traced functions, as the shape is the file's.
 *
 * @throws {SyntaxError} if the bytes are of none of these formats, or damaged.
 * @throws {RangeError} for a file that is cut off or too large, and for channels that its format has
 * not.
 * @throws {TypeError} for contents that are no text or bytes, other element types, and kinds of files
 * that are not read.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const file = tf.io.encodePng(tf.constant([[[0], [255]]], "uint8"));
 * assertEquals(tf.io.decodeImage(file, { dtype: "float32" }).numpy().toArray(), [[[0], [1]]]);
 * ```
 */
export const decodeImage: Operation<
  DecodeImageArguments,
  ["contents", "channels", "dtype", "name", "expandAnimations"],
  Tensor
> = bind(
  "tf.io.decodeImage",
  ["contents", "channels", "dtype", "name", "expandAnimations"],
  1,
  (contents, channels, dtype, _name, expandAnimations) => {
    const where = "tf.io.decodeImage";
    const type = asDType(where, dtype ?? "uint8");
    if (type !== "uint8" && type !== "uint16" && type !== "float32") {
      throw new TypeError(
        `${where}: expected dtype uint8, uint16 or float32, received dtype=${type}`,
      );
    }
    const isExpanded = checkBoolean(where, "expandAnimations", expandAnimations ?? true);
    const wanted = checkChannels(where, channels ?? 0, CHANNELS.PNG);
    const reader = new ByteReader(where, asContents(where, contents));
    const format = formatOf(reader.bytes);
    if (format === undefined) {
      throw reader.malformed(
        0,
        "the signature of PNG, JPEG, GIF or BMP",
        `bytes ${[...reader.bytes.subarray(0, 4)].join(", ")}`,
        "convert the image to one of these",
      );
    }
    checkChannels(`${where}: for a ${format} file`, wanted, CHANNELS[format]);
    if (format === "PNG") {
      const { data, height, width, channels } = decodePng(
        reader,
        wanted,
        type === "uint8" ? type : "uint16",
      );
      const scale = Math.fround(1 / 65535);
      const values = type === "float32" ? Float32Array.from(data, (it) => it * scale) : data;
      return leaf(values, aval(type, [height, width, channels]));
    }
    const pixels = format === "JPEG"
      ? decodeJpeg(reader, wanted as 0 | 1 | 3)
      : format === "BMP"
      ? decodeBmp(reader, wanted as 0 | 3 | 4)
      : gif(reader, isExpanded ? Infinity : 1);
    const shape = [pixels.height, pixels.width, pixels.channels];
    if ("count" in pixels && isExpanded) shape.unshift((pixels as Frames).count);
    return leaf(widened(pixels.data as Uint8Array, type), aval(type, shape));
  },
);
