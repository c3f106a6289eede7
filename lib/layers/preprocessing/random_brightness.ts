/**
 * RandomBrightness: images made lighter or darker at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomBrightness}. */
export interface RandomBrightnessOptions extends ColorOptions {}

/** Arguments of {@linkcode RandomBrightness}. */
export interface RandomBrightnessArguments extends RandomBrightnessOptions {
  /** How far pixels are moved, as a part of the range of values: up to a number, or `[low, high]`; -1 to 1. */
  factor: Factor;
}

type Positional = ["factor", "valueRange", "seed"];

const OPTIONS = [
  ["factor", factor(-1, 1)],
  ["valueRange", valueRange(true)],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomBrightnessArguments, [...Positional, "dataFormat"]>;

/**
 * `x + d` in training, with a random `d` for each image, kept within the range of values.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by
 * itself counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for a factor outside of -1 to 1; {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const brighter = new tf.keras.layers.RandomBrightness([1, 1]);
 * assertEquals(brighter(tf.ones([1, 1, 3])).numpy().toArray(), [[[255, 255, 255]]]);
 * ```
 */
export class RandomBrightness extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factor, range of values, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomBrightnessArguments, Positional, "dataFormat">) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { factor: [low, high], valueRange: [smallest, largest] } = this.#options;
    const { dtype } = images;
    const limits = { minval: low, maxval: high };
    const drawn = this.noise.between([images.shape[0]!, 1, 1, 1], limits, "float32");
    const delta = cast(multiply(drawn, scalar(largest - smallest, "float32")), dtype);
    return clip(add(images, delta), scalar(smallest, dtype), scalar(largest, dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
