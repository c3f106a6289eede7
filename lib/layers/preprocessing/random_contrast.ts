/**
 * RandomContrast: images with random contrast.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { clip } from "../../primitives/math/clip.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { floatOf } from "../regularization/noise.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomContrast}. */
export interface RandomContrastOptions extends ColorOptions {}

/** Arguments of {@linkcode RandomContrast}. */
export interface RandomContrastArguments extends RandomContrastOptions {
  /** How much more there may be, from 0 to 1, or `[low, high]` for factors from `1 - low` to `1 + high`. */
  factor: Factor;
}

type Positional = ["factor", "valueRange", "seed"];

const OPTIONS = [
  ["factor", factor(0, 1)],
  ["valueRange", valueRange(false)],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomContrastArguments, [...Positional, "dataFormat"]>;

/**
 * `(x - mean) c + mean` in training, with a random `c` for each image and the mean of each of its
 * channels, kept within the range of values.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by
 * itself counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for a factor outside of 0 to 1; {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const contrast = new tf.keras.layers.RandomContrast(0.5, { seed: 1 });
 * const gray = tf.fill([2, 2, 3], 100);
 * assertEquals(contrast(gray).numpy().toArray(), gray.numpy().toArray());
 * ```
 */
export class RandomContrast extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factor, range of values, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomContrastArguments, Positional, "dataFormat">) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { factor: [low, high], valueRange: [smallest, largest] } = this.#options;
    const dtype = floatOf(this.label, images);
    const limits = { minval: 1 - low, maxval: 1 + high };
    const contrast = this.noise.between([images.shape[0]!, 1, 1, 1], limits, dtype);
    const mean = reduceMean(reduceMean(images, [1], true), [2], true);
    const changed = add(multiply(subtract(images, mean), contrast), mean);
    return clip(changed, scalar(smallest, dtype), scalar(largest, dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
