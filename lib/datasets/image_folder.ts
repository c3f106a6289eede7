/**
 * `tf.keras.utils.imageDatasetFromDirectory`: images in folders.
 *
 * @module
 */
import { checkBoolean, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { TensorSpec } from "../functions/tensor_spec.ts";
import { decodeImage } from "../io/functions/decode_any.ts";
import { readPlainFile } from "../io/files.ts";
import { type Arguments, bind } from "../ops/bind.ts";
import { isList } from "../ops/integers.ts";
import { checkInteger } from "../errors/checks.ts";
import { resize, type ResizeMethodName, resizeWithPad } from "../ops/image/resize.ts";
import { transpose } from "../ops/array/transpose.ts";
import { cast } from "../ops/math/cast.ts";
import { checkFolder, type FolderArguments, type FolderResult } from "./folder_arguments.ts";
import { folderDataset } from "./folder_dataset.ts";
import { smartResize } from "./smart_resize.ts";

/** Arguments of {@linkcode imageDatasetFromDirectory}. */
export interface ImageFolderArguments extends FolderArguments {
  /** Channels: one, three or four; default `"rgb"`. */
  colorMode?: "grayscale" | "rgb" | "rgba";
  /** Height and width of the images, or both in one number; default `[256, 256]`. */
  imageSize?: number | readonly [height: number, width: number];
  /** How images are resized; default `"bilinear"`. */
  interpolation?: ResizeMethodName;
  /** Whether images are cut to the wanted ratio of sides before; default false. */
  cropToAspectRatio?: boolean;
  /** Whether images keep their ratio of sides, with black around them; default false. */
  padToAspectRatio?: boolean;
  /** Where channels stand; default `"channels_last"`. */
  dataFormat?: "channels_last" | "channels_first" | null;
  /** What is made; only `"tf"`, the default. */
  format?: "tf";
}

const NAMES = [
  "directory",
  "labels",
  "labelMode",
  "classNames",
  "colorMode",
  "batchSize",
  "imageSize",
  "shuffle",
  "seed",
  "validationSplit",
  "subset",
  "interpolation",
  "followLinks",
  "cropToAspectRatio",
  "padToAspectRatio",
  "dataFormat",
  "format",
  "verbose",
] as const;

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

const WHERE = "tf.keras.utils.imageDatasetFromDirectory";
const CHANNELS = { grayscale: 1, rgb: 3, rgba: 4 } as const;

function checkSize(size: unknown): readonly [number, number] {
  const both = typeof size === "number" ? [size, size] : size;
  if (!isList(both) || !Array.isArray(both) || both.length !== 2) {
    throw new TypeError(
      `${WHERE}: expected imageSize to be [height, width], received imageSize=${formatValue(size)}`,
    );
  }
  const [height, width] = both.map((it) => checkInteger(WHERE, "imageSize", it, { min: 1 }));
  return [height!, width!];
}

/** A function whose result depends on what it is given. */
type ImageFolder = <const A extends Arguments<ImageFolderArguments, typeof NAMES>>(
  ...args: A
) => FolderResult<A>;

/**
 * The images in a folder, `[images, labels]` in batches: float32 `(batch, height, width, channels)`
 * from 0 to 255. The files that end with .bmp, .gif, .jpeg, .jpg and .png are found in the folders
 * whose names are the classes; their order, labels, split and shuffle are Keras's for the same seed.
 * The dataset has `classNames` and `filePaths`.
 *
 * JPEG files are decoded as `tf.io.decodeJpeg` does, a little more accurately than in TensorFlow.
 *
 * @throws {TypeError} for other arguments, and a split without `subset` or seed.
 * @throws {RangeError} where there are no such files, or classes do not fit.
 * @throws {Error} if there is no such folder, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * for (const name of ["cats/1.png", "dogs/1.png", "dogs/2.png"]) {
 *   tf.io.writeFile(`${folder}/${name}`, tf.io.encodePng(tf.zeros([4, 5, 3], "uint8")));
 * }
 * const data = tf.keras.utils.imageDatasetFromDirectory(folder, {
 *   imageSize: [8, 8],
 *   shuffle: false,
 *   verbose: false,
 * });
 * assertEquals(data.classNames, ["cats", "dogs"]);
 * for (const [images, labels] of data) {
 *   assertEquals(images.shape, [3, 8, 8, 3]);
 *   assertEquals(labels.numpy().toArray(), [0, 1, 1]);
 * }
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const imageDatasetFromDirectory: ImageFolder = bind<
  ImageFolderArguments,
  typeof NAMES,
  unknown
>(WHERE, NAMES, 1, (...values) => {
  const given = Object.fromEntries(
    NAMES.map((name, i) => [name, values[i]]),
  ) as Partial<ImageFolderArguments>;
  const folder = checkFolder(WHERE, given);
  const color = checkOneOf(WHERE, "colorMode", given.colorMode ?? "rgb", [
    "grayscale",
    "rgb",
    "rgba",
  ]);
  const [height, width] = checkSize(given.imageSize ?? 256);
  const method = checkOneOf(WHERE, "interpolation", given.interpolation ?? "bilinear", METHODS);
  const isCropped = checkBoolean(WHERE, "cropToAspectRatio", given.cropToAspectRatio ?? false);
  const isPadded = checkBoolean(WHERE, "padToAspectRatio", given.padToAspectRatio ?? false);
  const order = checkOneOf(WHERE, "dataFormat", given.dataFormat ?? "channels_last", [
    "channels_last",
    "channels_first",
  ]);
  checkOneOf(WHERE, "format", given.format ?? "tf", ["tf"]);
  if (isCropped && isPadded) {
    throw new TypeError(
      `${WHERE}: expected cropToAspectRatio or padToAspectRatio, received both`,
    );
  }
  const channels = CHANNELS[color];
  const isFirst = order === "channels_first";
  const shape = isFirst ? [channels, height, width] : [height, width, channels];
  // The nearest pixel is one of the file, and stays a whole number unless black is put around it.
  const dtype = method === "nearest" && !isPadded && !isCropped ? "uint8" : "float32";
  return folderDataset(folder, {
    formats: [".bmp", ".gif", ".jpeg", ".jpg", ".png"],
    spec: new TensorSpec(shape, dtype),
    load(path) {
      const file = readPlainFile(`${WHERE} ${formatValue(path)}`, path);
      const image = decodeImage(file, { channels, expandAnimations: false });
      const size = [height, width] as [number, number];
      const sized = isCropped
        ? smartResize(image, size, { interpolation: method })
        : isPadded
        ? resizeWithPad(image, height, width, method)
        : resize(image, size, method);
      const typed = sized.dtype === dtype ? sized : cast(sized, dtype);
      return isFirst ? transpose(typed, [2, 0, 1]) : typed;
    },
  });
}) as ImageFolder;
