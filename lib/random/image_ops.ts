/**
 * Images changed at random: `tf.image.randomBrightness`, `randomContrast`, `randomHue`,
 * `randomSaturation`, `randomFlipLeftRight`, `randomFlipUpDown`, `randomCrop`. The numbers are those
 * of TensorFlow for the same seeds.
 *
 * @module
 */
import type { Tensor } from "../tensor/tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { adjustBrightness, adjustContrast } from "../ops/image/color.ts";
import { hueAdjusted, saturationAdjusted } from "../ops/image/hues.ts";
import {
  byDelta,
  byFactor,
  cropped,
  flipped,
  fromStream,
  type RandomCropArguments,
  type RandomDelta,
  type RandomFactor,
  type RandomFlip,
  type StreamSeed,
} from "./image_changes.ts";

const DELTA = ["image", "maxDelta", "seed"] as const;
const FACTOR = ["image", "lower", "upper", "seed"] as const;
const FLIP = ["image", "seed"] as const;
const CROP = ["value", "size", "seed", "name"] as const;

/**
 * Images with a number between `-maxDelta` and `maxDelta` added, on the scale of 0 to 1.
 *
 * @throws {RangeError} for a `maxDelta` below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.randomBrightness(tf.ones([4, 5, 3]), 0.2).shape, [4, 5, 3]);
 * ```
 */
export const randomBrightness: RandomDelta = bind(
  "tf.image.randomBrightness",
  DELTA,
  2,
  (image, maxDelta, seed) => {
    const where = "tf.image.randomBrightness";
    return byDelta(
      where,
      image,
      maxDelta,
      Infinity,
      fromStream(seed),
      (x, delta) => adjustBrightness(x, delta),
    );
  },
);

/**
 * Images with their hue turned by up to `maxDelta`, of at most 0.5.
 *
 * @throws {RangeError} for a `maxDelta` beyond 0 to 0.5.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.randomHue(tf.ones([4, 5, 3]), 0.2).shape, [4, 5, 3]);
 * ```
 */
export const randomHue: RandomDelta = bind(
  "tf.image.randomHue",
  DELTA,
  2,
  (image, maxDelta, seed) => {
    const where = "tf.image.randomHue";
    return byDelta(
      where,
      image,
      maxDelta,
      0.5,
      fromStream(seed),
      (x, delta) => hueAdjusted(where, x, delta),
    );
  },
);

/**
 * Images whose distances from their means are multiplied by a number between two bounds.
 *
 * @throws {RangeError} for bounds that do not rise from 0 or more.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.randomContrast(tf.ones([4, 5, 3]), 0.5, 1.5).shape, [4, 5, 3]);
 * ```
 */
export const randomContrast: RandomFactor = bind(
  "tf.image.randomContrast",
  FACTOR,
  3,
  (image, lower, upper, seed) => {
    const where = "tf.image.randomContrast";
    return byFactor(
      where,
      image,
      lower,
      upper,
      fromStream(seed),
      (x, factor) => adjustContrast(x, factor),
    );
  },
);

/**
 * Images with their saturation multiplied by a number between two bounds.
 *
 * @throws {RangeError} for bounds that do not rise from 0 or more.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.randomSaturation(tf.ones([4, 5, 3]), 0.5, 1.5).shape, [4, 5, 3]);
 * ```
 */
export const randomSaturation: RandomFactor = bind(
  "tf.image.randomSaturation",
  FACTOR,
  3,
  (image, lower, upper, seed) => {
    const where = "tf.image.randomSaturation";
    return byFactor(
      where,
      image,
      lower,
      upper,
      fromStream(seed),
      (x, factor) => saturationAdjusted(where, x, factor),
    );
  },
);

/**
 * Images with their columns the other way around, every second one.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.randomFlipLeftRight(tf.ones([2, 4, 5, 3])).shape, [2, 4, 5, 3]);
 * ```
 */
export const randomFlipLeftRight: RandomFlip = bind(
  "tf.image.randomFlipLeftRight",
  FLIP,
  1,
  (image, seed) => {
    const where = "tf.image.randomFlipLeftRight";
    return flipped(where, image, 1, fromStream(seed));
  },
);

/**
 * Images with their rows the other way around, every second one.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.randomFlipUpDown(tf.ones([2, 4, 5, 3])).shape, [2, 4, 5, 3]);
 * ```
 */
export const randomFlipUpDown: RandomFlip = bind(
  "tf.image.randomFlipUpDown",
  FLIP,
  1,
  (image, seed) => {
    const where = "tf.image.randomFlipUpDown";
    return flipped(where, image, 0, fromStream(seed));
  },
);

/**
 * A part of a tensor of the shape `size` from a random place on.
 *
 * @throws {TypeError} for a size that does not fit into the tensor.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.randomCrop(tf.ones([8, 9, 3]), [4, 4, 3]).shape, [4, 4, 3]);
 * ```
 */
export const randomCrop: Operation<
  RandomCropArguments & StreamSeed,
  ["value", "size", "seed", "name"],
  Tensor
> = bind("tf.image.randomCrop", CROP, 2, (value, size, seed) => {
  const where = "tf.image.randomCrop";
  return cropped(where, value, size, fromStream(seed));
});
