/**
 * Comparisons, named as in `tf` and `tf.math`: truth values, through which no gradient goes. Shapes
 * broadcast; dtypes must agree; NaN equals nothing.
 *
 * @module
 */
import * as primitives from "../../primitives/math/comparison.ts";
import { type BinaryOperation, binaryOperation } from "../elementwise.ts";

/**
 * Whether `x` equals `y`: numbers, truth values or texts.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.equal([1, 2], [1, 3]).numpy().toArray(), [true, false]);
 * ```
 */
export const equal: BinaryOperation = binaryOperation("tf.equal", primitives.equal);

/**
 * Whether `x` differs from `y`: numbers, truth values or texts.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.notEqual([1, 2], [1, 3]).numpy().toArray(), [false, true]);
 * ```
 */
export const notEqual: BinaryOperation = binaryOperation("tf.notEqual", primitives.notEqual);

/**
 * Whether `x > y`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.greater([1, 2], 1).numpy().toArray(), [false, true]);
 * ```
 */
export const greater: BinaryOperation = binaryOperation("tf.greater", primitives.greater);

/**
 * Whether `x >= y`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.greaterEqual([1, 0], 1).numpy().toArray(), [true, false]);
 * ```
 */
export const greaterEqual: BinaryOperation = binaryOperation(
  "tf.greaterEqual",
  primitives.greaterEqual,
);

/**
 * Whether `x < y`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.less([1, 0], 1).numpy().toArray(), [false, true]);
 * ```
 */
export const less: BinaryOperation = binaryOperation("tf.less", primitives.less);

/**
 * Whether `x <= y`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.lessEqual([1, 2], 1).numpy().toArray(), [true, false]);
 * ```
 */
export const lessEqual: BinaryOperation = binaryOperation("tf.lessEqual", primitives.lessEqual);
