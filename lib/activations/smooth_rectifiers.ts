/**
 * Smooth forms of the rectified linear unit.
 *
 * @module
 */
import { asTensor } from "../ops/as_tensor.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { stopGradient } from "../primitives/array/identity.ts";
import { add, divide, multiply, negative, square } from "../primitives/math/arithmetic.ts";
import { greaterEqual, lessEqual } from "../primitives/math/comparison.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { logicalOr } from "../primitives/math/logical.ts";
import { relu } from "../primitives/math/rectifiers.ts";
import { softplus as softplusOf } from "../primitives/math/soft.ts";
import { where } from "../primitives/math/where.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  type ActivationArguments,
  at,
  numberOf,
  numbersFor,
  plain,
  type PlainActivation,
  widened,
} from "./activation.ts";

/**
 * `log(e^x + 1)`, without overflow.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.softplus([-1000, 1000]).numpy().toArray(), [0, 1000]);
 * ```
 */
export const softplus: PlainActivation = plain("softplus", softplusOf);

/**
 * `(x + 1)^2 / 4` between -1 and 1; 0 below, `x` above.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.sparsePlus([-2, 0, 2]).numpy().toArray(), [0, 0.25, 2]);
 * ```
 */
export const sparsePlus: PlainActivation = plain("sparsePlus", (x) => {
  const number = numbersFor(x);
  const isBelow = lessEqual(x, number(-1));
  const isAbove = greaterEqual(x, number(1));
  // Squares of what is not between would overflow, and so would their derivatives.
  const between = where(logicalOr(isBelow, isAbove), number(0), x);
  const curve = multiply(number(0.25), square(add(between, number(1))));
  return where(isBelow, number(0), where(isAbove, x, curve));
});

/** Arguments of {@linkcode squareplus}. */
export interface SquareplusArguments extends ActivationArguments {
  /** How smooth it is, >= 0; default 4. */
  b?: number | null;
}

/**
 * `(x + sqrt(x^2 + b)) / 2`, without overflow and without cancellation below 0.
 *
 * @throws {RangeError} for a `b` below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.activations.squareplus([0, 1.5]).numpy().toArray(), [1, 2]);
 * ```
 */
export const squareplus: Operation<SquareplusArguments, ["x", "b"], Tensor> = bind(
  at("squareplus"),
  ["x", "b"],
  1,
  (value, b) => {
    const x = asTensor(at("squareplus"), value);
    const smoothness = numberOf("squareplus", "b", b, 4, 0);
    return internally(() =>
      smoothness === 0 ? relu(x) : widened(x, (it) => smoothed(it, smoothness))
    );
  },
);

/**
 * For x >= 0 it is x more than for -x, where the sum of x and the root is `b / (root + |x|)`. With
 * `s = sqrt(b)` and `m = max(|x|, s)` the root is `m sqrt((x / m)^2 + (s / m)^2)`, whatever m is: so
 * no derivative goes through m.
 */
function smoothed(x: Tensor, b: number): Tensor {
  const number = numbersFor(x);
  const isPositive = greaterEqual(x, number(0));
  const size = where(isPositive, x, negative(x));
  const width = number(Math.sqrt(b));
  const most = stopGradient(maximum(size, width));
  const squares = add(square(divide(size, most)), square(divide(width, most)));
  const sum = add(multiply(most, sqrt(squares)), size);
  const rest = multiply(width, divide(number(Math.sqrt(b) / 2), sum));
  return add(where(isPositive, x, number(0)), rest);
}
