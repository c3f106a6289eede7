/**
 * Add: the sum of several tensors.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import { add as sum } from "../../primitives/math/arithmetic.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { Elementwise, type MergeFunction, mergeFunction } from "./merge.ts";

/**
 * The sum of tensors: `x1 + x2 + ...`.
 *
 * Inputs: tensors of shapes `(batch, ...)` that broadcast; where ranks
 * differ, axes of length 1 come behind the batch. Output: the shape they broadcast to. No state.
 *
 * @throws {TypeError} for one tensor, batch sizes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = new tf.keras.layers.Add()([[[1, 2]], [[10, 20]]]);
 * assertEquals(y.numpy().toArray(), [[11, 22]]);
 * ```
 */
export class Add extends Elementwise {
  static override readonly rows: Rows = [];

  /** @param args By name what every layer takes. */
  constructor(...args: LayerArguments<LayerOptions, []>) {
    super(layerOptions(new.target, [], args).base);
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    return inputs.reduce((total, it) => sum(total, it));
  }
}

/**
 * Same as `new Add(options)(inputs)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.layers.add([[[1, 2]], [[10, 20]]]).numpy().toArray(), [[11, 22]]);
 * ```
 */
export const add: MergeFunction = mergeFunction("add", Add);
