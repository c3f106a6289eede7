/**
 * Images as files: `tf.io.encodePng`; the same in `tf.image`.
 *
 * @module
 */
import { textOf } from "../../ops/strings/bytes_text.ts";
import { encodePng as png } from "../images/png_writer.ts";
import { aval, formatAval } from "../../tensor/aval.ts";
import { hostCall } from "../../tensor/host_function.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../../ops/array/named.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { asInteger } from "../../ops/integers.ts";

/** Arguments of {@linkcode encodePng}. */
export interface EncodePngArguments extends Named {
  /** Images `(..., height, width, channels)` of 1 to 4 channels, uint8 or uint16. */
  image: TensorLike;
  /** How hard zlib tries, 0 to 9; default -1, zlib's own. */
  compression?: IntegerLike;
}

/**
 * The bytes of a PNG file for each image, as texts that `tf.io.writeFile` writes. 1 channel is gray, 2
 * are gray and alpha, 3 are RGB, 4 RGBA. The pixels come back as they are; the bytes are not those of
 * TensorFlow, which filters rows.
 *
 * @throws {TypeError} for other element types, and for images of other shapes.
 * @throws {RangeError} for images without pixels, and for another compression.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const image = tf.constant([[[1, 2, 3], [4, 5, 6]]], "uint8");
 * const back = tf.io.decodePng(tf.io.encodePng(image));
 * assertEquals(back.numpy().toArray(), [[[1, 2, 3], [4, 5, 6]]]);
 * ```
 */
export const encodePng: Operation<
  EncodePngArguments,
  ["image", "compression", "name"],
  Tensor
> = bind("tf.io.encodePng", ["image", "compression", "name"], 1, (image, compression) => {
  const where = "tf.io.encodePng";
  const x = asTensor(where, image);
  const level = asInteger(where, "compression", compression ?? -1, { min: -1, max: 9 });
  const { dtype, shape } = x;
  const [height, width, channels] = shape.slice(-3) as [number, number, number];
  if (
    (dtype !== "uint8" && dtype !== "uint16") || shape.length < 3 || channels < 1 || channels > 4
  ) {
    throw new TypeError(
      `${where}: expected image of uint8 or uint16 and shape (..., height, width, 1 to 4 channels), received ${
        formatAval(x)
      }`,
    );
  }
  if (height === 0 || width === 0) {
    throw new RangeError(`${where}: expected an image with pixels, received ${formatAval(x)}`);
  }
  const outer = shape.slice(0, -3);
  const count = outer.reduce((product, it) => product * it, 1);
  const size = height * width * channels;
  return hostCall(aval("string", outer), [x], (values) => {
    const all = values as Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
    return Array.from({ length: count }, (_, i) => {
      const data = all.subarray(i * size, (i + 1) * size);
      return textOf(png({ data, height, width, channels }, level));
    });
  });
});
