/**
 * Multiply: the product of several tensors.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import { multiply as product } from "../../primitives/math/arithmetic.ts";
import { logicalOr } from "../../primitives/math/logical.ts";
import { where } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { Elementwise, maskFor, type Masks, type MergeFunction, mergeFunction } from "./merge.ts";

/**
 * The product of tensors: `x1 x2 ...`.
 *
 * Inputs: tensors of shapes `(batch, ...)` that broadcast; where ranks
 * differ, axes of length 1 come behind the batch. Output: the shape they broadcast to. Steps that a mask
 * leaves out count as 1, those that all masks leave out are 0 in the output. No state.
 *
 * @throws {TypeError} for one tensor, batch sizes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = new tf.keras.layers.Multiply()([[[1, 2]], [[10, 20]]]);
 * assertEquals(y.numpy().toArray(), [[10, 40]]);
 * ```
 */
export class Multiply extends Elementwise {
  static override readonly rows: Rows = [];

  /** @param args By name what every layer takes. */
  constructor(...args: LayerArguments<LayerOptions, []>) {
    super(layerOptions(new.target, [], args).base);
  }

  protected override merge(inputs: readonly Tensor[], masks: Masks): Tensor {
    const shaped = inputs.map((x, i) => masks[i] && maskFor(x, masks[i]));
    const factors = inputs.map((x, i) => shaped[i] ? where(shaped[i], x, scalar(1, x.dtype)) : x);
    const y = factors.reduce((all, it) => product(all, it));
    if (shaped.some((it) => it === undefined)) return y;
    const mask = (shaped as Tensor[]).reduce((all, it) => logicalOr(all, it));
    return where(mask, y, scalar(0, y.dtype));
  }
}

/**
 * Same as `new Multiply(options)(inputs)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.layers.multiply([[[1, 2]], [[10, 20]]]).numpy().toArray(), [[10, 40]]);
 * ```
 */
export const multiply: MergeFunction = mergeFunction("multiply", Multiply);
