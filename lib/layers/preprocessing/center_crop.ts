/**
 * CenterCrop: the middle of images.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { ImageLayer } from "./image_layer.ts";
import { type FormatOptions, SIDE } from "./image_rows.ts";
import { inSize, middlePart, part, type Sides } from "./resized_images.ts";

/** Options of {@linkcode CenterCrop}. */
export interface CenterCropOptions extends LayerOptions, FormatOptions {}

/** Arguments of {@linkcode CenterCrop}. */
export interface CenterCropArguments extends CenterCropOptions {
  /** Height of the result, >= 1. */
  height: number;
  /** Width of the result, >= 1. */
  width: number;
}

type Positional = ["height", "width", "dataFormat"];

const OPTIONS = [
  ["height", SIDE],
  ["width", SIDE],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<CenterCropArguments, Positional>;

/**
 * The middle of images, in training and outside of it; of images that are smaller, the largest part in
 * the middle with the same ratio of height and width, resized.
 *
 * Input shape `([batch,] height, width, channels)`, output shape with the layer's height and width, in
 * the layer's type. No state.
 *
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.CenterCrop(1, 2);
 * const y = layer(tf.reshape([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 1]));
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [5, 6]);
 * ```
 */
export class CenterCrop extends ImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Height, width, data format, and by name what every layer takes. */
  constructor(...args: LayerArguments<CenterCropArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat);
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    this.requireImages(inputs.shape);
    return this.changed(this.converted(inputs));
  }

  protected override change(images: Tensor): Tensor {
    const size: Sides = [this.#options.height, this.#options.width];
    const rest = [images.shape[1]! - size[0], images.shape[2]! - size[1]] as const;
    if (rest[0] >= 0 && rest[1] >= 0) {
      return part(images, [Math.floor(rest[0] / 2), Math.floor(rest[1] / 2)], size);
    }
    return inSize(middlePart(images, size), size, "bilinear", false);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return this.withSize(inputShape, this.#options.height, this.#options.width);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
