/**
 * RandomFlip: images mirrored at random.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { oneOf, seed } from "../../configuration/rows.ts";
import { reverse } from "../../primitives/array/reverse.ts";
import { lessEqual } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, layerOptions } from "../base/options.ts";
import { dataFormat } from "../base/rows.ts";
import { RandomImageLayer } from "./image_layer.ts";
import type { FormatOptions, SeededOptions } from "./image_rows.ts";

/** Options of {@linkcode RandomFlip}. */
export interface RandomFlipOptions extends SeededOptions, FormatOptions {
  /** Which way; default both, which images are mirrored together. */
  mode?: "horizontal" | "vertical" | "horizontal_and_vertical" | undefined;
}

type Positional = ["mode", "seed", "dataFormat"];

const MODES = ["horizontal", "vertical", "horizontal_and_vertical"] as const;

const OPTIONS = [
  ["mode", oneOf(MODES, "horizontal_and_vertical")],
  ["seed", seed()],
  ["dataFormat", dataFormat()],
] as const satisfies RowsOf<RandomFlipOptions, Positional>;

/**
 * Images mirrored in training, each with probability 0.5.
 *
 * Input and output shape `([batch,] height, width, channels)`, output in the layer's type. A call by
 * itself counts as training, as in Keras; `predict` and `evaluate` give images as they are. State: the
 * count of its seed generator.
 *
 * @throws {TypeError} at a call with what are no images.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const flip = new tf.keras.layers.RandomFlip("horizontal", { seed: 1 });
 * const x = tf.reshape([1, 2], [1, 2, 1]);
 * assertEquals(flip(x, { training: false }).numpy().toArray(), [[[1], [2]]]);
 * assertEquals(flip(x).shape, [1, 2, 1]);
 * ```
 */
export class RandomFlip extends RandomImageLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Mode, seed, data format, and by name what every layer takes. */
  constructor(...args: LayerArguments<RandomFlipOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.dataFormat, own.seed);
    this.#options = own;
  }

  protected override change(images: Tensor): Tensor {
    const { mode } = this.#options;
    const drawn = this.noise.uniform([images.shape[0]!, 1, 1, 1], "float32");
    const isFlipped = lessEqual(drawn, scalar(0.5, "float32"));
    const axes = [...(mode === "vertical" ? [] : [2]), ...(mode === "horizontal" ? [] : [1])];
    return where(isFlipped, reverse(images, axes), images);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
