/**
 * Quotients without remainder and remainders, named as in `tf` and `tf.math`. Shapes broadcast; dtypes
 * must agree.
 *
 * @module
 */
import * as primitives from "../../primitives/math/division.ts";
import { type BinaryOperation, binaryOperation } from "../elementwise.ts";

/**
 * `floor(x / y)`; no gradient goes through it.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 * @throws {RangeError} when values are read, for whole numbers divided by 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.floordiv([7, -7], 2).numpy().toArray(), [3, -4]);
 * ```
 */
export const floordiv: BinaryOperation = binaryOperation("tf.math.floordiv", primitives.floordiv);

/**
 * `x - y floor(x / y)`: the remainder with the sign of `y`, as Python's `%`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 * @throws {RangeError} when values are read, for whole numbers divided by 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.floormod([7, -7], 3).numpy().toArray(), [1, 2]);
 * ```
 */
export const floormod: BinaryOperation = binaryOperation("tf.math.floormod", primitives.floormod);

/**
 * `x / y` without its fraction; no gradient goes through it.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 * @throws {RangeError} when values are read, for whole numbers divided by 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.truncatediv([7, -7], 2).numpy().toArray(), [3, -3]);
 * ```
 */
export const truncatediv: BinaryOperation = binaryOperation(
  "tf.truncatediv",
  primitives.truncatediv,
);

/**
 * The remainder with the sign of `x`, as JavaScript's `%`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 * @throws {RangeError} when values are read, for whole numbers divided by 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.truncatemod([7, -7], 3).numpy().toArray(), [1, -1]);
 * ```
 */
export const truncatemod: BinaryOperation = binaryOperation(
  "tf.truncatemod",
  primitives.truncatemod,
);
