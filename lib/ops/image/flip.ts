/**
 * Images mirrored and turned: `tf.image.flipLeftRight`, `tf.image.flipUpDown`, `tf.image.transpose`,
 * `tf.image.rot90`.
 *
 * @module
 */
import { reverse } from "../../primitives/array/reverse.ts";
import { transpose as permute } from "../../primitives/array/transpose.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { onBatch } from "./images.ts";

/** Arguments of functions of images alone. */
export interface ImageArguments {
  /** Images `[batch, height, width, channels]`, or one image. */
  image: TensorLike;
}

/** A function of images alone. */
export type ImageOperation = Operation<ImageArguments, ["image"], Tensor>;

/**
 * Images with their columns the other way around.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.image.flipLeftRight(tf.reshape([1, 2, 3], [1, 3, 1]));
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [3, 2, 1]);
 * ```
 */
export const flipLeftRight: ImageOperation = bind(
  "tf.image.flipLeftRight",
  ["image"],
  1,
  (image) => {
    const where = "tf.image.flipLeftRight";
    return onBatch(where, "image", asTensor(where, image), (x) => reverse(x, [2]));
  },
);

/**
 * Images with their rows the other way around.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.image.flipUpDown(tf.reshape([1, 2, 3], [3, 1, 1]));
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [3, 2, 1]);
 * ```
 */
export const flipUpDown: ImageOperation = bind("tf.image.flipUpDown", ["image"], 1, (image) => {
  const where = "tf.image.flipUpDown";
  return onBatch(where, "image", asTensor(where, image), (x) => reverse(x, [1]));
});

const exchanged = (x: Tensor): Tensor => permute(x, [0, 2, 1, 3]);

/** Arguments of {@linkcode transpose}. */
export interface ImageTransposeArguments extends ImageArguments {
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Images with rows and columns exchanged.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.transpose(tf.ones([2, 3, 1])).shape, [3, 2, 1]);
 * ```
 */
export const transpose: Operation<ImageTransposeArguments, ["image", "name"], Tensor> = bind(
  "tf.image.transpose",
  ["image", "name"],
  1,
  (image) => {
    const where = "tf.image.transpose";
    return onBatch(where, "image", asTensor(where, image), exchanged);
  },
);

/** Arguments of {@linkcode rot90}. */
export interface Rot90Arguments extends ImageArguments {
  /** How often, a whole number; negative ones turn clockwise. Default 1. */
  k?: IntegerLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * Images turned by a quarter counterclockwise, `k` times.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.image.rot90(tf.reshape([1, 2, 3, 4], [2, 2, 1]));
 * assertEquals(tf.reshape(y, [2, 2]).numpy().toArray(), [[2, 4], [1, 3]]);
 * ```
 */
export const rot90: Operation<Rot90Arguments, ["image", "k", "name"], Tensor> = bind(
  "tf.image.rot90",
  ["image", "k", "name"],
  1,
  (image, k = 1) => {
    const where = "tf.image.rot90";
    const turns = ((asInteger(where, "k", k) % 4) + 4) % 4;
    return onBatch(where, "image", asTensor(where, image), (x) => {
      switch (turns) {
        case 1:
          return exchanged(reverse(x, [2]));
        case 2:
          return reverse(x, [1, 2]);
        case 3:
          return reverse(exchanged(x), [2]);
        default:
          return x;
      }
    });
  },
);
