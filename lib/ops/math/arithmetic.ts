/**
 * Sums, differences, products and quotients, named as in `tf` and `tf.math`. Shapes broadcast as
 * NumPy's; dtypes must agree; whole numbers wrap.
 *
 * @module
 */
import * as primitives from "../../primitives/math/arithmetic.ts";
import {
  type BinaryOperation,
  binaryOperation,
  type UnaryOperation,
  unaryOperation,
} from "../elementwise.ts";

/**
 * `x + y`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.add([[1, 2]], [[10], [20]]).numpy().toArray(), [[11, 12], [21, 22]]);
 * ```
 */
export const add: BinaryOperation = binaryOperation("tf.add", primitives.add);
/** `x - y`. */
export const subtract: BinaryOperation = binaryOperation("tf.subtract", primitives.subtract);
/** `x y`. */
export const multiply: BinaryOperation = binaryOperation("tf.multiply", primitives.multiply);
/** `-x`. */
export const negative: UnaryOperation = unaryOperation("tf.negative", primitives.negative);
/** `x^2`. */
export const square: UnaryOperation = unaryOperation("tf.square", primitives.square);
