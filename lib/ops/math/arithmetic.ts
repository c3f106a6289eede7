/**
 * Sums, differences, products and squares, named as in `tf` and `tf.math`. Shapes broadcast as
 * NumPy's; dtypes must agree; whole numbers wrap.
 *
 * @module
 */
import * as absolute from "../../primitives/math/absolute.ts";
import * as primitives from "../../primitives/math/arithmetic.ts";
import * as guarded from "../../primitives/math/guarded.ts";
import { scalar } from "../../tensor/scalar.ts";
import {
  type BinaryOperation,
  binaryOperation,
  type UnaryOperation,
  unaryOperation,
} from "../elementwise.ts";

/**
 * `x + y`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
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

/**
 * `x - y`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.subtract([5, 7], 2).numpy().toArray(), [3, 5]);
 * ```
 */
export const subtract: BinaryOperation = binaryOperation("tf.subtract", primitives.subtract);

/**
 * `x y`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.multiply([2, 3], [4, 5]).numpy().toArray(), [8, 15]);
 * ```
 */
export const multiply: BinaryOperation = binaryOperation("tf.multiply", primitives.multiply);

/**
 * `-x`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.negative([1, -2]).numpy().toArray(), [-1, 2]);
 * ```
 */
export const negative: UnaryOperation = unaryOperation("tf.negative", primitives.negative);

/**
 * `x^2`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.square([3, -4]).numpy().toArray(), [9, 16]);
 * ```
 */
export const square: UnaryOperation = unaryOperation("tf.square", primitives.square);

/**
 * `(x - y)^2`.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.squaredDifference([1, 5], 3).numpy().toArray(), [4, 4]);
 * ```
 */
export const squaredDifference: BinaryOperation = binaryOperation(
  "tf.math.squaredDifference",
  primitives.squaredDifference,
);

/**
 * `1 / x` of floats.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.reciprocal([2, -4]).numpy().toArray(), [0.5, -0.25]);
 * ```
 */
export const reciprocal: UnaryOperation = unaryOperation(
  "tf.math.reciprocal",
  primitives.reciprocal,
);

/**
 * `x / y` of floats, 0 where `y` is 0.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.divideNoNan([1, 1], [2, 0]).numpy().toArray(), [0.5, 0]);
 * ```
 */
export const divideNoNan: BinaryOperation = binaryOperation(
  "tf.math.divideNoNan",
  guarded.divideNoNan,
);

/**
 * `x y` of floats, 0 where `y` is 0 even if `x` is infinite or NaN.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.multiplyNoNan([2, Infinity], [3, 0]).numpy().toArray(), [6, 0]);
 * ```
 */
export const multiplyNoNan: BinaryOperation = binaryOperation(
  "tf.math.multiplyNoNan",
  guarded.multiplyNoNan,
);

/**
 * `1 / x` of floats, 0 where `x` is 0.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.reciprocalNoNan([2, 0]).numpy().toArray(), [0.5, 0]);
 * ```
 */
export const reciprocalNoNan: UnaryOperation = unaryOperation(
  "tf.math.reciprocalNoNan",
  (x) => guarded.divideNoNan(scalar(1, x.dtype), x),
);

/**
 * The magnitude: that of complex numbers is real. The derivative at 0 is 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.abs([1.5, -2]).numpy().toArray(), [1.5, 2]);
 * ```
 */
export const abs: UnaryOperation = unaryOperation("tf.abs", absolute.abs);

/**
 * -1, 0 or 1 by the sign; NaN stays. Of complex numbers it is `x / |x|`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.sign([1.5, -2, 0]).numpy().toArray(), [1, -1, 0]);
 * ```
 */
export const sign: UnaryOperation = unaryOperation("tf.sign", absolute.sign);
