/**
 * Cropping1D: sequences without their ends.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import type { LayerArguments } from "../base/options.ts";
import { Cropping, type SequenceCroppingOptions, sequenceCroppingRows } from "./cropping.ts";

const OPTIONS = sequenceCroppingRows();

/**
 * Leaves out elements at the ends of sequences, along each of their axes.
 *
 * Input shape `(batch, steps, channels)`, output shape with as much less along each axis as is left
 * out. No state.
 *
 * @throws {TypeError} at a call with sequences of which nothing is left.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const crop = new tf.keras.layers.Cropping1D([1, 0]);
 * assertEquals(crop([[[1], [2], [3]]]).numpy().toArray(), [[[2], [3]]]);
 * ```
 */
export class Cropping1D extends Cropping {
  static override readonly rows: Rows = OPTIONS;

  /**
   * @param args How many steps to leave out.
   * @throws {RangeError} for numbers < 0, {TypeError} for lists of another length.
   */
  constructor(...args: LayerArguments<SequenceCroppingOptions, ["cropping"]>) {
    super(OPTIONS, args);
  }
}
