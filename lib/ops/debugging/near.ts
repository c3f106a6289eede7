/**
 * `tf.debugging.assertNear`: two tensors are the same within a tolerance.
 *
 * @module
 */
import { DTYPES, isFloating } from "../../arrays/dtypes.ts";
import { abs } from "../../primitives/math/absolute.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { lessEqual } from "../../primitives/math/comparison.ts";
import { formatAval } from "../../tensor/aval.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import type { Named } from "../array/named.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { holdThroughout } from "./hold.ts";

/** Arguments of {@linkcode assertNear}. */
export interface AssertNearArguments extends Named {
  /** A tensor of floats. */
  x: TensorLike;
  /** Another one of the same dtype. Shapes broadcast. */
  y: TensorLike;
  /** Share of `|y|` by which they may differ; default: ten times the dtype's epsilon. */
  rtol?: TensorLike | null;
  /** By how much they may differ besides; default: ten times the dtype's epsilon. */
  atol?: TensorLike | null;
  /** What the error begins with. */
  message?: string | null;
  /** Elements that the error shows at most; default 3. */
  summarize?: IntegerLike | null;
}

/**
 * Holds that two tensors are the same within a tolerance: `|x - y| <= atol + rtol |y|`.
 *
 * @throws {TypeError} for anything but floats, for dtypes that differ and shapes that do not broadcast.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertNear([1, 2], [1, 2 + 1e-6]);
 * assertThrows(() => tf.debugging.assertNear([1, 2], [1, 2.1]), RangeError, "|x - y| <= atol + rtol |y|");
 * ```
 */
export const assertNear: Operation<
  AssertNearArguments,
  ["x", "y", "rtol", "atol", "message", "summarize", "name"],
  void
> = bind(
  "tf.debugging.assertNear",
  ["x", "y", "rtol", "atol", "message", "summarize", "name"],
  2,
  (a, b, rtol, atol, message, summarize) => {
    const where = "tf.debugging.assertNear";
    const [x, y] = asOperands(where, a, b);
    if (!isFloating(x.dtype)) {
      throw new TypeError(`${where}: expected floats, received ${formatAval(x)}`);
    }
    const tolerance = (given: TensorLike | null | undefined) =>
      asTensor(where, given ?? 10 * DTYPES[x.dtype].epsilon!, x.dtype);
    const bound = add(tolerance(atol), multiply(tolerance(rtol), abs(y)));
    const held = lessEqual(abs(subtract(x, y)), bound);
    const words = "|x - y| <= atol + rtol |y|";
    holdThroughout({ where, message, words, held, shown: { x, y }, summarize });
  },
);
