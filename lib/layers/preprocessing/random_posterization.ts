/**
 * RandomPosterization: images with fewer shades.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import type { Option } from "../../configuration/options.ts";
import { formatValue } from "../../errors/format.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { gather } from "../../primitives/array/gather.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { divide, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { floor } from "../../primitives/math/rounding.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type ColorOptions, distinctRange, type Ends, type Factor, factor } from "./image_rows.ts";
import { BYTES, rescaledRange } from "./value_ranges.ts";

/** Options of {@linkcode RandomPosterization}. */
export interface RandomPosterizationOptions extends ColorOptions {}

/** Arguments of {@linkcode RandomPosterization}. */
export interface RandomPosterizationArguments extends RandomPosterizationOptions {
  /** How many bits are left: from 1 to a number, excluded, or `[low, high]`; whole, 1 to 8. */
  factor: Factor;
}

type Positional = ["factor", "valueRange", "dataFormat", "seed"];

/** Two whole numbers of bits. */
function bits(): Option<Factor, Ends> {
  const range = factor(1, 8);
  return {
    ...range,
    read: (where, name, given) => {
      const ends = range.read(where, name, given);
      if (ends.every((it) => Number.isInteger(it) && it >= 1 && it <= 8)) return ends;
      throw new RangeError(
        `${where}: expected ${name} to be whole numbers from 1 to 8, received ${name}=${
          formatValue(given)
        }`,
      );
    },
  };
}

const OPTIONS = [
  ["factor", bits()],
  ["valueRange", distinctRange()],
  ["dataFormat", dataFormat()],
  ["seed", seed()],
] as const satisfies RowsOf<RandomPosterizationArguments, Positional>;

/** How much the lowest bit counts of as many bits as there are entries before. */
const STEPS: readonly number[] = [256, 128, 64, 32, 16, 8, 4, 2, 1];

/**
 * Pixels as whole numbers from 0 to 255 of which only the highest bits are left, in training; how many is
 * drawn for each image.
 *
 * As in Keras the larger end of `factor` is never drawn, unless both are the same. Pixels have to lie in the
 * range of values.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. State: the count of its seed generator.
 *
 * @throws {RangeError} for numbers of bits that are not whole or outside of 1 to 8, or a range of values of
 * one number.
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const two = new tf.keras.layers.RandomPosterization([1, 1]);
 * assertEquals(two(tf.constant([[[127, 128, 255]]])).numpy().toArray(), [[[0, 128, 128]]]);
 * ```
 */
export class RandomPosterization extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Number of bits, range of values, data format, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomPosterizationArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  /** How much the lowest bit that is left counts, for each image. */
  #steps(batch: number): Tensor {
    const { factor: [minval, maxval] } = this.#options;
    const shape = [batch, 1, 1, 1];
    if (minval === maxval) return broadcastTo(scalar(STEPS[minval]!, "float32"), shape);
    const drawn = cast(this.noise.integers([batch], { minval, maxval }), "int32");
    const steps = leaf(Float32Array.from(STEPS), aval("float32", [STEPS.length]));
    return reshape(gather(steps, drawn), shape);
  }

  protected override change(images: Tensor): Tensor {
    const { valueRange } = this.#options;
    const steps = this.#steps(images.shape[0]!);
    const pixels = cast(rescaledRange(images, valueRange, BYTES), "uint8");
    const fewer = multiply(floor(divide(cast(pixels, "float32"), steps)), steps);
    return rescaledRange(cast(fewer, images.dtype), BYTES, valueRange);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
