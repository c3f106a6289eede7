/**
 * RandomGaussianBlur: images blurred at random.
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
import { formatValue } from "../../errors/format.ts";
import { depthwiseConv2d } from "../../ops/nn/depthwise_convolution.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { unstack } from "../../primitives/array/split.ts";
import { tile } from "../../primitives/array/tile.ts";
import { add, divide, multiply, square } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { less } from "../../primitives/math/comparison.ts";
import { exp } from "../../primitives/math/exponential.ts";
import { where as select } from "../../primitives/math/where.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { floatOf } from "../regularization/noise.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, type Factor, factor, valueRange } from "./image_rows.ts";

/** Options of {@linkcode RandomGaussianBlur}. */
export interface RandomGaussianBlurOptions extends ColorOptions {
  /** The probability: from 0 to a number, or `[low, high]`; 0 to 1; default 1. */
  factor?: Factor | undefined;
  /** Sides of the kernel, in pixels: an odd number >= 1, or two of them; default 3. */
  kernelSize?: number | readonly number[] | undefined;
  /** The deviation of the kernel, in pixels: from 0 to a number, or `[low, high]`; 0 to 1; default 1. */
  sigma?: Factor | undefined;
}

type Positional = ["factor", "kernelSize", "sigma", "valueRange", "dataFormat", "seed"];
type Sides = readonly [number, number];

/** Two odd numbers. */
function sides(): Option<number | readonly number[], Sides> {
  return row<number | readonly number[], Sides, number>(3, (where, name, given) => {
    const both = Array.isArray(given) ? given : [given, given];
    if (both.length === 2 && both.every((it) => Number.isInteger(it) && it >= 1 && it % 2 === 1)) {
      return both as unknown as Sides;
    }
    throw new RangeError(
      `${where}: expected ${name} to be an odd number >= 1 or a list of two, received ${name}=${
        formatValue(given)
      }`,
    );
  }) as Option<number | readonly number[], Sides>;
}

const OPTIONS = [
  ["factor", factor(0, 1, 1)],
  ["kernelSize", sides()],
  ["sigma", factor(0, 1, 1)],
  ["valueRange", valueRange(false)],
  ["dataFormat", dataFormat()],
  ["seed", seed()],
] as const satisfies RowsOf<RandomGaussianBlurOptions, Positional>;

/** `exp(-x^2 / (2 sigma^2))` around the middle of so many pixels, of sum 1. */
function bell(size: number, sigma: Tensor): Tensor {
  const middle = Float32Array.from({ length: size }, (_, i) => i - (size - 1) / 2);
  const x = cast(leaf(middle, aval("float32", [size])), sigma.dtype);
  const heights = exp(multiply(scalar(-0.5, sigma.dtype), square(divide(x, sigma))));
  return divide(heights, reduceSum(heights, [0]));
}

/**
 * Images blurred in training by a kernel in the shape of a bell, whose deviations along both axes are drawn for
 * the whole batch. Each image has a random probability within `factor`. What is outside of the image counts as
 * 0; results are kept within the range of values.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by
 * itself counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for factors and deviations outside of 0 to 1, and kernels of even sides.
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const same = new tf.keras.layers.RandomGaussianBlur([1, 1], 3, [0, 0]);
 * assertEquals(same(tf.constant([[[1], [2], [3]]])).numpy().toArray(), [[[1], [2], [3]]]);
 * ```
 */
export class RandomGaussianBlur extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Probability, kernel, deviation, range, data format, seed, and what every layer takes. */
  constructor(...args: LayerArguments<RandomGaussianBlurOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { factor, kernelSize, sigma, valueRange: [smallest, largest] } = this.#options;
    const dtype = floatOf(this.label, images);
    const [batch, , , channels] = images.shape as [number, number, number, number];
    const limits = { minval: factor[0], maxval: factor[1] };
    const probability = this.noise.between([batch], limits, "float32");
    const isBlurred = less(this.noise.uniform([batch], "float32"), probability);
    const drawn = this.noise.between([2], { minval: sigma[0], maxval: sigma[1] }, dtype);
    const [x, y] = unstack(add(drawn, scalar(1e-6, dtype)), 0) as [Tensor, Tensor];
    // As in Keras, rows of the second side are laid out as rows of the first one.
    const across = reshape(bell(kernelSize[0], x), [1, kernelSize[0]]);
    const whole = multiply(reshape(bell(kernelSize[1], y), [kernelSize[1], 1]), across);
    const kernel = tile(reshape(whole, [...kernelSize, 1, 1]), [1, 1, channels, 1]);
    const blurred = depthwiseConv2d(images, kernel, 1, "SAME");
    const changed = select(reshape(isBlurred, [batch, 1, 1, 1]), blurred, images);
    return clip(changed, scalar(smallest, dtype), scalar(largest, dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
