/**
 * Cropping3D: volumes without their ends.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Cropping, type CroppingNames, type CroppingOptions, croppingRows } from "./cropping.ts";

const OPTIONS = croppingRows(3, 1);

/**
 * Leaves out elements at the ends of volumes, along each of their axes.
 *
 * Input shape `(batch, depth, height, width, channels)`, output shape with as much less along each axis as is left
 * out; channels come before the axes of the image for `"channels_first"`. No state.
 *
 * @throws {TypeError} at a call with volumes of which nothing is left.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const crop = new tf.keras.layers.Cropping3D([0, 1, 1]);
 * assertEquals(crop(tf.ones([1, 2, 3, 4, 3])).shape, [1, 2, 1, 2, 3]);
 * ```
 */
export class Cropping3D extends Cropping {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args How many elements to leave out, data format, in order or by name.
   * @throws {RangeError} for numbers < 0, {TypeError} for lists of another length.
   */
  constructor(...args: LayerArguments<CroppingOptions, CroppingNames>) {
    super(OPTIONS, args);
  }
}
