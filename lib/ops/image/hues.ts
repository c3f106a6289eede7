/**
 * Colours as hue, saturation and value: `tf.image.rgbToHsv`, `hsvToRgb`, `adjustHue`,
 * `adjustSaturation`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { checkFinite } from "../../errors/checks.ts";
import { unstack } from "../../primitives/array/split.ts";
import { stack } from "../../primitives/array/stack.ts";
import { abs } from "../../primitives/math/absolute.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { equal, greater, less } from "../../primitives/math/comparison.ts";
import { floormod } from "../../primitives/math/division.ts";
import { maximum, minimum } from "../../primitives/math/extremes.ts";
import { where as select } from "../../primitives/math/where.ts";
import { requireDType } from "../../primitives/support/infer.ts";
import type { ScalarLike, TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asScalar } from "../numbers.ts";
import { type ColorArguments, inFloats, requireChannels } from "./color.ts";

/** A function of coloured images. */
export type ColorOperation = Operation<ColorArguments, ["images", "name"], Tensor>;

/** Hue from 0 to 1, largest channel, and its distance from the smallest one. */
function huesOf(x: Tensor): readonly [hue: Tensor, value: Tensor, range: Tensor] {
  const [r, g, b] = unstack(x, x.rank - 1) as [Tensor, Tensor, Tensor];
  const number = (it: number) => scalar(it, x.dtype);
  const value = maximum(maximum(r, g), b);
  const range = subtract(value, minimum(minimum(r, g), b));
  const isGrey = equal(range, number(0));
  const norm = divide(number(1 / 6), select(isGrey, number(1), range));
  const of = (a: Tensor, b: Tensor, turn: number) =>
    add(multiply(norm, subtract(a, b)), number(turn / 6));
  const turned = select(
    equal(r, value),
    of(g, b, 0),
    select(equal(g, value), of(b, r, 2), of(r, g, 4)),
  );
  const hue = select(isGrey, number(0), turned);
  return [select(less(hue, number(0)), add(hue, number(1)), hue), value, range];
}

/** Colours of a hue, a largest channel, and its distance from the smallest one. */
function ofHues(hue: Tensor, value: Tensor, range: Tensor): Tensor {
  const number = (it: number) => scalar(it, hue.dtype);
  const six = multiply(hue, number(6));
  const within = (x: Tensor) => minimum(maximum(x, number(0)), number(1));
  const near = (turn: number) => subtract(number(2), abs(subtract(six, number(turn))));
  const shares = [
    within(subtract(abs(subtract(six, number(3))), number(1))),
    within(near(2)),
    within(near(4)),
  ];
  const channels = shares.map((share) =>
    subtract(value, multiply(range, subtract(number(1), share)))
  );
  return stack(channels, hue.rank);
}

function colourOperation(where: string, run: (x: Tensor) => Tensor): ColorOperation {
  return bind(where, ["images", "name"], 1, (images) => {
    const x = asTensor(where, images);
    requireDType(where.slice(3), x.aval, isFloating, "floats");
    requireChannels(where, x, 3);
    return internally(() => run(x));
  });
}

/** Largest channel over which the others lie by a share. */
function saturationOf(value: Tensor, range: Tensor): Tensor {
  const zero = scalar(0, value.dtype);
  const isLit = greater(value, zero);
  return select(isLit, divide(range, select(isLit, value, scalar(1, value.dtype))), zero);
}

/**
 * Hue, saturation and value, each from 0 to 1, of red, green and blue from 0 to 1.
 *
 * @throws {TypeError} for whole numbers, and unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.rgbToHsv([[1, 1, 0.5]]).at(0, ":0:-1").numpy().toArray(), [1, 0.5]);
 * ```
 */
export const rgbToHsv: ColorOperation = colourOperation("tf.image.rgbToHsv", (x) => {
  const [hue, value, range] = huesOf(x);
  return stack([hue, saturationOf(value, range), value], x.rank - 1);
});

/**
 * Red, green and blue of hue, saturation and value: the inverse of {@linkcode rgbToHsv}.
 *
 * @throws {TypeError} for whole numbers, and unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.hsvToRgb([0, 0.5, 1]).numpy().toArray(), [1, 0.5, 0.5]);
 * ```
 */
export const hsvToRgb: ColorOperation = colourOperation("tf.image.hsvToRgb", (x) => {
  const [hue, saturation, value] = unstack(x, x.rank - 1) as [Tensor, Tensor, Tensor];
  return ofHues(hue, value, multiply(saturation, value));
});

/** Arguments of {@linkcode adjustHue}. */
export interface AdjustHueArguments extends Named {
  /** Images whose last axis holds red, green and blue. */
  image: TensorLike;
  /** How far the hue turns, in turns from -1 to 1. */
  delta: ScalarLike;
}

/** Images with their hue turned. */
export function hueAdjusted(where: string, image: Tensor, delta: ScalarLike): Tensor {
  requireChannels(where, image, 3);
  if (typeof delta === "number") checkFinite(where, "delta", delta, { min: -1, max: 1 });
  return inFloats(where, image, (x) => {
    const [hue, value, range] = huesOf(x);
    const turned = add(hue, asScalar(where, "delta", delta, x.dtype));
    return ofHues(floormod(turned, scalar(1, x.dtype)), value, range);
  });
}

/**
 * Images with their hue turned: `hue + delta` of what {@linkcode rgbToHsv} gives, modulo 1.
 *
 * @throws {TypeError} unless the last axis has 3 channels.
 * @throws {RangeError} for a plain number `delta` beyond -1 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.adjustHue([[[1, 0, 0]]], 0.5).numpy().toArray(), [[[0, 1, 1]]]);
 * ```
 */
export const adjustHue: Operation<AdjustHueArguments, ["image", "delta", "name"], Tensor> = bind(
  "tf.image.adjustHue",
  ["image", "delta", "name"],
  2,
  (image, delta) => hueAdjusted("tf.image.adjustHue", asTensor("tf.image.adjustHue", image), delta),
);

/** Arguments of {@linkcode adjustSaturation}. */
export interface AdjustSaturationArguments extends Named {
  /** Images whose last axis holds red, green and blue. */
  image: TensorLike;
  /** What the saturation is multiplied by. */
  saturationFactor: ScalarLike;
}

/** Images with their saturation times a number. */
export function saturationAdjusted(where: string, image: Tensor, factor: ScalarLike): Tensor {
  requireChannels(where, image, 3);
  return inFloats(where, image, (x) => {
    const [hue, value, range] = huesOf(x);
    const number = (it: number) => scalar(it, x.dtype);
    const scaled = multiply(
      saturationOf(value, range),
      asScalar(where, "saturationFactor", factor, x.dtype),
    );
    const saturation = minimum(maximum(scaled, number(0)), number(1));
    return ofHues(hue, value, multiply(saturation, value));
  });
}

/**
 * Images with the saturation of {@linkcode rgbToHsv} times a number, kept from 0 to 1.
 *
 * @throws {TypeError} unless the last axis has 3 channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.image.adjustSaturation([[[1, 0.5, 0.5]]], 2).numpy().toArray(), [[[1, 0, 0]]]);
 * ```
 */
export const adjustSaturation: Operation<
  AdjustSaturationArguments,
  ["image", "saturationFactor", "name"],
  Tensor
> = bind(
  "tf.image.adjustSaturation",
  ["image", "saturationFactor", "name"],
  2,
  (image, saturationFactor) => {
    const where = "tf.image.adjustSaturation";
    return saturationAdjusted(where, asTensor(where, image), saturationFactor);
  },
);
