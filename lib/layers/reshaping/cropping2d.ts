/**
 * Cropping2D: images without their ends.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Cropping, type CroppingNames, type CroppingOptions, croppingRows } from "./cropping.ts";

const OPTIONS = croppingRows(2, 0);

/**
 * Leaves out elements at the ends of images, along each of their axes.
 *
 * Input shape `(batch, height, width, channels)`, output shape with as much less along each axis as is left
 * out; channels come before the axes of the image for `"channels_first"`. No state.
 *
 * @throws {TypeError} at a call with images of which nothing is left.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const crop = new tf.keras.layers.Cropping2D([[1, 0], [0, 2]]);
 * assertEquals(crop(tf.ones([1, 4, 4, 3])).shape, [1, 3, 2, 3]);
 * ```
 */
export class Cropping2D extends Cropping {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args How many elements to leave out, data format, in order or by name.
   * @throws {RangeError} for numbers < 0, {TypeError} for lists of another length.
   */
  constructor(...args: LayerArguments<CroppingOptions, CroppingNames>) {
    super(OPTIONS, args);
  }
}
