/**
 * UpSampling2D: images several times as high and wide.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { oneOf } from "../../configuration/rows.ts";
import { resized } from "../../ops/image/resize.ts";
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { cast } from "../../primitives/math/cast.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat, window } from "../base/rows.ts";
import { UpSampling } from "./up_sampling.ts";

const INTERPOLATIONS = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] as const;

/** Options of {@linkcode UpSampling2D}. */
export interface UpSampling2DOptions extends LayerOptions {
  /** How many times as high and wide, >= 1, for both or each; default 2. */
  size?: number | readonly number[] | undefined;
  /** Where inputs and outputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
  /** How elements between others are made: `"nearest"` (default) repeats them. */
  interpolation?: typeof INTERPOLATIONS[number] | undefined;
}

type Positional = ["size", "dataFormat", "interpolation"];

const OPTIONS = [
  ["size", window(2, 2)],
  ["dataFormat", dataFormat()],
  ["interpolation", oneOf(INTERPOLATIONS, "nearest")],
] as const satisfies RowsOf<UpSampling2DOptions, Positional>;

/**
 * Images `size` times as high and wide, by repetition or interpolation between the centres of
 * elements.
 *
 * Input shape `(batch, height, width, channels)`, output shape `(batch, height * size[0], width *
 * size[1], channels)`, with channels before height and width for `"channels_first"`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = [[[[1], [3]]]];
 * const up = new tf.keras.layers.UpSampling2D([1, 2]);
 * assertEquals(up(x).numpy().toArray(), [[[[1], [1], [3], [3]]]]);
 * const smooth = new tf.keras.layers.UpSampling2D([1, 2], { interpolation: "bilinear" });
 * assertEquals(smooth(x).numpy().toArray(), [[[[1], [1.5], [2.5], [3]]]]);
 * ```
 */
export class UpSampling2D extends UpSampling {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /**
   * @param args How many times as high and wide, data format, interpolation, in order or by name.
   * @throws {RangeError} for a size < 1 or an interpolation there is not.
   */
  constructor(...args: LayerArguments<UpSampling2DOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(own.size, own.dataFormat, base);
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    const { size, dataFormat, interpolation } = this.#options;
    if (interpolation === "nearest" || inputs.shape.includes(0)) return super.call(inputs);
    const isFirst = dataFormat === "channels_first";
    return internally(() => {
      const x = channelsLast(inputs, isFirst);
      const [, height, width] = x.shape as readonly [number, number, number, number];
      const y = resized(x, [height * size[0]!, width * size[1]!], interpolation, false);
      return distinct(channelsBack(cast(y, inputs.dtype), isFirst), inputs);
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
