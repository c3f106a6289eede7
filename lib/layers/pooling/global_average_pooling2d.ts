/**
 * GlobalAveragePooling2D: the mean of each channel of whole images.
 *
 * @module
 */
import type { LayerArguments } from "../base/options.ts";
import {
  GlobalPooling,
  type GlobalPoolingNames,
  type GlobalPoolingOptions,
} from "./global_pooling.ts";

/**
 * The mean of each channel of whole images.
 *
 * Input shape `(batch, height, width, channels)`, or with channels before the axes of the image for
 * `"channels_first"`; output shape `(batch, channels)`, with `keepdims` that of the inputs with ones for
 * the image. No state.
 *
 * @throws {TypeError} at a call with images of length 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pool = new tf.keras.layers.GlobalAveragePooling2D();
 * assertEquals(pool([[[[1], [3]], [[2], [2]]]]).numpy().toArray(), [[2]]);
 * ```
 */
export class GlobalAveragePooling2D extends GlobalPooling {
  /** @param args Data format, whether axes stay, in order or by name. */
  constructor(...args: LayerArguments<GlobalPoolingOptions, GlobalPoolingNames>) {
    super("AVG", 2, args);
  }
}

/** Another name of {@linkcode GlobalAveragePooling2D}. */
export const GlobalAvgPool2D: typeof GlobalAveragePooling2D = GlobalAveragePooling2D;
