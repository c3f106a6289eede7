/**
 * Minimum: the smaller elements of several tensors.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import { minimum as extreme } from "../../primitives/math/extremes.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { Elementwise, type Masks, type MergeFunction, mergeFunction } from "./merge.ts";
import { mergeExtremes } from "./extremes.ts";

/**
 * The smallest of tensors, element by element: `min(x1, x2, ...)`.
 *
 * Inputs: tensors of shapes `(batch, ...)` that broadcast; where ranks
 * differ, axes of length 1 come behind the batch. Output: the shape they broadcast to. Steps that a mask
 * leaves out do not count. No state.
 *
 * @throws {TypeError} for one tensor, batch sizes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = new tf.keras.layers.Minimum()([[[1, 5]], [[3, 2]]]);
 * assertEquals(y.numpy().toArray(), [[1, 2]]);
 * ```
 */
export class Minimum extends Elementwise {
  static override readonly rows: Rows = [];

  /** @param args By name what every layer takes. */
  constructor(...args: LayerArguments<LayerOptions, []>) {
    super(layerOptions(new.target, [], args).base);
  }

  protected override merge(inputs: readonly Tensor[], masks: Masks): Tensor {
    return mergeExtremes(inputs, masks, extreme);
  }
}

/**
 * Same as `new Minimum(options)(inputs)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.layers.minimum([[[1, 5]], [[3, 2]]]).numpy().toArray(), [[1, 2]]);
 * ```
 */
export const minimum: MergeFunction = mergeFunction("minimum", Minimum);
