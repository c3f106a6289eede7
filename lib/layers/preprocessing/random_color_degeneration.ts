/**
 * RandomColorDegeneration: images that lose their colors at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { rgbToGrayscale } from "../../ops/image/color.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomColorDegeneration}. */
export interface RandomColorDegenerationOptions extends ColorOptions {}

/** Arguments of {@linkcode RandomColorDegeneration}. */
export interface RandomColorDegenerationArguments extends RandomColorDegenerationOptions {
  /** How much of the colors goes: up to a number, or `[low, high]`; -1 to 1. */
  factor: Factor;
}

type Positional = ["factor", "valueRange", "dataFormat", "seed"];

const OPTIONS = [
  ["factor", factor(-1, 1)],
  ["valueRange", valueRange(true)],
  ["dataFormat", dataFormat()],
  ["seed", seed()],
] as const satisfies RowsOf<RandomColorDegenerationArguments, Positional>;

/**
 * `x + f (gray - x)` in training, with a random `f` for each image and `gray` its brightness: 0 leaves it, 1
 * makes it gray. Kept within the range of values.
 *
 * Input and output shape `([batch,] height, width, 3)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for a factor outside of -1 to 1.
 * @throws {TypeError} at a call with what are no images of three channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const gray = new tf.keras.layers.RandomColorDegeneration([1, 1]);
 * const colors = [...gray(tf.constant([[[200, 0, 0]]])).numpy().data];
 * assertEquals(colors.map((it) => Math.round(Number(it))), [60, 60, 60]);
 * ```
 */
export class RandomColorDegeneration extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factor, range of values, data format, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomColorDegenerationArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    this.requireColors(images);
    const { factor: [minval, maxval], valueRange: [smallest, largest] } = this.#options;
    const { dtype } = images;
    const drawn = this.noise.between([images.shape[0]!, 1, 1, 1], { minval, maxval }, "float32");
    const away = subtract(rgbToGrayscale(images), images);
    const changed = add(images, multiply(cast(drawn, dtype), away));
    return clip(changed, scalar(smallest, dtype), scalar(largest, dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
