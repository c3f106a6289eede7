/**
 * RandomHue: images whose colors are turned at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { hsvToRgb, rgbToHsv } from "../../ops/image/hues.ts";
import { unstack } from "../../primitives/array/split.ts";
import { stack } from "../../primitives/array/stack.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { greater, less } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, distinctRange, type Ends, type Factor, factor } from "./image_rows.ts";
import { rescaledRange } from "./value_ranges.ts";

/** Options of {@linkcode RandomHue}. */
export interface RandomHueOptions extends ColorOptions {}

/** Arguments of {@linkcode RandomHue}. */
export interface RandomHueArguments extends RandomHueOptions {
  /** How far hues turn, in half turns: up to a number, or `[low, high]`; 0 to 1. */
  factor: Factor;
}

type Positional = ["factor", "valueRange", "dataFormat", "seed"];

const OPTIONS = [
  ["factor", factor(0, 1)],
  ["valueRange", distinctRange()],
  ["dataFormat", dataFormat()],
  ["seed", seed()],
] as const satisfies RowsOf<RandomHueArguments, Positional>;

/** Images from 0 to 1; as in Keras in float32 unless they have that range. */
function parts(images: Tensor, from: Ends): Tensor {
  const isThere = from[0] === 0 && from[1] === 1;
  return isThere ? images : rescaledRange(cast(images, "float32"), from, [0, 1]);
}

/**
 * Images with their hue moved in training by a random part of half a turn, to either side; brightness
 * and saturation stay.
 *
 * Input and output shape `([batch,] height, width, 3)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for a factor outside of 0 to 1, or a range of values of one number.
 * @throws {TypeError} at a call with what are no images of three channels.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const hue = new tf.keras.layers.RandomHue([0.5, 0.5], { valueRange: [0, 1], seed: 1 });
 * const gray = tf.fill([2, 2, 3], 0.5);
 * assertEquals(hue(gray).numpy().toArray(), gray.numpy().toArray());
 * ```
 */
export class RandomHue extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Factor, range of values, data format, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomHueArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  #turns(batch: number): Tensor {
    const { factor: [minval, maxval] } = this.#options;
    const number = (x: number) => scalar(x, "float32");
    const side = this.noise.uniform([batch], "float32");
    const sign = where(greater(side, number(0.5)), number(-1), number(1));
    const drawn = this.noise.between([batch], { minval, maxval }, "float32");
    return reshape(multiply(multiply(sign, drawn), number(0.5)), [batch, 1, 1]);
  }

  protected override change(images: Tensor): Tensor {
    this.requireColors(images);
    const { valueRange } = this.#options;
    const turns = this.#turns(images.shape[0]!);
    const [hue, saturation, value] = unstack(rgbToHsv(parts(images, valueRange)), 3);
    const { dtype } = hue!;
    const [zero, one] = [scalar(0, dtype), scalar(1, dtype)];
    const turned = add(hue!, cast(turns, dtype));
    const under = where(greater(turned, one), subtract(turned, one), turned);
    const within = where(less(under, zero), add(under, one), under);
    const colors = hsvToRgb(stack([within, saturation!, value!], 3));
    const changed = clip(colors, zero, one);
    return cast(rescaledRange(changed, [0, 1], valueRange), images.dtype);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
