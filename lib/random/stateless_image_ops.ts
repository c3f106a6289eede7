/**
 * Images changed at random, each a function of its seed alone: `tf.image.statelessRandomBrightness`,
 * `statelessRandomContrast`, `statelessRandomHue`, `statelessRandomSaturation`,
 * `statelessRandomFlipLeftRight`, `statelessRandomFlipUpDown`, `statelessRandomCrop`. The numbers are
 * those of TensorFlow for the same seeds.
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
  fromPair,
  type PairSeed,
  type RandomCropArguments,
  type StatelessRandomDelta,
  type StatelessRandomFactor,
  type StatelessRandomFlip,
} from "./image_changes.ts";

const DELTA = ["image", "maxDelta", "seed"] as const;
const FACTOR = ["image", "lower", "upper", "seed"] as const;
const FLIP = ["image", "seed"] as const;
const CROP = ["value", "size", "seed", "name"] as const;

/**
 * Images with a number between `-maxDelta` and `maxDelta` added, on the scale of 0 to 1. The same
 * seed gives the same result.
 *
 * @throws {RangeError} for a `maxDelta` below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.statelessRandomBrightness(tf.ones([4, 5, 3]), 0.2, [1, 2]).shape, [4, 5, 3]);
 * ```
 */
export const statelessRandomBrightness: StatelessRandomDelta = bind(
  "tf.image.statelessRandomBrightness",
  DELTA,
  3,
  (image, maxDelta, seed) => {
    const where = "tf.image.statelessRandomBrightness";
    return byDelta(
      where,
      image,
      maxDelta,
      Infinity,
      fromPair(seed),
      (x, delta) => adjustBrightness(x, delta),
    );
  },
);

/**
 * Images with their hue turned by up to `maxDelta`, of at most 0.5. The same seed gives the same
 * result.
 *
 * @throws {RangeError} for a `maxDelta` beyond 0 to 0.5.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.statelessRandomHue(tf.ones([4, 5, 3]), 0.2, [1, 2]).shape, [4, 5, 3]);
 * ```
 */
export const statelessRandomHue: StatelessRandomDelta = bind(
  "tf.image.statelessRandomHue",
  DELTA,
  3,
  (image, maxDelta, seed) => {
    const where = "tf.image.statelessRandomHue";
    return byDelta(
      where,
      image,
      maxDelta,
      0.5,
      fromPair(seed),
      (x, delta) => hueAdjusted(where, x, delta),
    );
  },
);

/**
 * Images whose distances from their means are multiplied by a number between two bounds. The same
 * seed gives the same result.
 *
 * @throws {RangeError} for bounds that do not rise from 0 or more.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.statelessRandomContrast(tf.ones([4, 5, 3]), 0.5, 1.5, [1, 2]).shape, [4, 5, 3]);
 * ```
 */
export const statelessRandomContrast: StatelessRandomFactor = bind(
  "tf.image.statelessRandomContrast",
  FACTOR,
  4,
  (image, lower, upper, seed) => {
    const where = "tf.image.statelessRandomContrast";
    return byFactor(
      where,
      image,
      lower,
      upper,
      fromPair(seed),
      (x, factor) => adjustContrast(x, factor),
    );
  },
);

/**
 * Images with their saturation multiplied by a number between two bounds. The same seed gives the
 * same result.
 *
 * @throws {RangeError} for bounds that do not rise from 0 or more.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.statelessRandomSaturation(tf.ones([4, 5, 3]), 0.5, 1.5, [1, 2]).shape, [4, 5, 3]);
 * ```
 */
export const statelessRandomSaturation: StatelessRandomFactor = bind(
  "tf.image.statelessRandomSaturation",
  FACTOR,
  4,
  (image, lower, upper, seed) => {
    const where = "tf.image.statelessRandomSaturation";
    return byFactor(
      where,
      image,
      lower,
      upper,
      fromPair(seed),
      (x, factor) => saturationAdjusted(where, x, factor),
    );
  },
);

/**
 * Images with their columns the other way around, every second one. The same seed gives the same
 * result.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.statelessRandomFlipLeftRight(tf.ones([2, 4, 5, 3]), [1, 2]).shape, [2, 4, 5, 3]);
 * ```
 */
export const statelessRandomFlipLeftRight: StatelessRandomFlip = bind(
  "tf.image.statelessRandomFlipLeftRight",
  FLIP,
  2,
  (image, seed) => {
    const where = "tf.image.statelessRandomFlipLeftRight";
    return flipped(where, image, 1, fromPair(seed));
  },
);

/**
 * Images with their rows the other way around, every second one. The same seed gives the same
 * result.
 *
 * @throws {TypeError} for anything but images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.statelessRandomFlipUpDown(tf.ones([2, 4, 5, 3]), [1, 2]).shape, [2, 4, 5, 3]);
 * ```
 */
export const statelessRandomFlipUpDown: StatelessRandomFlip = bind(
  "tf.image.statelessRandomFlipUpDown",
  FLIP,
  2,
  (image, seed) => {
    const where = "tf.image.statelessRandomFlipUpDown";
    return flipped(where, image, 0, fromPair(seed));
  },
);

/**
 * A part of a tensor of the shape `size` from a random place on. The same seed gives the same
 * result.
 *
 * @throws {TypeError} for a size that does not fit into the tensor.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.statelessRandomCrop(tf.ones([8, 9, 3]), [4, 4, 3], [1, 2]).shape, [4, 4, 3]);
 * ```
 */
export const statelessRandomCrop: Operation<
  RandomCropArguments & PairSeed,
  ["value", "size", "seed", "name"],
  Tensor
> = bind("tf.image.statelessRandomCrop", CROP, 3, (value, size, seed) => {
  const where = "tf.image.statelessRandomCrop";
  return cropped(where, value, size, fromPair(seed));
});
