/**
 * RandomTranslation: images moved at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED, seed } from "../../configuration/rows.ts";
import { onesLike, zerosLike } from "../../primitives/array/fill.ts";
import { multiply, negative } from "../../primitives/math/arithmetic.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type Ends, type Factor, keptFactor, MOVING, type MovingOptions } from "./image_rows.ts";
import { projected } from "./projected.ts";

/** Options of {@linkcode RandomTranslation}. */
export interface RandomTranslationOptions extends MovingOptions {}

/** Arguments of {@linkcode RandomTranslation}. */
export interface RandomTranslationArguments extends RandomTranslationOptions {
  /** How far down images move at most, as a part of the height, or `[low, high]`; -1 to 1. */
  heightFactor: Factor;
  /** How far to the right images move at most, as a part of the width, or `[low, high]`; -1 to 1. */
  widthFactor: Factor;
}

type Positional = [
  "heightFactor",
  "widthFactor",
  "fillMode",
  "interpolation",
  "seed",
  "fillValue",
  "dataFormat",
];

const OPTIONS = [
  ["heightFactor", keptFactor(REQUIRED, false)],
  ["widthFactor", keptFactor(REQUIRED, false)],
  ["fillMode", MOVING.fillMode],
  ["interpolation", MOVING.interpolation],
  ["seed", seed()],
  ["fillValue", MOVING.fillValue],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomTranslationArguments, Positional>;

/**
 * Images moved in training, each at random.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by
 * itself counts as training, as in Keras; `predict` and `evaluate` give images as they are. State: the
 * count of its seed generator.
 *
 * @throws {RangeError} for a factor outside of -1 to 1; {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const right = new tf.keras.layers.RandomTranslation(0, [0.5, 0.5], { fillMode: "constant" });
 * const y = right(tf.reshape([1, 2, 3, 4], [1, 4, 1]));
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [0, 0, 1, 2]);
 * ```
 */
export class RandomTranslation extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factors, what is outside, interpolation, seed, and what every layer takes. */
  constructor(...args: LayerArguments<RandomTranslationArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  #moved(batch: number, [minval, maxval]: Ends, length: number): Tensor {
    const drawn = this.noise.between([batch], { minval, maxval }, "float32");
    return negative(multiply(drawn, scalar(length, "float32")));
  }

  protected override change(images: Tensor): Tensor {
    const { heightFactor, widthFactor } = this.#options;
    const [batch, height, width] = images.shape as [number, number, number];
    const down = this.#moved(batch, heightFactor.ends, height);
    const right = this.#moved(batch, widthFactor.ends, width);
    const [one, none] = [onesLike(down), zerosLike(down)];
    return projected(images, [one, none, right, none, one, down], this.#options);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
