/**
 * RandomSharpness: images made smoother or sharper at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { depthwiseConv2d } from "../../ops/nn/depthwise_convolution.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { tile } from "../../primitives/array/tile.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomSharpness}. */
export interface RandomSharpnessOptions extends ColorOptions {}

/** Arguments of {@linkcode RandomSharpness}. */
export interface RandomSharpnessArguments extends RandomSharpnessOptions {
  /** How sharp images become, 0.5 for no change: up to a number, or `[low, high]`; 0 to 1. */
  factor: Factor;
}

type Positional = ["factor", "valueRange", "dataFormat", "seed"];

const OPTIONS = [
  ["factor", factor(0, 1)],
  ["valueRange", valueRange(true)],
  ["dataFormat", dataFormat()],
  ["seed", seed()],
] as const satisfies RowsOf<RandomSharpnessArguments, Positional>;

/** What a pixel and its neighbours weigh. */
const WEIGHTS: readonly number[] = [1, 1, 1, 1, 5, 1, 1, 1, 1].map((it) => it / 13);

/**
 * `x + (1 - 2 f) (smooth - x)` in training, with a random `f` for each image and `smooth` the mean of each
 * pixel, of weight 5, and its eight neighbours, of weight 1; 0.5 leaves an image, more sharpens it. What
 * is outside of the image counts as 0. Kept within the range of values.
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
 * const smoother = new tf.keras.layers.RandomSharpness([0, 0]);
 * const [y] = smoother(tf.constant([[[13]]])).numpy().data;
 * assertEquals(Math.round(y as number), 5);
 * ```
 */
export class RandomSharpness extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factor, range of values, data format, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomSharpnessArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { factor: [minval, maxval], valueRange: [smallest, largest] } = this.#options;
    const { dtype } = images;
    const [batch, , , channels] = images.shape as [number, number, number, number];
    const drawn = this.noise.between([batch], { minval, maxval }, "float32");
    const sharpness = cast(multiply(drawn, scalar(2, "float32")), dtype);
    const rest = subtract(scalar(1, dtype), reshape(sharpness, [batch, 1, 1, 1]));
    const one = cast(leaf(Float32Array.from(WEIGHTS), aval("float32", [3, 3, 1, 1])), dtype);
    const smooth = depthwiseConv2d(images, tile(one, [1, 1, channels, 1]), 1, "SAME");
    const changed = add(images, multiply(rest, subtract(smooth, images)));
    return clip(changed, scalar(smallest, dtype), scalar(largest, dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
