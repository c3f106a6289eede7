/**
 * Windows of images as vectors: `tf.image.extractPatches`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { checkOneOf } from "../../errors/checks.ts";
import { concat } from "../../primitives/array/concat.ts";
import { fill } from "../../primitives/array/fill.ts";
import { gather } from "../../primitives/array/gather.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { requireRank } from "../../primitives/support/infer.ts";
import { aval } from "../../tensor/aval.ts";
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asIntegers } from "../integers.ts";

/** Arguments of {@linkcode extractPatches}. */
export interface ExtractPatchesArguments extends Named {
  /** Images `[batch, height, width, channels]`. */
  images: TensorLike;
  /** Height and width of a window, `[1, height, width, 1]`. */
  sizes: IntegersLike;
  /** Distances of the windows, `[1, rows, columns, 1]`. */
  strides: IntegersLike;
  /** Distances of the pixels in a window, `[1, rows, columns, 1]`. */
  rates: IntegersLike;
  /** `"SAME"` fills up with zeros around the images; `"VALID"` does not. */
  padding: "SAME" | "VALID";
}

/** The two numbers in the middle of four. */
function middle(where: string, name: string, value: unknown): readonly [number, number] {
  const counts = asIntegers(where, name, value, { min: 1 });
  if (counts.length === 4 && counts[0] === 1 && counts[3] === 1) return [counts[1]!, counts[2]!];
  throw new RangeError(
    `${where}: expected ${name} to be [1, rows, columns, 1], received ${name}=${
      formatValue(counts)
    }`,
  );
}

/** The windows along an axis of images: an axis `[dim]` becomes `[count * size]`. */
function windows(
  x: Tensor,
  axis: number,
  { size, stride, rate, isSame }: {
    readonly size: number;
    readonly stride: number;
    readonly rate: number;
    readonly isSame: boolean;
  },
): readonly [count: number, windows: Tensor] {
  const dim = x.shape[axis]!;
  const reach = (size - 1) * rate + 1;
  const count = isSame
    ? Math.ceil(dim / stride)
    : Math.max(0, Math.floor((dim - reach) / stride) + 1);
  const missing = isSame ? Math.max(0, (count - 1) * stride + reach - dim) : 0;
  const before = Math.floor(missing / 2);
  const border = (length: number) =>
    length === 0 ? [] : [fill(0, { dtype: x.dtype, shape: x.shape.with(axis, length) })];
  const padded = missing === 0
    ? x
    : concat([...border(before), x, ...border(missing - before)], axis);
  const places = new Int32Array(count * size);
  for (let i = 0; i < places.length; i++) {
    places[i] = Math.floor(i / size) * stride + (i % size) * rate;
  }
  return [count, gather(padded, leaf(places, aval("int32", [places.length])), axis)];
}

/**
 * The windows of images as vectors, `[batch, rows, columns, height width channels]`.
 *
 * @throws {TypeError} for anything but 4 dimensions.
 * @throws {RangeError} for sizes, strides and rates that are no `[1, rows, columns, 1]`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape(tf.range(16), [1, 4, 4, 1]);
 * const y = tf.image.extractPatches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], "VALID");
 * assertEquals(y.at(0, 0, 0).numpy().toArray(), [0, 1, 4, 5]);
 * ```
 */
export const extractPatches: Operation<
  ExtractPatchesArguments,
  ["images", "sizes", "strides", "rates", "padding", "name"],
  Tensor
> = bind(
  "tf.image.extractPatches",
  ["images", "sizes", "strides", "rates", "padding", "name"],
  5,
  (images, sizes, strides, rates, padding) => {
    const where = "tf.image.extractPatches";
    const x = asTensor(where, images);
    requireRank(where.slice(3), "images", x.aval, 4);
    const [size, stride, rate] = [
      middle(where, "sizes", sizes),
      middle(where, "strides", strides),
      middle(where, "rates", rates),
    ];
    const isSame = checkOneOf(where, "padding", padding, ["SAME", "VALID"]) === "SAME";
    const options = (i: 0 | 1) => ({ size: size[i], stride: stride[i], rate: rate[i], isSame });
    return internally(() => {
      const [batch, , , channels] = x.shape as readonly [number, number, number, number];
      const [rows, tall] = windows(x, 1, options(0));
      const [columns, whole] = windows(tall, 2, options(1));
      const apart = reshape(whole, [batch, rows, size[0], columns, size[1], channels]);
      const vectors = transpose(apart, [0, 1, 3, 2, 4, 5]);
      return distinct(reshape(vectors, [batch, rows, columns, size[0] * size[1] * channels]), x);
    });
  },
);
