/**
 * `tf.cond`.
 *
 * @module
 */
import { type Arguments, bind } from "../../ops/bind.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { traceBranches } from "./branches.ts";
import type { Choice } from "./cond_primitive.ts";
import { asPredicate, checkFunction, synchronous } from "./traced.ts";

/** Arguments of {@linkcode cond}. */
export interface CondArguments<Result> {
  /** One truth value. */
  pred: TensorLike;
  /** What is run if it is true. */
  trueFn: () => Result;
  /** What is run if it is false. */
  falseFn: () => Result;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Type of {@linkcode cond}. */
export type Cond = <Result>(
  ...args: Arguments<CondArguments<Result>, ["pred", "trueFn", "falseFn", "name"]>
) => Result;

const TRUTH: Choice = { count: 1, choose: ([truth]) => truth ? 0 : 1 };

/**
 * Runs one of two functions without arguments, whichever a truth value says.
 *
 * In eager code, and where the value is known, the other one does not run. While a function is traced
 * and the value differs between calls, both are traced, and each call computes one of them: both have
 * to return the same structure of tensors with the same shapes and dtypes. Variables that one of them
 * assigns, and random numbers, are those of the one that is computed. Gradients flow through it.
 *
 * @throws {TypeError} if `pred` is no truth value, or the functions disagree in what they return.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const absolute = tf.function((x: tf.Tensor) =>
 *   tf.cond(tf.less(x, 0), () => tf.negative(x), () => x)
 * );
 * assertEquals(Number(absolute(tf.constant(-3))), 3);
 * assertEquals(Number(absolute(tf.constant(2))), 2);
 * ```
 */
export const cond: Cond = bind<
  CondArguments<unknown>,
  ["pred", "trueFn", "falseFn", "name"],
  unknown
>(
  "tf.cond",
  ["pred", "trueFn", "falseFn", "name"],
  3,
  (pred, trueFn, falseFn) => {
    const where = "tf.cond";
    checkFunction(where, "trueFn", trueFn);
    checkFunction(where, "falseFn", falseFn);
    const truth = asPredicate(where, pred);
    if (typeof truth === "boolean") return synchronous(where, truth ? trueFn() : falseFn());
    const functions = [{ name: "trueFn", run: trueFn }, { name: "falseFn", run: falseFn }];
    return traceBranches(where, functions, TRUTH, [truth]);
  },
) as Cond;
