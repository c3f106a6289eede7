/**
 * The larger and the smaller of two, named as in `tf` and `tf.math`. Shapes broadcast; dtypes must
 * agree; NaN if one of them is NaN.
 *
 * @module
 */
import * as primitives from "../../primitives/math/extremes.ts";
import { type BinaryOperation, binaryOperation } from "../elementwise.ts";

/**
 * The larger of `x` and `y`; a tie gives its gradient to `x`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.maximum([1, 5], 3).numpy().toArray(), [3, 5]);
 * ```
 */
export const maximum: BinaryOperation = binaryOperation("tf.maximum", primitives.maximum);

/**
 * The smaller of `x` and `y`; a tie gives its gradient to `x`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.minimum([1, 5], 3).numpy().toArray(), [1, 3]);
 * ```
 */
export const minimum: BinaryOperation = binaryOperation("tf.minimum", primitives.minimum);
