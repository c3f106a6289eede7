/**
 * Resizing: images of another height and width.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, flag, oneOf } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { keptDType } from "../base/kept_dtype.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { ImageLayer } from "./image_layer.ts";
import { type FormatOptions, SIDE } from "./image_rows.ts";
import { inSize, middlePart, type Sides, withEdges } from "./resized_images.ts";

/** Ways to make pixels of others. */
const METHODS = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"] as const;

/** Options of {@linkcode Resizing}. */
export interface ResizingOptions extends LayerOptions, FormatOptions {
  /** How to make pixels of others; default `"bilinear"`. */
  interpolation?: typeof METHODS[number] | undefined;
  /** Whether to crop to the ratio of the size first; default `false`. */
  cropToAspectRatio?: boolean | undefined;
  /** Whether to add edges up to the ratio of the size first; default `false`. */
  padToAspectRatio?: boolean | undefined;
  /** What edges are made of: `"constant"`. */
  fillMode?: "constant" | undefined;
  /** The pixels of edges; default 0. */
  fillValue?: number | undefined;
  /** Whether all pixels count where the result is smaller; default `false`. */
  antialias?: boolean | undefined;
}

/** Arguments of {@linkcode Resizing}. */
export interface ResizingArguments extends ResizingOptions {
  /** Height of the result, >= 1. */
  height: number;
  /** Width of the result, >= 1. */
  width: number;
}

type Positional = [
  "height",
  "width",
  "interpolation",
  "cropToAspectRatio",
  "padToAspectRatio",
  "fillMode",
  "fillValue",
  "antialias",
  "dataFormat",
];

const OPTIONS = [
  ["height", SIDE],
  ["width", SIDE],
  ["interpolation", oneOf(METHODS, "bilinear")],
  ["cropToAspectRatio", flag(false)],
  ["padToAspectRatio", flag(false)],
  ["fillMode", oneOf(["constant"], "constant")],
  ["fillValue", finite(0)],
  ["antialias", flag(false)],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<ResizingArguments, Positional>;

/**
 * Images of another height and width, in training and outside of it.
 *
 * Input shape `([batch,] height, width, channels)`, output shape with the layer's height and width, in
 * the type of the input; whole numbers are rounded. No state.
 *
 * @throws {TypeError} for an option to crop with one to add edges, and at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Resizing(2, 4, { cropToAspectRatio: true });
 * assertEquals(layer(tf.ones([8, 8, 3])).shape, [2, 4, 3]);
 * ```
 */
export class Resizing extends ImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Height, width, how pixels are made, and by name what every layer takes. */
  constructor(...args: LayerArguments<ResizingArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat);
    this.#options = own;
    if (own.cropToAspectRatio && own.padToAspectRatio) {
      fromCaller(new.target, () => {
        throw new TypeError(
          "Resizing: expected cropToAspectRatio or padToAspectRatio, received both",
        );
      });
    }
  }

  override call(inputs: Tensor): Tensor {
    this.requireImages(inputs.shape);
    return this.changed(inputs);
  }

  protected override change(images: Tensor): Tensor {
    const { height, width, interpolation, antialias } = this.#options;
    const size: Sides = [height, width];
    return inSize(this.#framed(images, size), size, interpolation, antialias);
  }

  #framed(images: Tensor, size: Sides): Tensor {
    const { cropToAspectRatio, padToAspectRatio, fillValue } = this.#options;
    if (cropToAspectRatio) return middlePart(images, size);
    return padToAspectRatio ? withEdges(images, size, fillValue) : images;
  }

  protected override outputDtype({ dtype }: KerasTensor): DType {
    return keptDType(dtype, this.computeDtype, this.common);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return this.withSize(inputShape, this.#options.height, this.#options.width);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
