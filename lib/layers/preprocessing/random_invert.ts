/**
 * RandomInvert: images turned into their negatives at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { subtract } from "../../primitives/math/arithmetic.ts";
import { less } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomInvert}. */
export interface RandomInvertOptions extends ColorOptions {
  /** The probability: from 0 to a number, or `[low, high]`; 0 to 1; default 1. */
  factor?: Factor | undefined;
}

type Positional = ["factor", "valueRange", "seed", "dataFormat"];

const OPTIONS = [
  ["factor", factor(0, 1, 1)],
  ["valueRange", valueRange(false)],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomInvertOptions, Positional>;

/**
 * `largest - x` in training for images that are drawn: each has a random probability within `factor`.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for a factor outside of 0 to 1.
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const negative = new tf.keras.layers.RandomInvert([1, 1]);
 * assertEquals(negative(tf.constant([[[255, 0, 55]]])).numpy().toArray(), [[[0, 255, 200]]]);
 * ```
 */
export class RandomInvert extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Probability, range of values, seed, data format, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomInvertOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { factor: [minval, maxval], valueRange: [, largest] } = this.#options;
    const batch = images.shape[0]!;
    const probability = this.noise.between([batch], { minval, maxval }, "float32");
    const isNegative = less(this.noise.uniform([batch], "float32"), probability);
    const negative = subtract(scalar(largest, images.dtype), images);
    return where(reshape(isNegative, [batch, 1, 1, 1]), negative, images);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
