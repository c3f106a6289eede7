/**
 * Subtract: the difference of two tensors.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import { formatShape } from "../../errors/format.ts";
import { subtract as difference } from "../../primitives/math/arithmetic.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { Elementwise, type MergeFunction, mergeFunction } from "./merge.ts";
import { type NestedShape, shapeList } from "../base/shapes.ts";

/**
 * The difference of two tensors: `x1 - x2`.
 *
 * Inputs: two tensors of shapes `(batch, ...)` that broadcast; where ranks
 * differ, axes of length 1 come behind the batch. Output: the shape they broadcast to. No state.
 *
 * @throws {TypeError} for one tensor, batch sizes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = new tf.keras.layers.Subtract()([[[5, 7]], [[1, 2]]]);
 * assertEquals(y.numpy().toArray(), [[4, 5]]);
 * ```
 */
export class Subtract extends Elementwise {
  static override readonly rows: Rows = [];

  /** @param args By name what every layer takes. */
  constructor(...args: LayerArguments<LayerOptions, []>) {
    super(layerOptions(new.target, [], args).base);
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    return difference(inputs[0]!, inputs[1]!);
  }

  override computeOutputShape(inputShape: NestedShape): SymbolicShape {
    const shapes = shapeList(this.label, inputShape);
    if (shapes.length === 2) return super.computeOutputShape(inputShape);
    throw new TypeError(
      `Cannot call ${this.label}: expected 2 tensors, received ${shapes.length} of shapes ${
        shapes.map(formatShape).join(" and ")
      }`,
    );
  }
}

/**
 * Same as `new Subtract(options)(inputs)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.layers.subtract([[[5, 7]], [[1, 2]]]).numpy().toArray(), [[4, 5]]);
 * ```
 */
export const subtract: MergeFunction = mergeFunction("subtract", Subtract);
