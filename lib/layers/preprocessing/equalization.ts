/**
 * Equalization: images in which all shades are as frequent.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { integer } from "../../configuration/rows.ts";
import { gather } from "../../primitives/array/gather.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { unstack } from "../../primitives/array/split.ts";
import { stack } from "../../primitives/array/stack.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { greater } from "../../primitives/math/comparison.ts";
import { maximum, minimum } from "../../primitives/math/extremes.ts";
import { rint } from "../../primitives/math/rounding.ts";
import { where } from "../../primitives/math/where.ts";
import { bincount } from "../../primitives/reduction/bincount.ts";
import { cumsum } from "../../primitives/reduction/cumsum.ts";
import { reduceMin } from "../../primitives/reduction/reduce_extreme.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { ImageLayer } from "./image_layer.ts";
import { distinctRange, type Ends, type FormatOptions, type RangeOptions } from "./image_rows.ts";
import { BYTES } from "./value_ranges.ts";

/** Options of {@linkcode Equalization}. */
export interface EqualizationOptions extends LayerOptions, FormatOptions, RangeOptions {
  /** How many shades are told apart, >= 1; default 256. */
  bins?: number | undefined;
}

type Positional = ["valueRange", "bins", "dataFormat"];

const OPTIONS = [
  ["valueRange", distinctRange()],
  ["bins", integer(256, { min: 1 })],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<EqualizationOptions, Positional>;

const int = (x: number): Tensor => scalar(x, "int32");
const float = (x: number): Tensor => scalar(x, "float32");

/** A range laid on another: one product, one sum. */
function linear(x: Tensor, from: Ends, to: Ends): Tensor {
  const scale = (to[1] - to[0]) / (from[1] - from[0]);
  const offset = to[0] - from[0] * scale;
  return add(multiply(x, scalar(scale, x.dtype)), scalar(offset, x.dtype));
}

/**
 * Each pixel becomes the part of all pixels that are no brighter, in training; of each channel by itself, but
 * as in Keras over the whole batch. A channel of one shade stays.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by itself
 * counts as training, as in Keras. No state.
 *
 * @throws {RangeError} for a range of values of one number, or no bins.
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const equal = new tf.keras.layers.Equalization();
 * assertEquals(equal(tf.constant([[[7], [8], [9]]])).numpy().toArray(), [[[0], [128], [255]]]);
 * ```
 */
export class Equalization extends ImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Range of values, bins, data format, and by name what every layer takes. */
  constructor(...args: LayerArguments<EqualizationOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat);
    this.#options = own;
  }

  /** The bin of each shade of 0 to 255. */
  #binned(shades: Tensor): Tensor {
    const { bins } = this.#options;
    return minimum(maximum(cast(shades, "int32"), int(0)), int(bins - 1));
  }

  #equalized(channel: Tensor): Tensor {
    const { valueRange, bins } = this.#options;
    const { dtype } = channel;
    const shades = linear(channel, valueRange, BYTES);
    const parts = multiply(cast(shades, "float32"), float(bins - 1));
    const counted = this.#binned(divide(parts, float(255)));
    const attrs = { size: bins, dtype: "int32", binary: false } as const;
    const histogram = bincount(reshape(counted, [counted.size]), undefined, attrs);
    const below = cumsum(histogram, 0);
    const first = reduceMin(where(greater(below, int(0)), below, int(counted.size)), [0]);
    const span = subtract(int(counted.size), first);
    const isMany = greater(span, int(0));
    const scaled = cast(multiply(subtract(below, first), int(255)), "float32");
    const levels = rint(divide(scaled, cast(where(isMany, span, int(1)), "float32")));
    const table = minimum(maximum(levels, float(0)), float(255));
    const place = multiply(divide(shades, scalar(255, dtype)), scalar(bins - 1, dtype));
    const found = cast(gather(table, this.#binned(place)), dtype);
    return linear(where(isMany, found, shades), BYTES, valueRange);
  }

  protected override change(images: Tensor): Tensor {
    if (images.size === 0) return images;
    return stack(unstack(images, 3).map((it) => this.#equalized(it)), 3);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
