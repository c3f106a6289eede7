/**
 * Single images: `tf.keras.utils.loadImg`, `tf.keras.utils.saveImg`. An image is a host array of
 * uint8, `(height, width, channels)`, where Python has Pillow's.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import { checkBoolean, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { warnOnce } from "../errors/warn.ts";
import { checkPath, readPlainFile } from "../io/files.ts";
import { decodeImage } from "../io/functions/decode_any.ts";
import { writeFile } from "../io/functions/files.ts";
import { encodeJpeg } from "../io/images/jpeg.ts";
import { formatOf } from "../io/images/pixels.ts";
import {
  type Bytes,
  PILLOW_FILTERS,
  type PillowFilter,
  pillowResize,
} from "../io/images/pillow_resize.ts";
import { encodePng } from "../io/images/png_writer.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { asIntegers } from "../ops/integers.ts";
import type { IntegersLike, TensorLike } from "../tensor/like.ts";
import { arrayToImg } from "./image_arrays.ts";

/** Arguments of {@linkcode loadImg}. */
export interface LoadImgArguments {
  /** The file's path, or its `file:` URL, or its bytes. */
  path: string | URL | Uint8Array;
  /** Channels: one, three or four; default `"rgb"`. */
  colorMode?: "grayscale" | "rgb" | "rgba";
  /** Height and width of the result; default: the file's. */
  targetSize?: IntegersLike | null;
  /** How pixels are made; default `"nearest"`. */
  interpolation?: PillowFilter;
  /** Whether the image is cut to the wanted ratio of sides before; default false. */
  keepAspectRatio?: boolean;
}

const CHANNELS = { grayscale: 1, rgb: 3, rgba: 4 } as const;

