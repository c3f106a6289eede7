/**
 * Exponentials, logarithms, roots and powers, named as in `tf` and `tf.math`.
 *
 * @module
 */
import * as primitives from "../../primitives/math/exponential.ts";
import * as powers from "../../primitives/math/power.ts";
import * as soft from "../../primitives/math/soft.ts";
import { negative } from "../../primitives/math/arithmetic.ts";
import { internally } from "../../tensor/state.ts";
import {
  type BinaryOperation,
  binaryOperation,
  type UnaryOperation,
  unaryOperation,
} from "../elementwise.ts";

/**
 * `e^x`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.exp(1)), Math.E, 1e-6);
 * ```
 */
export const exp: UnaryOperation = unaryOperation("tf.exp", primitives.exp);

/**
 * `e^x - 1` without cancellation.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.expm1(1e-6)), 1e-6, 1e-6);
 * ```
 */
export const expm1: UnaryOperation = unaryOperation("tf.math.expm1", primitives.expm1);

/**
 * The natural logarithm.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.log(1)), 0);
 * ```
 */
export const log: UnaryOperation = unaryOperation("tf.math.log", primitives.log);

/**
 * `log(1 + x)` without cancellation.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.log1p(1e-6)), 1e-6, 1e-6);
 * ```
 */
export const log1p: UnaryOperation = unaryOperation("tf.math.log1p", primitives.log1p);

/**
 * The square root; NaN of negative numbers.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.sqrt([4, 9]).numpy().toArray(), [2, 3]);
 * ```
 */
export const sqrt: UnaryOperation = unaryOperation("tf.sqrt", primitives.sqrt);

/**
 * `1 / sqrt(x)`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.math.rsqrt(4)), 0.5);
 * ```
 */
export const rsqrt: UnaryOperation = unaryOperation("tf.math.rsqrt", primitives.rsqrt);

/**
 * `x^y`; whole numbers wrap.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 * @throws {RangeError} when values are read, for whole numbers to negative powers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.pow([2, 3], [3, 2]).numpy().toArray(), [8, 9]);
 * ```
 */
export const pow: BinaryOperation = binaryOperation("tf.pow", powers.pow);

/**
 * `1 / (1 + e^-x)`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.sigmoid(0)), 0.5);
 * ```
 */
export const sigmoid: UnaryOperation = unaryOperation("tf.sigmoid", primitives.sigmoid);

/**
 * `log(sigmoid(x))`, without overflow.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.math.logSigmoid(0)), Math.log(0.5), 1e-6);
 * ```
 */
export const logSigmoid: UnaryOperation = unaryOperation(
  "tf.math.logSigmoid",
  (x) => internally(() => negative(soft.softplus(negative(x)))),
);
