/**
 * Conditions that have to hold, in each run of a traced function too: `tf.debugging.assertEqual`,
 * `assertNoneEqual`, `assertGreater`, `assertGreaterEqual`, `assertLess`, `assertLessEqual`.
 *
 * @module
 */
import {
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  notEqual,
} from "../../primitives/math/comparison.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { holdThroughout } from "./hold.ts";

/** Arguments of assertions about two tensors. */
export interface AssertArguments extends Named {
  /** A tensor. */
  x: TensorLike;
  /** Another one of the same dtype. Shapes broadcast. */
  y: TensorLike;
  /** What the error begins with. */
  message?: string | null;
  /** Elements that the error shows at most; default 3. */
  summarize?: number | null;
}

/** An assertion about two tensors. */
export type Assertion = Operation<
  AssertArguments,
  ["x", "y", "message", "summarize", "name"],
  void
>;

function assertion(
  where: string,
  sign: string,
  compare: (x: Tensor, y: Tensor) => Tensor,
): Assertion {
  return bind(where, ["x", "y", "message", "summarize", "name"], 2, (a, b, message, summarize) => {
    const [x, y] = asOperands(where, a, b);
    const words = `x ${sign} y`;
    holdThroughout({ where, message, words, held: compare(x, y), shown: { x, y }, summarize });
  });
}

/**
 * Holds that a tensor is equal: `x == y`.
 *
 * @throws {TypeError} for dtypes that differ and shapes that do not broadcast.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertEqual([1, 2], [1, 2]);
 * assertThrows(() => tf.debugging.assertEqual([1, 2], [1, 3]), RangeError, "expected x == y");
 * ```
 */
export const assertEqual: Assertion = assertion("tf.debugging.assertEqual", "==", equal);

/**
 * Holds that a tensor is different in each element: `x != y`.
 *
 * @throws {TypeError} for dtypes that differ and shapes that do not broadcast.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertNoneEqual([1, 2], [2, 1]);
 * assertThrows(() => tf.debugging.assertNoneEqual([1, 2], [1, 3]), RangeError, "expected x != y");
 * ```
 */
export const assertNoneEqual: Assertion = assertion("tf.debugging.assertNoneEqual", "!=", notEqual);

/**
 * Holds that a tensor is above another one in each element: `x > y`.
 *
 * @throws {TypeError} for dtypes that differ and shapes that do not broadcast.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertGreater([2, 3], 1);
 * assertThrows(() => tf.debugging.assertGreater([1, 2], 1), RangeError, "expected x > y");
 * ```
 */
export const assertGreater: Assertion = assertion("tf.debugging.assertGreater", ">", greater);

/**
 * Holds that a tensor is not below another one in any element: `x >= y`.
 *
 * @throws {TypeError} for dtypes that differ and shapes that do not broadcast.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertGreaterEqual([1, 2], 1);
 * assertThrows(() => tf.debugging.assertGreaterEqual([0, 2], 1), RangeError, "expected x >= y");
 * ```
 */
export const assertGreaterEqual: Assertion = assertion(
  "tf.debugging.assertGreaterEqual",
  ">=",
  greaterEqual,
);

/**
 * Holds that a tensor is below another one in each element: `x < y`.
 *
 * @throws {TypeError} for dtypes that differ and shapes that do not broadcast.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertLess([0, 1], 2);
 * assertThrows(() => tf.debugging.assertLess([0, 2], 2), RangeError, "expected x < y");
 * ```
 */
export const assertLess: Assertion = assertion("tf.debugging.assertLess", "<", less);

/**
 * Holds that a tensor is not above another one in any element: `x <= y`.
 *
 * @throws {TypeError} for dtypes that differ and shapes that do not broadcast.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertLessEqual([1, 2], 2);
 * assertThrows(() => tf.debugging.assertLessEqual([1, 3], 2), RangeError, "expected x <= y");
 * ```
 */
export const assertLessEqual: Assertion = assertion(
  "tf.debugging.assertLessEqual",
  "<=",
  lessEqual,
);
