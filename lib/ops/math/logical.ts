/**
 * Logic of truth values, named as in `tf` and `tf.math`. Shapes broadcast.
 *
 * @module
 */
import * as primitives from "../../primitives/math/logical.ts";
import {
  type BinaryOperation,
  binaryOperation,
  type UnaryOperation,
  unaryOperation,
} from "../elementwise.ts";

/**
 * Whether both are true.
 *
 * @throws {TypeError} for anything else than truth values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.logicalAnd([true, false], true).numpy().toArray(), [true, false]);
 * ```
 */
export const logicalAnd: BinaryOperation = binaryOperation("tf.logicalAnd", primitives.logicalAnd);

/**
 * Whether one of both is true.
 *
 * @throws {TypeError} for anything else than truth values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.logicalOr([true, false], false).numpy().toArray(), [true, false]);
 * ```
 */
export const logicalOr: BinaryOperation = binaryOperation("tf.logicalOr", primitives.logicalOr);

/**
 * Whether exactly one of both is true.
 *
 * @throws {TypeError} for anything else than truth values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.logicalXor([true, false], true).numpy().toArray(), [false, true]);
 * ```
 */
export const logicalXor: BinaryOperation = binaryOperation(
  "tf.math.logicalXor",
  primitives.logicalXor,
);

/**
 * Whether it is false.
 *
 * @throws {TypeError} for anything else than truth values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.logicalNot([true, false]).numpy().toArray(), [false, true]);
 * ```
 */
export const logicalNot: UnaryOperation = unaryOperation("tf.logicalNot", primitives.logicalNot);
