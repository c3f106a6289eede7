/**
 * RandomColorJitter: images with random brightness, contrast, saturation and hue.
 *
 * @module
 */
import {
  type Made,
  type Option,
  type Rows,
  type RowsOf,
  writeOptions,
} from "../../configuration/options.ts";
import { row, seed } from "../../configuration/rows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import type { NestedShape } from "../base/shapes.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, rangeOf, valueRange } from "./image_rows.ts";
import { RandomBrightness } from "./random_brightness.ts";
import { RandomContrast } from "./random_contrast.ts";
import { RandomHue } from "./random_hue.ts";
import { RandomSaturation } from "./random_saturation.ts";

/** Options of {@linkcode RandomColorJitter}. */
export interface RandomColorJitterOptions extends ColorOptions {
  /** That of `RandomBrightness`, -1 to 1; `null` (default) leaves brightness. */
  brightnessFactor?: Factor | null | undefined;
  /** That of `RandomContrast`, 0 to 1; `null` (default) leaves contrast. */
  contrastFactor?: Factor | null | undefined;
  /** That of `RandomSaturation`, -1 to 1; `null` (default) leaves saturation. */
  saturationFactor?: Factor | null | undefined;
  /** That of `RandomHue`, 0 to 1; `null` (default) leaves hues. */
  hueFactor?: Factor | null | undefined;
}

type Positional = [
  "valueRange",
  "brightnessFactor",
  "contrastFactor",
  "saturationFactor",
  "hueFactor",
  "seed",
  "dataFormat",
];

/** A factor within limits, as it is given, or none. */
function part(low: number, high: number): Option<Factor | null, Factor | null> {
  return row<Factor, Factor, null>(null, (where, name, given) => {
    rangeOf(where, name, given, [low, high]);
    return given;
  });
}

const OPTIONS = [
  ["valueRange", valueRange(false)],
  ["brightnessFactor", part(-1, 1)],
  ["contrastFactor", part(0, 1)],
  ["saturationFactor", part(-1, 1)],
  ["hueFactor", part(0, 1)],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomColorJitterOptions, Positional>;

/**
 * What `RandomBrightness`, `RandomContrast`, `RandomSaturation` and `RandomHue` do in training, one after
 * the other, those of them that have a factor.
 *
 * All draw from this layer's seed generator, as in Keras. With channels first all parts have them first;
 * Keras's parts follow `keras.config.imageDataFormat` instead.
 *
 * Input and output shape `([batch,] height, width, channels)`, 3 channels for saturation and hue, output
 * in the layer's type. A call by itself counts as training, as in Keras. State: the counts of its seed
 * generator and those of its parts.
 *
 * @throws {RangeError} for factors outside of their ranges.
 * @throws {TypeError} for a contrast computed in another type than that of `keras.config.floatx`; at a
 * call with what are no images, or of other than three channels for saturation and hue.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const jitter = new tf.keras.layers.RandomColorJitter({ brightnessFactor: [1, 1], contrastFactor: 0.5 });
 * assertEquals(jitter(tf.ones([1, 1, 3])).numpy().toArray(), [[[255, 255, 255]]]);
 * ```
 */
export class RandomColorJitter extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;
  /** The layers of its parts, in the order in which they change images. */
  readonly parts: readonly RandomImageLayer[];

  /** @param args Range of values, factors, seed, data format, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomColorJitterOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
    const { brightnessFactor, contrastFactor, saturationFactor, hueFactor, valueRange, seed } = own;
    const shared = { valueRange, seed };
    const parts: RandomImageLayer[] = [];
    if (brightnessFactor !== null) parts.push(new RandomBrightness(brightnessFactor, shared));
    if (contrastFactor !== null) parts.push(this.#contrast(contrastFactor, shared));
    if (saturationFactor !== null) parts.push(new RandomSaturation(saturationFactor, shared));
    if (hueFactor !== null) parts.push(new RandomHue(hueFactor, shared));
    this.parts = parts;
  }

  /** Keras draws a contrast in the type of its layer, and rounds it after that. */
  #contrast(
    factor: Factor,
    shared: Pick<Made<typeof OPTIONS>, "valueRange" | "seed">,
  ): RandomContrast {
    const made = new RandomContrast(factor, shared);
    if (made.computeDtype === this.computeDtype) return made;
    throw new TypeError(
      `RandomColorJitter: expected a contrastFactor to be computed in ${made.computeDtype}, received dtype ${this.computeDtype}; leave dtype out, or put a RandomContrast of that dtype beside it`,
    );
  }

  override build(inputShape: NestedShape): void {
    for (const layer of this.parts) layer.build(inputShape);
  }

  protected override change(images: Tensor): Tensor {
    return this.parts.reduce((x, layer) => layer.changedWith(x, this.noise), images);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
