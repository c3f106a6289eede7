/**
 * RandomCrop: a part of images at a random place.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { ofBase, seed } from "../../configuration/rows.ts";
import { gather } from "../../primitives/array/gather.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { drawSeed } from "../../random/profile.ts";
import { aval } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import type { Seed } from "../regularization/noise.ts";
import { RandomImageLayer } from "./image_layer.ts";
import { type FormatOptions, type SeededOptions, SIDE } from "./image_rows.ts";
import { inSize, part, type Sides } from "./resized_images.ts";

/** Options of {@linkcode RandomCrop}. */
export interface RandomCropOptions extends SeededOptions, FormatOptions {}

/** Arguments of {@linkcode RandomCrop}. */
export interface RandomCropArguments extends RandomCropOptions {
  /** Height of the part, >= 1. */
  height: number;
  /** Width of the part, >= 1. */
  width: number;
}

type Positional = ["height", "width", "seed", "dataFormat", "name"];

const OPTIONS = [
  ["height", SIDE],
  ["width", SIDE],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
  ["name", ofBase<string>()],
] as const satisfies RowsOf<RandomCropArguments, Positional>;

/**
 * A part of images in training, at one random place for all images of a batch. Images that are not
 * larger in both directions give the part in the middle, resized where it is too small.
 *
 * Input shape `([batch,] height, width, channels)`, output shape with the layer's height and width, in
 * the layer's type. Outside of training images stay as they are, as in Keras, so that a model crops or
 * resizes them before. A call by itself counts as training. State: the count of its seed generator.
 *
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const crop = new tf.keras.layers.RandomCrop(2, 2, { seed: 1 });
 * assertEquals(crop(tf.ones([5, 4, 4, 3])).shape, [5, 2, 2, 3]);
 * ```
 */
export class RandomCrop extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;
  readonly #seed: Seed;

  /** @param args Height, width, seed, data format, and what every layer takes. */
  constructor(...args: LayerArguments<RandomCropArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    const seed = own.seed ?? drawSeed();
    super(base, own.dataFormat, own.seed);
    this.#options = own;
    this.#seed = seed;
  }

  protected override change(images: Tensor): Tensor {
    const size: Sides = [this.#options.height, this.#options.width];
    const [, tall, wide] = images.shape as [number, number, number];
    if (tall > size[0] && wide > size[1]) {
      return [tall, wide].reduce((x, length, i) => this.#from(x, i + 1, length, size[i]!), images);
    }
    const cut = (length: number, exact: number) => Math.max(Math.min(length, Math.trunc(exact)), 1);
    const start: Sides = [
      Math.trunc((tall - cut(tall, wide * size[0] / size[1])) / 2),
      Math.trunc((wide - cut(wide, tall * size[1] / size[0])) / 2),
    ];
    const middle = part(images, start, size);
    const isWhole = middle.shape[1] === size[0] && middle.shape[2] === size[1];
    return isWhole ? middle : inSize(middle, size, "bilinear", false);
  }

  /** As many elements as wanted along an axis, from a random one on. */
  #from(x: Tensor, axis: number, length: number, wanted: number): Tensor {
    const limits = { minval: 0, maxval: length - wanted + 1 };
    const start = cast(this.noise.between([], limits, "float32"), "int32");
    const places = leaf(Int32Array.from({ length: wanted }, (_, i) => i), aval("int32", [wanted]));
    return gather(x, add(places, start), axis);
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    return this.withSize(inputShape, this.#options.height, this.#options.width);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      ...writeOptions(OPTIONS, { ...this.#options, seed: this.#seed }),
    };
  }
}
