/**
 * GlobalMaxPooling1D: the largest element of each channel of whole sequences.
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
 * The largest element of each channel of whole sequences. Its gradient is shared by equal ones.
 *
 * Input shape `(batch, steps, channels)`, or with channels before the axes of the image for
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
 * const pool = new tf.keras.layers.GlobalMaxPooling1D();
 * assertEquals(pool([[[1], [3], [2]]]).numpy().toArray(), [[3]]);
 * ```
 */
export class GlobalMaxPooling1D extends GlobalPooling {
  /** @param args Data format, whether axes stay, in order or by name. */
  constructor(...args: LayerArguments<GlobalPoolingOptions, GlobalPoolingNames>) {
    super("MAX", 1, args);
  }
}

/** Another name of {@linkcode GlobalMaxPooling1D}. */
export const GlobalMaxPool1D: typeof GlobalMaxPooling1D = GlobalMaxPooling1D;
