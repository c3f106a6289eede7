/**
 * RandomShear: images made slanting at random.
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
import { checkFinite } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { onesLike, zerosLike } from "../../primitives/array/fill.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { greater } from "../../primitives/math/comparison.ts";
import { where as select } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { floatOf } from "../regularization/noise.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type Ends, type Factor, MOVING, type MovingOptions } from "./image_rows.ts";
import { projected } from "./projected.ts";

/** Options of {@linkcode RandomShear}. */
export interface RandomShearOptions extends MovingOptions {
  /** How far each line moves beside the one above, in pixels: up to a number, or `[low, high]`; default 0. */
  xFactor?: Factor | undefined;
  /** How far each column moves beside the one to its left, in pixels: as `xFactor`; default 0. */
  yFactor?: Factor | undefined;
}

type Positional = [
  "xFactor",
  "yFactor",
  "interpolation",
  "fillMode",
  "fillValue",
  "dataFormat",
  "seed",
];

/** `f` of 0 to 1 for both ways, or two ends, as configurations have them. */
function slant(): Option<Factor, Ends> {
  return row<Factor, Ends, number>(0, (where, name, given) => {
    const isPair = Array.isArray(given);
    const both = (isPair ? given : [given]).map((it) => checkFinite(where, name, it));
    const fits = isPair
      ? both.length === 2 && both.every((it) => Math.abs(it) <= 1)
      : both[0]! >= 0 && both[0]! <= 1;
    if (fits) return isPair ? [Math.min(...both), Math.max(...both)] : [-both[0]!, both[0]!];
    throw new RangeError(
      `${where}: expected ${name} to be a number from 0 to 1 or a list of two from -1 to 1, received ${name}=${
        formatValue(given)
      }`,
    );
  }) as Option<Factor, Ends>;
}

const OPTIONS = [
  ["xFactor", slant()],
  ["yFactor", slant()],
  ["interpolation", MOVING.interpolation],
  ["fillMode", MOVING.fillMode],
  ["fillValue", MOVING.fillValue],
  ["dataFormat", dataFormat()],
  ["seed", seed()],
] as const satisfies RowsOf<RandomShearOptions, Positional>;

/**
 * Images of which each pixel `(x, y)` comes from `(x + a y, y + b x)` in training, with `a` and `b` random for
 * each image within the factors, and both of a random sign.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by
 * itself counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for factors outside of 0 to 1, or lists outside of -1 to 1.
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const none = new tf.keras.layers.RandomShear();
 * assertEquals(none(tf.constant([[[1], [2]]])).numpy().toArray(), [[[1], [2]]]);
 * ```
 */
export class RandomShear extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factors, interpolation, what is outside, seed, and what every layer takes. */
  constructor(...args: LayerArguments<RandomShearOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { xFactor, yFactor } = this.#options;
    const dtype = floatOf(this.label, images);
    const batch = images.shape[0]!;
    const drawn = ([minval, maxval]: Ends) =>
      this.noise.between([batch], { minval, maxval }, dtype);
    const number = (x: number) => scalar(x, dtype);
    const side = select(greater(drawn([0, 1]), number(0.5)), number(-1), number(1));
    const slants = [drawn(yFactor), drawn(xFactor)].map((it) =>
      cast(multiply(it, side), "float32")
    );
    const [down, across] = slants as [Tensor, Tensor];
    const [one, none] = [onesLike(down), zerosLike(down)];
    return projected(images, [one, across, none, down, one, none], this.#options);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
