/**
 * RandomRotation: images turned by random angles.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { multiply, negative, subtract } from "../../primitives/math/arithmetic.ts";
import { cos, sin } from "../../primitives/math/trigonometric.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type Factor, factor, MOVING, type MovingOptions } from "./image_rows.ts";
import { type AffineMap, projected } from "./projected.ts";

/** Options of {@linkcode RandomRotation}. */
export interface RandomRotationOptions extends MovingOptions {}

/** Arguments of {@linkcode RandomRotation}. */
export interface RandomRotationArguments extends RandomRotationOptions {
  /** The largest angle as a part of a full turn, or `[low, high]`, -1 to 1; positive is counterclockwise. */
  factor: Factor;
}

type Positional = ["factor", "fillMode", "interpolation", "seed", "fillValue", "dataFormat"];

const OPTIONS = [
  ["factor", factor(-1, 1)],
  ["fillMode", MOVING.fillMode],
  ["interpolation", MOVING.interpolation],
  ["seed", seed()],
  ["fillValue", MOVING.fillValue],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomRotationArguments, Positional>;

/**
 * Images turned around their middle in training, each by a random angle.
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
 * const half = new tf.keras.layers.RandomRotation([0.5, 0.5], { interpolation: "nearest" });
 * const y = half(tf.reshape([1, 2, 3, 4], [2, 2, 1]));
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [4, 3, 2, 1]);
 * ```
 */
export class RandomRotation extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factor, what is outside, interpolation, seed, and what every layer takes. */
  constructor(...args: LayerArguments<RandomRotationArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const [low, high] = this.#options.factor;
    const [batch, height, width] = images.shape as [number, number, number];
    const limits = { minval: low * 360, maxval: high * 360 };
    const degrees = this.noise.between([batch], limits, "float32");
    return projected(images, rotation(degrees, height, width), this.#options);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}

/** Turns around the middle. */
function rotation(degrees: Tensor, height: number, width: number): AffineMap {
  const number = (x: number) => scalar(x, "float32");
  const angle = multiply(degrees, number(Math.PI / 180));
  const [cosine, sine] = [cos(angle), sin(angle)];
  const [x, y] = [number(0.5 * (width - 1)), number(0.5 * (height - 1))];
  const rest = (own: Tensor, p: Tensor, q: Tensor) =>
    subtract(subtract(own, multiply(x, p)), multiply(y, q));
  const across = negative(sine);
  return [
    cosine,
    across,
    rest(x, cosine, across),
    sine,
    cosine,
    rest(y, sine, cosine),
  ];
}
