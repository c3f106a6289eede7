/**
 * Images as arrays and back: `tf.keras.utils.imgToArray`, `tf.keras.utils.arrayToImg`.
 *
 * @module
 */
import { convertStorage, type DType, DTYPES } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { checkBoolean, checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { asDType } from "../ops/dtype_argument.ts";
import { cast } from "../ops/math/cast.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";

/** Where channels stand. */
type Order = "channels_last" | "channels_first";

const checkOrder = (where: string, order: unknown): Order =>
  checkOneOf(where, "dataFormat", order ?? "channels_last", ["channels_last", "channels_first"]);

/** Values with the channels elsewhere. */
function moved<T>(values: ArrayLike<T>, shape: readonly number[], toFirst: boolean): T[] {
  const [height, width, channels] = shape as [number, number, number];
  const result: T[] = Array.from(values);
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < channels; c++) {
      const [last, first] = [i * channels + c, c * height * width + i];
      if (toFirst) result[first] = values[last]!;
      else result[last] = values[first]!;
    }
  }
  return result;
}

/** Arguments of {@linkcode imgToArray}. */
export interface ImgToArrayArguments {
  /** An image `(height, width, channels)` or `(height, width)`, as `loadImg` gives it. */
  img: NdArray | TensorLike;
  /** Where channels stand in the result; default `"channels_last"`. */
  dataFormat?: Order | null;
  /** Element type; default `"float32"`. */
  dtype?: DType | null;
}

/** Types of numbers that an image can have. */
function checkNumbers(where: string, dtype: unknown): DType {
  const type = asDType(where, dtype ?? "float32");
  if (type === "string" || type === "bool" || DTYPES[type].units !== 1) {
    throw new TypeError(`${where}: expected dtype to be one of numbers, received dtype=${type}`);
  }
  return type;
}

/**
 * An image as an array of three dimensions.
 *
 * @throws {TypeError} for what has neither two dimensions nor three, and other arguments.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const array = tf.keras.utils.imgToArray([[1, 2], [3, 4]]);
 * assertEquals([array.shape, array.dtype], [[2, 2, 1], "float32"]);
 * ```
 */
export const imgToArray: Operation<
  ImgToArrayArguments,
  ["img", "dataFormat", "dtype"],
  NdArray
> = bind(
  "tf.keras.utils.imgToArray",
  ["img", "dataFormat", "dtype"],
  1,
  (img, dataFormat, dtype) => {
    const where = "tf.keras.utils.imgToArray";
    const isFirst = checkOrder(where, dataFormat) === "channels_first";
    const type = checkNumbers(where, dtype);
    const image = cast(asTensor(where, img as TensorLike), type);
    const { shape } = image;
    if (shape.length !== 2 && shape.length !== 3) {
      throw new TypeError(
        `${where}: expected an image of two or three dimensions, received shape ${
          formatShape(shape)
        }`,
      );
    }
    const [height, width, channels] = [...shape, 1] as [number, number, number];
    const array = image.numpy() as NdArray;
    const data = array.data as Float32Array<ArrayBuffer>;
    if (!isFirst) return new NdArray(data.slice(), [height, width, channels], type as "float32");
    const values = data.slice();
    values.set(moved(data, [height, width, channels], true));
    return new NdArray(values, [channels, height, width], type as "float32");
  },
);

/** Arguments of {@linkcode arrayToImg}. */
export interface ArrayToImgArguments {
  /** Values of three dimensions, with 1, 3 or 4 channels. */
  x: NdArray | TensorLike;
  /** Where channels stand in `x`; default `"channels_last"`. */
  dataFormat?: Order | null;
  /** Whether values are spread over 0 to 255; default true. */
  scale?: boolean;
  /** Element type that is computed in; default `"float32"`. */
  dtype?: "float32" | "float64" | null;
}

/**
 * Values as an image, uint8 `(height, width, channels)`: the smallest one becomes 0 and the largest
 * 255, and parts of whole numbers are cut off. Without `scale` they stay, and have to be from 0 to 255.
 *
 * @throws {TypeError} for other than three dimensions, and other channels than 1, 3 and 4.
 * @throws {RangeError} for values outside of 0 to 255 that are not spread, and for NaN.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const image = tf.keras.utils.arrayToImg([[[-1], [0], [1]]]);
 * assertEquals(image.toArray(), [[[0], [127], [255]]]);
 * ```
 */
export const arrayToImg: Operation<
  ArrayToImgArguments,
  ["x", "dataFormat", "scale", "dtype"],
  NdArray<"uint8">
> = bind("tf.keras.utils.arrayToImg", ["x", "dataFormat", "scale", "dtype"], 1, (
  x,
  dataFormat,
  scale,
  dtype,
) => {
  const where = "tf.keras.utils.arrayToImg";
  const isFirst = checkOrder(where, dataFormat) === "channels_first";
  const isScaled = checkBoolean(where, "scale", scale ?? true);
  const type = checkOneOf(where, "dtype", dtype ?? "float32", ["float32", "float64"]);
  const given = asTensor(where, x as TensorLike);
  const shape = isFirst && given.rank === 3
    ? [given.shape[1]!, given.shape[2]!, given.shape[0]!]
    : given.shape;
  if (shape.length !== 3 || ![1, 3, 4].includes(shape[2]!) || given.dtype === "string") {
    throw new TypeError(
      `${where}: expected an image of three dimensions with 1, 3 or 4 channels, received ${given.dtype} of shape ${
        formatShape(given.shape)
      }`,
    );
  }
  const raw = convertStorage(read(given), given.dtype, type) as Float32Array;
  const values = raw.slice();
  if (isFirst) values.set(moved(raw, shape, false));
  if (isScaled) {
    const least = values.reduce((a, b) => Math.min(a, b), Infinity);
    values.forEach((it, i) => values[i] = it - least);
    const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
    if (most !== 0) values.forEach((it, i) => values[i] = it / most);
    values.forEach((it, i) => values[i] = it * 255);
  }
  const odd = values.find((it) => !(it >= 0 && it < 256));
  if (odd !== undefined) {
    throw new RangeError(
      `${where}: expected values from 0 to 255, received ${formatValue(odd)}${
        isScaled ? "" : "; leave out scale, or scale them before"
      }`,
    );
  }
  return new NdArray(Uint8Array.from(values), shape, "uint8");
});
