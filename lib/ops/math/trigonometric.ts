/**
 * Circular functions and their inverses, named as in `tf` and `tf.math`; angles are in radians.
 *
 * @module
 */
import * as primitives from "../../primitives/math/trigonometric.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";

/**
 * The sine.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.sin(0)), 0);
 * ```
 */
export const sin: UnaryOperation = unaryOperation("tf.sin", primitives.sin);

/**
 * The cosine.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.cos(0)), 1);
 * ```
 */
export const cos: UnaryOperation = unaryOperation("tf.cos", primitives.cos);

/**
 * The tangent.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.tan(Math.PI / 4)), 1, 1e-6);
 * ```
 */
export const tan: UnaryOperation = unaryOperation("tf.tan", primitives.tan);

/**
 * The angle whose sine is `x`, from -pi/2 to pi/2; NaN beyond -1 and 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.asin(1)), Math.PI / 2, 1e-6);
 * ```
 */
export const asin: UnaryOperation = unaryOperation("tf.asin", primitives.asin);

/**
 * The angle whose cosine is `x`, from 0 to pi; NaN beyond -1 and 1.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.acos(-1)), Math.PI, 1e-6);
 * ```
 */
export const acos: UnaryOperation = unaryOperation("tf.acos", primitives.acos);

/**
 * The angle whose tangent is `x`, from -pi/2 to pi/2.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.atan(1)), Math.PI / 4, 1e-6);
 * ```
 */
export const atan: UnaryOperation = unaryOperation("tf.atan", primitives.atan);
