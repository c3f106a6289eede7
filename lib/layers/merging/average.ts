/**
 * Average: the mean of several tensors.
 *
 * @module
 */
import type { Rows } from "../../configuration/options.ts";
import { type DType, DTYPES, isFloating } from "../../arrays/dtypes.ts";
import { add, divide } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { SymbolicInputs } from "../base/layer.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { Elementwise, type MergeFunction, mergeFunction } from "./merge.ts";

/** The type of means: of whole numbers that of their quotients in TensorFlow. */
function meanOf(dtype: DType): DType {
  if (isFloating(dtype)) return dtype;
  return DTYPES[dtype].bytes <= 2 ? "float32" : "float64";
}

/**
 * The mean of `n` tensors: `(x1 + x2 + ...) / n`.
 *
 * Inputs: tensors of shapes `(batch, ...)` that broadcast; where ranks
 * differ, axes of length 1 come behind the batch. Output: the shape they broadcast to. Whole numbers become
 * floats that hold them. No state.
 *
 * @throws {TypeError} for one tensor, batch sizes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = new tf.keras.layers.Average()([[[1, 2]], [[3, 6]]]);
 * assertEquals(y.numpy().toArray(), [[2, 4]]);
 * ```
 */
export class Average extends Elementwise {
  static override readonly rows: Rows = [];

  /** @param args By name what every layer takes. */
  constructor(...args: LayerArguments<LayerOptions, []>) {
    super(layerOptions(new.target, [], args).base);
  }

  protected override merge(inputs: readonly Tensor[]): Tensor {
    const total = inputs.reduce((sum, it) => add(sum, it));
    const numerator = cast(total, meanOf(total.dtype));
    return divide(numerator, scalar(inputs.length, numerator.dtype));
  }

  protected override outputDtype(inputs: SymbolicInputs): DType {
    return meanOf(super.outputDtype(inputs));
  }
}

/**
 * Same as `new Average(options)(inputs)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.layers.average([[[1, 2]], [[3, 6]]]).numpy().toArray(), [[2, 4]]);
 * ```
 */
export const average: MergeFunction = mergeFunction("average", Average);
