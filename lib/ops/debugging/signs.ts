/**
 * Conditions on the values of one tensor: `tf.debugging.assertPositive`, `assertNonNegative`,
 * `assertNegative`, `assertNonPositive`, `assertAllFinite`, `checkNumerics`, and `tf.debugging.Assert`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import { greater, greaterEqual, less, lessEqual } from "../../primitives/math/comparison.ts";
import { isFinite as finite } from "../../primitives/math/classification.ts";
import { formatAval } from "../../tensor/aval.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import { first, hold, holdThroughout } from "./hold.ts";

/** Arguments of assertions about one tensor. */
export interface AssertSignArguments extends Named {
  /** A tensor of real numbers. */
  x: TensorLike;
  /** What the error begins with. */
  message?: string | null;
  /** Elements that the error shows at most; default 3. */
  summarize?: IntegerLike | null;
}

/** An assertion about one tensor. */
export type SignAssertion = Operation<
  AssertSignArguments,
  ["x", "message", "summarize", "name"],
  void
>;

function sign(
  where: string,
  symbol: string,
  compare: (x: Tensor, y: Tensor) => Tensor,
): SignAssertion {
  return bind(where, ["x", "message", "summarize", "name"], 1, (given, message, summarize) => {
    const x = asTensor(where, given);
    if (x.dtype === "bool" || x.dtype === "string" || x.dtype === "complex64") {
      throw new TypeError(`${where}: expected real numbers, received ${formatAval(x)}`);
    }
    const held = compare(x, scalar(0, x.dtype));
    holdThroughout({ where, message, words: `x ${symbol} 0`, held, shown: { x }, summarize });
  });
}

/**
 * Holds that all elements are above 0.
 *
 * @throws {TypeError} for anything but real numbers.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertPositive([1, 2]);
 * assertThrows(() => tf.debugging.assertPositive([0, 2]), RangeError, "expected x > 0");
 * ```
 */
export const assertPositive: SignAssertion = sign("tf.debugging.assertPositive", ">", greater);

/**
 * Holds that no element is below 0.
 *
 * @throws {TypeError} for anything but real numbers.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertNonNegative([0, 2]);
 * assertThrows(() => tf.debugging.assertNonNegative([-1, 2]), RangeError, "expected x >= 0");
 * ```
 */
export const assertNonNegative: SignAssertion = sign(
  "tf.debugging.assertNonNegative",
  ">=",
  greaterEqual,
);

/**
 * Holds that all elements are below 0.
 *
 * @throws {TypeError} for anything but real numbers.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertNegative([-1, -2]);
 * assertThrows(() => tf.debugging.assertNegative([-1, 0]), RangeError, "expected x < 0");
 * ```
 */
export const assertNegative: SignAssertion = sign("tf.debugging.assertNegative", "<", less);

/**
 * Holds that no element is above 0.
 *
 * @throws {TypeError} for anything but real numbers.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertNonPositive([-1, 0]);
 * assertThrows(() => tf.debugging.assertNonPositive([-1, 1]), RangeError, "expected x <= 0");
 * ```
 */
export const assertNonPositive: SignAssertion = sign(
  "tf.debugging.assertNonPositive",
  "<=",
  lessEqual,
);

/** The tensor, once it is known that no element is NaN or infinite. */
function finiteOf(where: string, given: TensorLike, message: string): Tensor {
  const x = asTensor(where, given);
  if (!isFloating(x.dtype)) {
    throw new TypeError(`${where}: expected floats, received ${formatAval(x)}`);
  }
  holdThroughout({ where, message, words: "finite numbers", held: finite(x), shown: { x } });
  return x;
}

/** Arguments of {@linkcode assertAllFinite}. */
export interface AssertAllFiniteArguments extends Named {
  /** A tensor of floats. */
  x: TensorLike;
  /** What the error begins with. */
  message: string;
}

/**
 * The tensor itself, whose elements are held to be neither NaN nor infinite.
 *
 * @throws {TypeError} for anything but floats.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.assertAllFinite([1, 2], "the loss");
 * const wrong = () => tf.debugging.assertAllFinite([1, NaN], "the loss");
 * assertThrows(wrong, RangeError, "the loss: tf.debugging.assertAllFinite: expected finite numbers");
 * ```
 */
export const assertAllFinite: Operation<
  AssertAllFiniteArguments,
  ["x", "message", "name"],
  Tensor
> = bind(
  "tf.debugging.assertAllFinite",
  ["x", "message", "name"],
  2,
  (x, message) => finiteOf("tf.debugging.assertAllFinite", x, message),
);

/** Arguments of {@linkcode checkNumerics}. */
export interface CheckNumericsArguments extends Named {
  /** A tensor of floats. */
  tensor: TensorLike;
  /** What the error begins with. */
  message: string;
}

/**
 * The tensor itself, whose elements are held to be neither NaN nor infinite.
 *
 * @throws {TypeError} for anything but floats.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * tf.debugging.checkNumerics([1, 2], "scores");
 * assertThrows(() => tf.debugging.checkNumerics([Infinity], "scores"), RangeError, "scores: ");
 * ```
 */
export const checkNumerics: Operation<
  CheckNumericsArguments,
  ["tensor", "message", "name"],
  Tensor
> = bind(
  "tf.debugging.checkNumerics",
  ["tensor", "message", "name"],
  2,
  (tensor, message) => finiteOf("tf.debugging.checkNumerics", tensor, message),
);

/** Arguments of {@linkcode Assert}. */
export interface ConditionArguments extends Named {
  /** A truth value. */
  condition: TensorLike;
  /** Tensors that the error shows. */
  data: readonly TensorLike[];
  /** Elements of each that the error shows at most; default 3. */
  summarize?: IntegerLike | null;
}

/**
 * Holds that a condition is true, and shows tensors where it is not.
 *
 * @throws {TypeError} for a condition that is no truth value, and data that are no list.
 * @throws {RangeError} where it does not hold; in a traced function when it runs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertThrows } from "@std/assert";
 *
 * const x = tf.constant([1, 2]);
 * tf.debugging.Assert(tf.less(tf.reduceMax(x), 3), [x]);
 * assertThrows(() => tf.debugging.Assert(tf.less(tf.reduceMax(x), 2), [x]), RangeError, "[1, 2]");
 * ```
 */
export const Assert: Operation<
  ConditionArguments,
  ["condition", "data", "summarize", "name"],
  void
> = bind("tf.debugging.Assert", ["condition", "data", "summarize", "name"], 2, (
  condition,
  data,
  summarize,
) => {
  const where = "tf.debugging.Assert";
  const held = asTensor(where, condition);
  if (held.dtype !== "bool" || held.size !== 1) {
    throw new TypeError(
      `${where}: expected condition to be one truth value, received condition=${formatAval(held)}`,
    );
  }
  if (!Array.isArray(data)) {
    throw new TypeError(
      `${where}: expected data to be a list of tensors, received data=${formatValue(data)}`,
    );
  }
  const most = asInteger(where, "summarize", summarize ?? 3, { min: 0 });
  const shown = data.map((it: TensorLike) => asTensor(where, it));
  hold((flag, ...values) => {
    if ((flag as Uint8Array)[0] !== 0) return;
    const texts = values.map((it, i) => first(it, shown[i]!.aval, most));
    throw new RangeError(`${where}: the condition does not hold, data: ${texts.join("; ")}`);
  }, [held, ...shown]);
});
