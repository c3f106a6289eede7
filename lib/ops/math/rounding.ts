/**
 * Rounding to whole numbers, named as in `tf` and `tf.math`; no gradient goes through it.
 *
 * @module
 */
import * as primitives from "../../primitives/math/rounding.ts";
import { type UnaryOperation, unaryOperation } from "../elementwise.ts";

/**
 * The largest whole number that is not larger.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.floor([1.7, -1.2]).numpy().toArray(), [1, -2]);
 * ```
 */
export const floor: UnaryOperation = unaryOperation("tf.floor", primitives.floor);

/**
 * The smallest whole number that is not smaller.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.ceil([1.2, -1.7]).numpy().toArray(), [2, -1]);
 * ```
 */
export const ceil: UnaryOperation = unaryOperation("tf.math.ceil", primitives.ceil);

/**
 * The nearest whole number, the even one of two that are as near.
 *
 * @throws {TypeError} for anything else than real numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.round([0.5, 1.5, -2.3]).numpy().toArray(), [0, 2, -2]);
 * ```
 */
export const round: UnaryOperation = unaryOperation("tf.round", primitives.round);

/**
 * The nearest whole number, the even one of two that are as near.
 *
 * @throws {TypeError} for anything else than floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.rint([0.5, 1.5, -2.3]).numpy().toArray(), [0, 2, -2]);
 * ```
 */
export const rint: UnaryOperation = unaryOperation("tf.math.rint", primitives.rint);
