/**
 * `tf.divide` and `tf.math.truediv`.
 *
 * @module
 */
import { type DType, DTYPES, isInteger } from "../../arrays/dtypes.ts";
import { divide as divideFloats } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type BinaryOperation, binaryOperation } from "../elementwise.ts";

/** Whole numbers become floats that hold them: float32 up to 16 bits, else float64. */
function quotient(x: Tensor, y: Tensor): Tensor {
  if (!isInteger(x.dtype) || x.dtype !== y.dtype) return divideFloats(x, y);
  const dtype: DType = DTYPES[x.dtype].bytes <= 2 ? "float32" : "float64";
  return internally(() => divideFloats(cast(x, dtype), cast(y, dtype)));
}

/**
 * `x / y`. Whole numbers give floats: float32 for those of 8 and 16 bits, float64 for larger ones.
 * Shapes broadcast; dtypes must agree.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.divide([1, 7], 2).numpy().toArray(), [0.5, 3.5]);
 * assertEquals(tf.divide(tf.constant([7], "int32"), 2).dtype, "float64");
 * ```
 */
export const divide: BinaryOperation = binaryOperation("tf.divide", quotient);

/**
 * The same as {@linkcode divide}, as Python's `/`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.truediv([1, 7], 2).numpy().toArray(), [0.5, 3.5]);
 * ```
 */
export const truediv: BinaryOperation = binaryOperation("tf.math.truediv", quotient);

/**
 * `x / y` of floats and complex numbers. Shapes broadcast; dtypes must agree.
 *
 * @throws {TypeError} for dtypes that differ or are whole, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.realdiv([1, 7], 2).numpy().toArray(), [0.5, 3.5]);
 * ```
 */
export const realdiv: BinaryOperation = binaryOperation("tf.realdiv", divideFloats);