/** Gray of colors as Pillow has it: 0.299, 0.587 and 0.114 of 65536, rounded. */
function grayOf({ data, height, width }: Bytes): Bytes {
  const gray = new Uint8Array(height * width);
  for (let i = 0; i < gray.length; i++) {
    const [red, green, blue] = [data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!];
    gray[i] = (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
  }
  return { data: gray, height, width, channels: 1 };
}

/** The image with channels that its format may not give. */
function imageOf(file: Uint8Array, channels: 1 | 3 | 4): Bytes {
  const hasAlpha = formatOf(file) === "PNG" || formatOf(file) === "BMP";
  const decoded = decodeImage(file, {
    channels: channels === 4 && hasAlpha ? 4 : 3,
    expandAnimations: false,
  });
  const [height, width, own] = decoded.shape as [number, number, number];
  const image = {
    data: decoded.numpy().data as Uint8Array<ArrayBuffer>,
    height,
    width,
    channels: own,
  };
  if (channels === 1) return grayOf(image);
  if (channels === own) return image;
  const data = new Uint8Array(4 * height * width).fill(255);
  for (let i = 0; i < height * width; i++) data.set(image.data.subarray(3 * i, 3 * i + 3), 4 * i);
  return { data, height, width, channels };
}

/** The part in the middle that has the wanted ratio of sides. */
function middle({ height, width }: Bytes, tall: number, wide: number) {
  const cutHeight = Math.min(height, Math.floor(width * tall / wide));
  const cutWidth = Math.min(width, Math.floor(height * wide / tall));
  const [top, left] = [Math.floor((height - cutHeight) / 2), Math.floor((width - cutWidth) / 2)];
  return { left, top, right: left + cutWidth, bottom: top + cutHeight };
}

/**
 * The image in a file of PNG, JPEG, BMP or GIF (its first frame), `(height, width, channels)` of uint8:
 * the very numbers of Keras, whose Pillow makes gray of colors, and other sizes, in whole numbers.
 *
 * @throws {TypeError} for what is no path, other arguments, and kinds of files that are not read.
 * @throws {SyntaxError} if the file is none of these, or a damaged one.
 * @throws {RangeError} for a file that is cut off or too large.
 * @throws {Error} if there is no such file, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync({ suffix: ".png" });
 * tf.keras.utils.saveImg(path, [[[0], [255]]]);
 * const image = tf.keras.utils.loadImg(path, { colorMode: "grayscale", targetSize: [1, 4] });
 * assertEquals(image.toArray(), [[[0], [0], [255], [255]]]);
 * Deno.removeSync(path);
 * ```
 */
export const loadImg: Operation<
  LoadImgArguments,
  ["path", "colorMode", "targetSize", "interpolation", "keepAspectRatio"],
  NdArray<"uint8">
> = bind(
  "tf.keras.utils.loadImg",
  ["path", "colorMode", "targetSize", "interpolation", "keepAspectRatio"],
  1,
  (path, colorMode, targetSize, interpolation, keepAspectRatio) => {
    const where = "tf.keras.utils.loadImg";
    const mode = checkOneOf(where, "colorMode", colorMode ?? "rgb", ["grayscale", "rgb", "rgba"]);
    const filter = checkOneOf(where, "interpolation", interpolation ?? "nearest", PILLOW_FILTERS);
    const keepsRatio = checkBoolean(where, "keepAspectRatio", keepAspectRatio ?? false);
    const size = targetSize === undefined || targetSize === null
      ? undefined
      : asIntegers(where, "targetSize", targetSize, { min: 1 });
    if (size !== undefined && size.length !== 2) {
      throw new RangeError(
        `${where}: expected targetSize to be [height, width], received ${formatValue(size)}`,
      );
    }
    const file = path instanceof Uint8Array
      ? path
      : readPlainFile(`${where} ${formatValue(String(path))}`, checkPath(where, path));
    const image = imageOf(file, CHANNELS[mode]);
    const [tall, wide] = size ?? [image.height, image.width];
    const isSame = tall === image.height && wide === image.width;
    const { data, height, width, channels } = isSame ? image : pillowResize(
      image,
      tall!,
      wide!,
      filter,
      keepsRatio
        ? middle(image, tall!, wide!)
        : { left: 0, top: 0, right: image.width, bottom: image.height },
    );
    return new NdArray(data, [height, width, channels], "uint8");
  },
);

/** Arguments of {@linkcode saveImg}. */
export interface SaveImgArguments {
  /** The file's path, or its `file:` URL. */
  path: string | URL;
  /** The image, of 1, 3 or 4 channels. */
  x: TensorLike | NdArray;
  /** Where channels stand; default `"channels_last"`. */
  dataFormat?: "channels_last" | "channels_first" | null;
  /** The file's format; default: what the end of its name says. */
  fileFormat?: "png" | "jpeg" | "jpg" | null;
  /** Whether values are spread over 0 to 255; default true. */
  scale?: boolean;
}

/** Pillow's quality of JPEG files. */
const QUALITY = 75;

/**
 * Writes an image to a PNG or JPEG file, with its values spread over 0 to 255 unless `scale` is false.
 *
 * @throws {TypeError} for what is no path or image, and for other formats.
 * @throws {RangeError} for values outside of 0 to 255 where they are not spread.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync({ suffix: ".png" });
 * tf.keras.utils.saveImg(path, [[[1, 2, 3], [4, 5, 6]]], { scale: false });
 * assertEquals(tf.keras.utils.loadImg(path).toArray(), [[[1, 2, 3], [4, 5, 6]]]);
 * Deno.removeSync(path);
 * ```
 */
export const saveImg: Operation<
  SaveImgArguments,
  ["path", "x", "dataFormat", "fileFormat", "scale"],
  void
> = bind(
  "tf.keras.utils.saveImg",
  ["path", "x", "dataFormat", "fileFormat", "scale"],
  2,
  (path, x, dataFormat, fileFormat, scale) => {
    const where = "tf.keras.utils.saveImg";
    const file = checkPath(where, path);
    const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
    const given = fileFormat ?? ending;
    if (given !== "png" && given !== "jpg" && given !== "jpeg") {
      throw new TypeError(
        `${where}: expected a file that ends with .png, .jpg or .jpeg, or a fileFormat "png" or "jpeg", received ${
          formatValue(given ?? file)
        }`,
      );
    }
    const image = arrayToImg(x, dataFormat, scale);
    const [height, width, channels] = image.shape as [number, number, number];
    const data = image.data as Uint8Array<ArrayBuffer>;
    if (given === "png") {
      writeFile(file, encodePng({ data, height, width, channels }, -1));
      return;
    }
    if (channels === 4) {
      warnOnce(`${where}: JPEG files have no alpha; it is left out`);
    }
    const colors = channels === 4 ? data.filter((_, i) => i % 4 !== 3) : data;
    const pixels = { data: colors, height, width, channels: Math.min(channels, 3) };
    const options = { quality: QUALITY, isProgressive: false, hasFewColors: true };
    writeFile(file, encodeJpeg(pixels, options));
  },
);
