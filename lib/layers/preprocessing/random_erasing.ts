/**
 * RandomErasing: images of which a rectangle is lost at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { row, seed } from "../../configuration/rows.ts";
import type { Option } from "../../configuration/options.ts";
import { checkFinite } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { channelsLast } from "../../ops/nn/window_arguments.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { unstack } from "../../primitives/array/split.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { greaterEqual, less } from "../../primitives/math/comparison.ts";
import { logicalAnd } from "../../primitives/math/logical.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { where } from "../../primitives/math/where.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { floatOf } from "../regularization/noise.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomErasing}. */
export interface RandomErasingOptions extends ColorOptions {
  /** The probability: from 0 to a number, or `[low, high]`; 0 to 1; default 1. */
  factor?: Factor | undefined;
  /** The part of the image: from 0 to a number, or `[low, high]`; 0 to 1; default `[0.02, 0.33]`. */
  scale?: Factor | undefined;
  /** What rectangles hold: a number, or one for each of three channels; default: normal noise. */
  fillValue?: number | readonly number[] | null | undefined;
}

type Positional = ["factor", "scale", "fillValue", "valueRange", "seed", "dataFormat"];

type Filling = number | readonly number[];

/** A number, three of them, or none. */
function fillValue(): Option<Filling | null, Filling | null> {
  return row<Filling, Filling, null>(null, (where, name, given) => {
    if (!Array.isArray(given)) return checkFinite(where, name, given);
    if (given.length === 3) return given.map((it, i) => checkFinite(where, `${name}[${i}]`, it));
    throw new TypeError(
      `${where}: expected ${name} to be a number or a list of three, received ${name}=${
        formatValue(given)
      }`,
    );
  });
}

const OPTIONS = [
  ["factor", factor(0, 1, 1)],
  ["scale", factor(0, 1, [0.02, 0.33])],
  ["fillValue", fillValue()],
  ["valueRange", valueRange(false)],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomErasingOptions, Positional>;

/**
 * Images in training with a rectangle of noise, or of one color, in a random place. Each image has a random
 * probability within `factor`; height and width of the rectangle are the square roots of two random parts
 * within `scale`, times those of the image.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for factors and scales outside of 0 to 1.
 * @throws {TypeError} at a call with what are no images, or without the channels that `fillValue` has.
 *
 * After Zhong, Zheng, Kang, Li and Yang, "Random Erasing Data Augmentation" (2017).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const erased = new tf.keras.layers.RandomErasing([1, 1], [1, 1], 7);
 * assertEquals(erased(tf.ones([1, 2, 1])).numpy().toArray(), [[[7], [7]]]);
 * ```
 */
export class RandomErasing extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Probability, part, what fills it, range of values, seed, data format, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomErasingOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  /** Whether pixels along an axis lie in the rectangle, `[batch, length]`. */
  #within(part: Tensor, length: number): Tensor {
    const dtype = floatOf(this.label, part);
    const size = multiply(part, scalar(length, dtype));
    const room = subtract(scalar(length, dtype), size);
    const start = multiply(this.noise.uniform(part.shape, dtype), room);
    const places = leaf(Float32Array.from({ length }, (_, i) => i), aval("float32", [1, length]));
    const at = cast(places, dtype);
    const column = (it: Tensor) => reshape(it, [part.shape[0]!, 1]);
    return logicalAnd(greaterEqual(at, column(start)), less(at, column(add(start, size))));
  }

  /** What is in the place of pixels. */
  #filling(images: Tensor): Tensor {
    const { fillValue, valueRange: [smallest, largest], dataFormat } = this.#options;
    const dtype = floatOf(this.label, images);
    const kept = (it: Tensor) => clip(it, scalar(smallest, dtype), scalar(largest, dtype));
    if (fillValue !== null) {
      const all = typeof fillValue === "number" ? [fillValue] : fillValue;
      return kept(cast(leaf(Float32Array.from(all), aval("float32", [all.length])), dtype));
    }
    // Noise is drawn in the order in which the images came.
    const isFirst = dataFormat === "channels_first";
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    const shape = isFirst ? [batch, channels, height, width] : images.shape;
    const noise = this.noise.normal(shape, { mean: 0, stddev: 1 }, dtype);
    return kept(channelsLast(multiply(noise, scalar(largest, dtype)), isFirst));
  }

  #check({ shape }: Tensor): void {
    const { fillValue } = this.#options;
    if (typeof fillValue === "number" || fillValue === null || shape[3] === 3) return;
    throw new TypeError(
      `Cannot call ${this.label}: expected images of 3 channels, as fillValue has, received shape ${
        formatShape(shape)
      } with channels last`,
    );
  }

  protected override change(images: Tensor): Tensor {
    this.#check(images);
    const { factor, scale: [minval, maxval] } = this.#options;
    const dtype = floatOf(this.label, images);
    const [batch, height, width] = images.shape as [number, number, number];
    const parts = unstack(sqrt(this.noise.between([batch, 2], { minval, maxval }, dtype)), 1);
    const isAcross = this.#within(parts[0]!, width);
    const isDown = this.#within(parts[1]!, height);
    const limits = { minval: factor[0], maxval: factor[1] };
    const probability = this.noise.between([batch], limits, "float32");
    const isErased = less(this.noise.uniform([batch], "float32"), probability);
    const isInside = logicalAnd(
      logicalAnd(reshape(isAcross, [batch, 1, width, 1]), reshape(isDown, [batch, height, 1, 1])),
      reshape(isErased, [batch, 1, 1, 1]),
    );
    return where(isInside, this.#filling(images), images);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
