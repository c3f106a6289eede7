/**
 * AutoContrast: images that use all shades.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import type { Option } from "../../configuration/options.ts";
import { add, divide, multiply, negative, subtract } from "../../primitives/math/arithmetic.ts";
import { clip } from "../../primitives/math/clip.ts";
import { equal } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { reduceMax, reduceMin } from "../../primitives/reduction/reduce_extreme.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat } from "../base/rows.ts";
import { ImageLayer } from "./image_layer.ts";
import { distinctRange, type FormatOptions, type RangeOptions } from "./image_rows.ts";
import { BYTES, rescaledRange } from "./value_ranges.ts";

/** Options of {@linkcode AutoContrast}. */
export interface AutoContrastOptions extends LayerOptions, FormatOptions, RangeOptions {}

type Positional = ["valueRange"];

/** Channels last, and nothing else. */
function lastOnly(): Option<DataFormat | null, DataFormat> {
  const format = dataFormat();
  return {
    ...format,
    read: (where, name, given) => {
      const made = format.read(where, name, given);
      if (made === "channels_last") return made;
      throw new TypeError(
        `${where}: expected ${name} "channels_last", received ${name}="${made}", for which Keras takes extremes along channels and heights; transpose images before`,
      );
    },
  };
}

const OPTIONS = [
  ["valueRange", distinctRange()],
  ["dataFormat", lastOnly()],
] as const satisfies RowsOf<AutoContrastOptions, [...Positional, "dataFormat"]>;

/**
 * `(x - smallest) / (largest - smallest)` in shades of the range of values, with the extremes of each channel
 * of each image; channels of one shade stay. The same in training and outside.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. No state.
 *
 * @throws {RangeError} for a range of values of one number.
 * @throws {TypeError} at a call with what are no images, and for channels first, for which Keras takes the
 * extremes along other axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const contrast = new tf.keras.layers.AutoContrast();
 * assertEquals(contrast(tf.constant([[[1], [2], [3]]])).numpy().toArray(), [[[0], [127.5], [255]]]);
 * ```
 */
export class AutoContrast extends ImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Range of values, and by name what every layer takes. */
  constructor(...args: LayerArguments<AutoContrastOptions, Positional, "dataFormat">) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat);
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    return super.call(inputs, { training: true });
  }

  protected override change(images: Tensor): Tensor {
    const { valueRange } = this.#options;
    const { dtype } = images;
    const x = rescaledRange(images, valueRange, BYTES);
    const low = reduceMin(x, [1, 2], true);
    const high = reduceMax(x, [1, 2], true);
    const all = scalar(255, dtype);
    const isFlat = equal(high, low);
    const scale = divide(all, where(isFlat, scalar(1, dtype), subtract(high, low)));
    const offset = multiply(negative(low), scale);
    const stretched = clip(add(multiply(x, scale), offset), scalar(0, dtype), all);
    const changed = rescaledRange(stretched, BYTES, valueRange);
    return where(isFlat, images, changed);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
