/**
 * Products with logarithms that are 0 where the first argument is 0, named as in `tf.math`. Shapes
 * broadcast; dtypes must agree.
 *
 * @module
 */
import * as primitives from "../../primitives/math/guarded_logarithm.ts";
import { type BinaryOperation, binaryOperation } from "../elementwise.ts";

/**
 * `x log(y)`, 0 where `x` is 0 whatever `y` is.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.xlogy([0, 2], [0, 1]).numpy().toArray(), [0, 0]);
 * ```
 */
export const xlogy: BinaryOperation = binaryOperation("tf.math.xlogy", primitives.xlogy);

/**
 * `x log(1 + y)`, 0 where `x` is 0 whatever `y` is.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.xlog1py([0, 2], [-1, 0]).numpy().toArray(), [0, 0]);
 * ```
 */
export const xlog1py: BinaryOperation = binaryOperation("tf.math.xlog1py", primitives.xlog1py);

/**
 * `x / y`, 0 where `x` is 0 whatever `y` is.
 *
 * @throws {TypeError} for dtypes that differ, or shapes that do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.xdivy([0, 2], [0, 4]).numpy().toArray(), [0, 0.5]);
 * ```
 */
export const xdivy: BinaryOperation = binaryOperation("tf.math.xdivy", primitives.xdivy);
