/**
 * Hyperbolic functions and their inverses, named as in `tf` and `tf.math`.
 *
 * @module
 */
import * as exponential from "../../primitives/math/exponential.ts";
import * as primitives from "../../primitives/math/hyperbolic.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";

/**
 * `(e^x - e^-x) / 2`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.sinh(0)), 0);
 * ```
 */
export const sinh: UnaryOperation = unaryOperation("tf.sinh", primitives.sinh);

/**
 * `(e^x + e^-x) / 2`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.cosh(0)), 1);
 * ```
 */
export const cosh: UnaryOperation = unaryOperation("tf.cosh", primitives.cosh);

/**
 * `sinh(x) / cosh(x)`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.tanh(0)), 0);
 * ```
 */
export const tanh: UnaryOperation = unaryOperation("tf.tanh", exponential.tanh);

/**
 * The number whose hyperbolic sine is `x`.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.asinh(0)), 0);
 * ```
 */
export const asinh: UnaryOperation = unaryOperation("tf.asinh", primitives.asinh);

/**
 * The number >= 0 whose hyperbolic cosine is `x`; NaN below 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.acosh(1)), 0);
 * ```
 */
export const acosh: UnaryOperation = unaryOperation("tf.acosh", primitives.acosh);

/**
 * The number whose hyperbolic tangent is `x`; NaN beyond -1 and 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.atanh(0)), 0);
 * ```
 */
export const atanh: UnaryOperation = unaryOperation("tf.atanh", primitives.atanh);
