/**
 * What kind of float a number is, named as in `tf.math`.
 *
 * @module
 */
import * as primitives from "../../primitives/math/classification.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";

/**
 * Whether it is NaN.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.isNan([NaN, 1]).numpy().toArray(), [true, false]);
 * ```
 */
export const isNan: UnaryOperation = unaryOperation("tf.math.isNan", primitives.isNan);

/**
 * Whether it is infinite.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.isInf([-Infinity, 1]).numpy().toArray(), [true, false]);
 * ```
 */
export const isInf: UnaryOperation = unaryOperation("tf.math.isInf", primitives.isInf);

/**
 * Whether it is neither NaN nor infinite.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.isFinite([NaN, 1]).numpy().toArray(), [false, true]);
 * ```
 */
export const isFinite: UnaryOperation = unaryOperation("tf.math.isFinite", primitives.isFinite);
