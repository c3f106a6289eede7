/**
 * Solarization: images whose bright parts become dark.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { add, subtract } from "../../primitives/math/arithmetic.ts";
import { clip } from "../../primitives/math/clip.ts";
import { less } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { floatOf } from "../regularization/noise.ts";
import { RandomImageLayer } from "./image_layer.ts";
import {
  type ColorOptions,
  distinctRange,
  type Ends,
  type Factor,
  unitRange,
} from "./image_rows.ts";
import { BYTES, rescaledRange } from "./value_ranges.ts";

/** Options of {@linkcode Solarization}. */
export interface SolarizationOptions extends ColorOptions {
  /** What is added, as a part of all shades: from 0 to a number, or `[low, high]`; 0 to 1; default 0. */
  additionFactor?: Factor | undefined;
  /** From where on shades are inverted: from 0 to a number, or `[low, high]`; 0 to 1; default 0. */
  thresholdFactor?: Factor | undefined;
}

type Positional = ["additionFactor", "thresholdFactor", "valueRange", "seed"];

const OPTIONS = [
  ["additionFactor", unitRange(0)],
  ["thresholdFactor", unitRange(0)],
  ["valueRange", distinctRange()],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<SolarizationOptions, [...Positional, "dataFormat"]>;

/**
 * `x + a` in training, kept within the range of values, and of that the negative where it is not below a
 * threshold; `a` and the threshold are random for each image.
 *
 * As in Keras lower ends of factors count in shades of 255, upper ones as parts of all shades.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for factors outside of 0 to 1, or a range of values of one number.
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const negative = new tf.keras.layers.Solarization();
 * assertEquals(negative(tf.constant([[[255, 0, 55]]])).numpy().toArray(), [[[0, 255, 200]]]);
 * ```
 */
export class Solarization extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Additions, thresholds, range of values, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<SolarizationOptions, Positional, "dataFormat">) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { additionFactor, thresholdFactor, valueRange } = this.#options;
    const dtype = floatOf(this.label, images);
    const shades = ([minval, high]: Ends) =>
      this.noise.between([images.shape[0]!, 1, 1, 1], { minval, maxval: high * 255 }, dtype);
    const added = shades(additionFactor);
    const threshold = shades(thresholdFactor);
    const [none, all] = [scalar(0, dtype), scalar(255, dtype)];
    const brighter = clip(add(rescaledRange(images, valueRange, BYTES), added), none, all);
    const changed = where(less(brighter, threshold), brighter, subtract(all, brighter));
    return rescaledRange(changed, BYTES, valueRange);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
