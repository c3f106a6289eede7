/**
 * Operations on the bits of whole numbers, named as in `tf.bitwise`. Shapes broadcast; dtypes must
 * agree.
 *
 * @module
 */
import * as primitives from "../../primitives/bitwise/bitwise.ts";
import {
  type BinaryOperation,
  binaryOperation,
  type UnaryOperation,
  unaryOperation,
} from "../elementwise.ts";

/**
 * The bits that both have.
 *
 * @throws {TypeError} for anything else than whole numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.constant([6, 5], "int32");
 * assertEquals(tf.bitwise.bitwiseAnd(x, 3).numpy().toArray(), [2, 1]);
 * ```
 */
export const bitwiseAnd: BinaryOperation = binaryOperation(
  "tf.bitwise.bitwiseAnd",
  primitives.bitwiseAnd,
);

/**
 * The bits that one of both has.
 *
 * @throws {TypeError} for anything else than whole numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.constant([6, 5], "int32");
 * assertEquals(tf.bitwise.bitwiseOr(x, 3).numpy().toArray(), [7, 7]);
 * ```
 */
export const bitwiseOr: BinaryOperation = binaryOperation(
  "tf.bitwise.bitwiseOr",
  primitives.bitwiseOr,
);

/**
 * The bits that exactly one of both has.
 *
 * @throws {TypeError} for anything else than whole numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.constant([6, 5], "int32");
 * assertEquals(tf.bitwise.bitwiseXor(x, 3).numpy().toArray(), [5, 6]);
 * ```
 */
export const bitwiseXor: BinaryOperation = binaryOperation(
  "tf.bitwise.bitwiseXor",
  primitives.bitwiseXor,
);

/**
 * The bits that it has not.
 *
 * @throws {TypeError} for anything else than whole numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.constant([0, 5], "int32");
 * assertEquals(tf.bitwise.invert(x).numpy().toArray(), [-1, -6]);
 * ```
 */
export const invert: UnaryOperation = unaryOperation("tf.bitwise.invert", primitives.invert);

/**
 * `x` with its bits moved up by `y` places; at most the width less one, none if `y` is negative.
 *
 * @throws {TypeError} for anything else than whole numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.constant([1, 5], "int32");
 * assertEquals(tf.bitwise.leftShift(x, 2).numpy().toArray(), [4, 20]);
 * ```
 */
export const leftShift: BinaryOperation = binaryOperation(
  "tf.bitwise.leftShift",
  primitives.leftShift,
);

/**
 * `x` with its bits moved down by `y` places, keeping the sign; at most the width less one, none if
 * `y` is negative.
 *
 * @throws {TypeError} for anything else than whole numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.constant([9, -9], "int32");
 * assertEquals(tf.bitwise.rightShift(x, 1).numpy().toArray(), [4, -5]);
 * ```
 */
export const rightShift: BinaryOperation = binaryOperation(
  "tf.bitwise.rightShift",
  primitives.rightShift,
);
