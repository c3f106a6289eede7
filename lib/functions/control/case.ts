/**
 * `tf.case`.
 *
 * @module
 */
import { checkBoolean } from "../arguments.ts";
import { formatValue } from "../../errors/format.ts";
import { type Arguments, bind } from "../../ops/bind.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { traceBranches } from "./branches.ts";
import type { Choice } from "./cond_primitive.ts";
import { asPredicate, checkFunction, synchronous } from "./traced.ts";

/** A truth value with the function that is run if it is true. */
export type PredFnPair<Result> = readonly [pred: TensorLike, fn: () => Result];

/** Arguments of {@linkcode case_}. */
export interface CaseArguments<Result> {
  /** Truth values with functions; the first one that is true says which is run. */
  predFnPairs: readonly PredFnPair<Result>[];
  /** What is run if none is true; default: that is an error. */
  default?: (() => Result) | null;
  /** Whether more than one true value is an error; default `false`. */
  exclusive?: boolean;
  /** Taken for the sake of Python's signature: results are never unwrapped here. */
  strict?: boolean;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Type of {@linkcode case_}. */
export type Case = <Result>(
  ...args: Arguments<
    CaseArguments<Result>,
    ["predFnPairs", "default", "exclusive", "strict", "name"]
  >
) => Result;

const where = "tf.case";

/** The first that is true; the number of pairs for the default. */
function choiceOf(count: number, hasDefault: boolean, exclusive: boolean): Choice {
  return {
    count,
    choose(values) {
      const trues = values.filter(Boolean).length;
      if (exclusive && trues > 1) {
        throw new RangeError(
          `${where}: expected at most one true value, as exclusive says, received ${trues}`,
        );
      }
      if (trues === 0 && !hasDefault) {
        throw new RangeError(
          `${where}: expected a true value, as there is no default, received none`,
        );
      }
      return trues === 0 ? count : values.findIndex(Boolean);
    },
  };
}

/**
 * Runs the function of the first truth value that is true; exported as `tf.case`. What holds of
 * `tf.cond` in traced functions holds here.
 *
 * @throws {TypeError} if the functions disagree in what they return while a function is traced.
 * @throws {RangeError} if none is true and there is no default, or several are and `exclusive`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.case([[tf.greater(1, 2), () => 1], [tf.less(1, 2), () => 2]], { default: () => 3 });
 * assertEquals(y, 2);
 * ```
 */
export const case_: Case = bind<
  CaseArguments<unknown>,
  ["predFnPairs", "default", "exclusive", "strict", "name"],
  unknown
>(
  where,
  ["predFnPairs", "default", "exclusive", "strict", "name"],
  1,
  (predFnPairs, otherwise, exclusive, strict) => {
    checkPairs(predFnPairs);
    if (otherwise !== null && otherwise !== undefined) {
      checkFunction(where, "default", otherwise);
    }
    checkBoolean(where, "strict", strict ?? false);
    const choice = choiceOf(
      predFnPairs.length,
      typeof otherwise === "function",
      checkBoolean(where, "exclusive", exclusive ?? false),
    );
    const truths = predFnPairs.map(([pred], i) => asPredicate(where, pred, `predFnPairs[${i}][0]`));
    const functions = predFnPairs.map(([, run], i) => ({ name: `predFnPairs[${i}][1]`, run }));
    if (typeof otherwise === "function") functions.push({ name: "default", run: otherwise });
    if (truths.every((it) => typeof it === "boolean")) {
      return synchronous(where, functions[choice.choose(truths)]!.run());
    }
    const choosing = truths.map((it) => it instanceof Tensor ? it : asTensor(where, it));
    return traceBranches(where, functions, choice, choosing);
  },
) as Case;

function checkPairs(pairs: unknown): void {
  if (!Array.isArray(pairs) || pairs.length === 0) {
    throw new TypeError(
      `${where}: expected predFnPairs to be an array of pairs [pred, fn], received predFnPairs=${
        formatValue(pairs)
      }`,
    );
  }
  pairs.forEach((pair: unknown, i) => {
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new TypeError(
        `${where}: expected predFnPairs[${i}] to be a pair [pred, fn], received ${
          formatValue(pair)
        }`,
      );
    }
    checkFunction(where, `predFnPairs[${i}][1]`, pair[1]);
  });
}
