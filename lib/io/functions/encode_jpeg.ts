/**
 * Images as JPEG files: `tf.io.encodeJpeg`; the same in `tf.image`.
 *
 * @module
 */
import { checkBoolean, checkOneOf } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { textOf } from "../../ops/strings/bytes_text.ts";
import { encodeJpeg as jpeg } from "../images/jpeg.ts";
import { aval, formatAval } from "../../tensor/aval.ts";
import { hostCall } from "../../tensor/host_function.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asInteger } from "../../ops/integers.ts";

/** Arguments of {@linkcode encodeJpeg}. */
export interface EncodeJpegArguments extends Named {
  /** The image `(height, width, channels)` of 1 or 3 channels, uint8. */
  image: TensorLike;
  /** What the channels are: `"grayscale"`, `"rgb"`, or `""` for what their number says, the default. */
  format?: "" | "grayscale" | "rgb";
  /** How near the file is to the image, 0 to 100; default 95. */
  quality?: IntegerLike;
  /** Whether the file shows the whole image roughly, then finer; default false. */
  progressive?: boolean;
  /** Whether the file is made small without loss: it always is; default false. */
  optimizeSize?: boolean;
  /** Whether colors are kept for squares of 4 pixels only; default true. */
  chromaDownsampling?: boolean;
  /** The unit of the densities; only `"in"`, the default. */
  densityUnit?: "in";
  /** Pixels for a unit; only 300, the default: the file does not say it. */
  xDensity?: 300;
  /** Pixels for a unit; only 300, the default. */
  yDensity?: 300;
  /** A description in XMP; only none, the default. */
  xmpMetadata?: "";
}

/** Options that have one value, and that. */
const ONLY = { densityUnit: "in", xDensity: 300, yDensity: 300, xmpMetadata: "" };

/**
 * The bytes of a JPEG file for an image, as a text that `tf.io.writeFile` writes. It is smaller than
 * TensorFlow's for the same quality and about as near to the image: mozjpeg's encoder weighs what each
 * number costs, so neither its bytes nor the pixels that come back are TensorFlow's.
 *
 * @throws {TypeError} for other element types, images of other shapes, and other options.
 * @throws {RangeError} for images without pixels or of more than 65500 in a row or column, and for
 * another quality.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const image = tf.fill([4, 6, 1], tf.constant(77, "uint8"));
 * const back = tf.io.decodeJpeg(tf.io.encodeJpeg(image, { quality: 100 }));
 * assertEquals(back.numpy().toArray(), image.numpy().toArray());
 * ```
 */
export const encodeJpeg: Operation<
  EncodeJpegArguments,
  [
    "image",
    "format",
    "quality",
    "progressive",
    "optimizeSize",
    "chromaDownsampling",
    "densityUnit",
    "xDensity",
    "yDensity",
    "xmpMetadata",
    "name",
  ],
  Tensor
> = bind(
  "tf.io.encodeJpeg",
  [
    "image",
    "format",
    "quality",
    "progressive",
    "optimizeSize",
    "chromaDownsampling",
    "densityUnit",
    "xDensity",
    "yDensity",
    "xmpMetadata",
    "name",
  ],
  1,
  (image, format, quality, progressive, optimizeSize, chromaDownsampling, ...rest) => {
    const where = "tf.io.encodeJpeg";
    const x = asTensor(where, image);
    const kind = checkOneOf(where, "format", format ?? "", ["", "grayscale", "rgb"] as const);
    const options = {
      quality: asInteger(where, "quality", quality ?? 95, { min: 0, max: 100 }),
      isProgressive: checkBoolean(where, "progressive", progressive ?? false),
      hasFewColors: checkBoolean(where, "chromaDownsampling", chromaDownsampling ?? true),
    };
    checkBoolean(where, "optimizeSize", optimizeSize ?? false);
    Object.entries(ONLY).forEach(([name, only], i) => {
      if (rest[i] === undefined || rest[i] === only) return;
      throw new TypeError(
        `${where}: expected ${name}=${formatValue(only)}, received ${name}=${
          formatValue(rest[i])
        }; the file does not say it`,
      );
    });
    const { dtype, shape } = x;
    const [height, width, channels] = shape as readonly number[];
    const expected = kind === "" ? [1, 3] : kind === "rgb" ? [3] : [1];
    if (dtype !== "uint8" || shape.length !== 3 || !expected.includes(channels!)) {
      throw new TypeError(
        `${where}: expected image of uint8 and shape (height, width, ${
          expected.join(" or ")
        }), received ${formatAval(x)}`,
      );
    }
    if (height! * width! === 0 || height! > 65500 || width! > 65500) {
      throw new RangeError(
        `${where}: expected an image of 1 to 65500 rows of 1 to 65500 pixels, received ${
          formatAval(x)
        }`,
      );
    }
    return hostCall(aval("string", []), [x], (values) => {
      const data = values as Uint8Array<ArrayBuffer>;
      const pixels = { data, height: height!, width: width!, channels: channels! };
      return [textOf(jpeg(pixels, options))];
    });
  },
);
