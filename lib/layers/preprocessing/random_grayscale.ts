/**
 * RandomGrayscale: images made grey at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, seed } from "../../configuration/rows.ts";
import { rgbToGrayscale } from "../../ops/image/color.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { less } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import type { FormatOptions, SeededOptions } from "./image_rows.ts";

/** Options of {@linkcode RandomGrayscale}. */
export interface RandomGrayscaleOptions extends SeededOptions, FormatOptions {
  /** The part of the images that becomes grey, from 0 to 1; default 0.5. */
  factor?: number | undefined;
}

type Positional = ["factor", "dataFormat", "seed"];

const OPTIONS = [
  ["factor", finite(0.5, { min: 0, max: 1 })],
  ["dataFormat", dataFormat()],
  // As in Keras, configurations do not have it.
  ["seed", { ...seed(), write: () => undefined }],
] as const satisfies RowsOf<RandomGrayscaleOptions, Positional>;

/**
 * Grey images in training, each with probability `factor`; they keep three channels, all alike.
 *
 * Input and output shape `([batch,] height, width, 3)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for a factor outside of 0 to 1.
 * @throws {TypeError} at a call with what are no images of three channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const gray = new tf.keras.layers.RandomGrayscale(1);
 * const [r, g, b] = gray(tf.constant([[[1, 0, 0]]])).numpy().data;
 * assertEquals([r === g, g === b], [true, true]);
 * ```
 */
export class RandomGrayscale extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Part, data format, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomGrayscaleOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { shape } = images;
    this.requireColors(images);
    const drawn = this.noise.uniform([shape[0]!], "float32");
    const isGray = less(drawn, scalar(this.#options.factor, "float32"));
    return where(reshape(isGray, [shape[0]!, 1, 1, 1]), rgbToGrayscale(images), images);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
