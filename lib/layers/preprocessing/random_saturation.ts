/**
 * RandomSaturation: images made grayer or more colorful at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { EPSILON } from "../../configuration/epsilon.ts";
import { hsvToRgb, rgbToHsv } from "../../ops/image/hues.ts";
import { unstack } from "../../primitives/array/split.ts";
import { stack } from "../../primitives/array/stack.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomSaturation}. */
export interface RandomSaturationOptions extends ColorOptions {}

/** Arguments of {@linkcode RandomSaturation}. */
export interface RandomSaturationArguments extends RandomSaturationOptions {
  /** How colorful images become, 0.5 for no change: up to a number, or `[low, high]`; -1 to 1. */
  factor: Factor;
}

type Positional = ["factor", "valueRange", "dataFormat", "seed"];

const OPTIONS = [
  ["factor", factor(-1, 1)],
  ["valueRange", valueRange(true)],
  ["dataFormat", dataFormat()],
  ["seed", seed()],
] as const satisfies RowsOf<RandomSaturationArguments, Positional>;

/**
 * `s f / (1 - f)` in training for the saturation `s` of each pixel, with a random `f` for each image: 0.5
 * leaves it, 0 makes it gray, and 1 as colorful as can be.
 *
 * As in Keras it is kept within the range of values, which belongs to pixels and not to saturation:
 * `valueRange: [0, 1]` keeps colors possible.
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
 * const gray = new tf.keras.layers.RandomSaturation([0, 0], { valueRange: [0, 1] });
 * assertEquals(gray(tf.constant([[[1, 0.5, 0]]])).numpy().toArray(), [[[1, 1, 1]]]);
 * ```
 */
export class RandomSaturation extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factor, range of values, data format, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomSaturationArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  #shares(batch: number): Tensor {
    const { factor: [minval, maxval] } = this.#options;
    const number = (x: number) => scalar(x, "float32");
    const drawn = this.noise.between([batch], { minval, maxval }, "float32");
    const rest = add(subtract(number(1), drawn), number(EPSILON));
    return reshape(divide(drawn, rest), [batch, 1, 1]);
  }

  protected override change(images: Tensor): Tensor {
    this.requireColors(images);
    const { valueRange: [smallest, largest] } = this.#options;
    const { dtype } = images;
    const shares = cast(this.#shares(images.shape[0]!), dtype);
    const [hue, saturation, value] = unstack(rgbToHsv(images), 3);
    const changed = clip(
      multiply(saturation!, shares),
      scalar(smallest, dtype),
      scalar(largest, dtype),
    );
    return hsvToRgb(stack([hue!, changed, value!], 3));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
