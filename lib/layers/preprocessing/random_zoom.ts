/**
 * RandomZoom: images enlarged or made smaller at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED, seed } from "../../configuration/rows.ts";
import { zerosLike } from "../../primitives/array/fill.ts";
import { multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type Ends, type Factor, keptFactor, MOVING, type MovingOptions } from "./image_rows.ts";
import { projected } from "./projected.ts";

/** Options of {@linkcode RandomZoom}. */
export interface RandomZoomOptions extends MovingOptions {
  /** As `heightFactor`, for the width; default: both directions alike, so that the ratio stays. */
  widthFactor?: Factor | null | undefined;
}

/** Arguments of {@linkcode RandomZoom}. */
export interface RandomZoomArguments extends RandomZoomOptions {
  /**
   * How much smaller images become at most, as a part of the height, or `[low, high]`, above -1 and up to
   * 1; negative numbers enlarge.
   */
  heightFactor: Factor;
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
  ["heightFactor", keptFactor(REQUIRED, true)],
  ["widthFactor", keptFactor(null, true)],
  ["fillMode", MOVING.fillMode],
  ["interpolation", MOVING.interpolation],
  ["seed", seed()],
  ["fillValue", MOVING.fillValue],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomZoomArguments, Positional>;

/**
 * Images enlarged or made smaller in training around their middle, each at random.
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
 * const zoom = new tf.keras.layers.RandomZoom([-0.5, -0.5], { interpolation: "nearest" });
 * const y = zoom(tf.reshape(tf.range(16), [4, 4, 1]));
 * assertEquals(y.shape, [4, 4, 1]);
 * ```
 */
export class RandomZoom extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factors, what is outside, interpolation, seed, and what every layer takes. */
  constructor(...args: LayerArguments<RandomZoomArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  #drawn(batch: number, [low, high]: Ends): Tensor {
    return this.noise.between([batch], { minval: 1 + low, maxval: 1 + high }, "float32");
  }

  protected override change(images: Tensor): Tensor {
    const { heightFactor, widthFactor } = this.#options;
    const [batch, height, width] = images.shape as [number, number, number];
    const tall = this.#drawn(batch, heightFactor.ends);
    const wide = widthFactor === null ? tall : this.#drawn(batch, widthFactor.ends);
    const number = (x: number) => scalar(x, "float32");
    const offset = (zoom: Tensor, length: number) =>
      multiply(number((length - 1) / 2), subtract(number(1), zoom));
    const none = zerosLike(tall);
    const map = [wide, none, offset(wide, width), none, tall, offset(tall, height)] as const;
    return projected(images, map, this.#options);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
