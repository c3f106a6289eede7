/**
 * GlobalMaxPooling3D: the largest element of each channel of whole volumes.
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
 * The largest element of each channel of whole volumes. Its gradient is shared by equal ones.
 *
 * Input shape `(batch, depth, height, width, channels)`, or with channels before the axes of the image for
 * `"channels_first"`; output shape `(batch, channels)`, with `keepdims` that of the inputs with ones for
 * the image. No state.
 *
 * @throws {TypeError} at a call with inputs without elements.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pool = new tf.keras.layers.GlobalMaxPooling3D();
 * assertEquals(pool([[[[[1], [3]], [[2], [2]]]]]).numpy().toArray(), [[3]]);
 * ```
 */
export class GlobalMaxPooling3D extends GlobalPooling {
  /** @param args Data format, whether axes stay, in order or by name. */
  constructor(...args: LayerArguments<GlobalPoolingOptions, GlobalPoolingNames>) {
    super("MAX", 3, args);
  }
}

/** Another name of {@linkcode GlobalMaxPooling3D}. */
export const GlobalMaxPool3D: typeof GlobalMaxPooling3D = GlobalMaxPooling3D;
