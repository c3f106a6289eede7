/**
 * `tf.switchCase`.
 *
 * @module
 */
import { formatAval } from "../../tensor/aval.ts";
import { type Arguments, bind, isOptions } from "../../ops/bind.ts";
import { formatValue } from "../../errors/format.ts";
import { isInteger, readElement } from "../../arrays/dtypes.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { read } from "../../tensor/graph.ts";
import { type Named, traceBranches } from "./branches.ts";
import type { Choice } from "./cond_primitive.ts";
import { checkFunction, checkScalar, synchronous } from "./traced.ts";

/** Arguments of {@linkcode switchCase}. */
export interface SwitchCaseArguments<Result> {
  /** Which function is run: one whole number. */
  branchIndex: TensorLike;
  /** Functions in order, pairs of an index and a function, or functions by index. */
  branchFns:
    | readonly (() => Result)[]
    | readonly (readonly [index: number, fn: () => Result])[]
    | { readonly [index: number]: () => Result };
  /** What is run for other indices; default: the function of the largest index. */
  default?: (() => Result) | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Type of {@linkcode switchCase}. */
export type SwitchCase = <Result>(
  ...args: Arguments<
    SwitchCaseArguments<Result>,
    ["branchIndex", "branchFns", "default", "name"]
  >
) => Result;

const where = "tf.switchCase";

/**
 * Runs the function of an index. What holds of `tf.cond` in traced functions holds here.
 *
 * @throws {TypeError} if the functions disagree in what they return while a function is traced.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pick = tf.function((i: tf.Tensor) =>
 *   tf.switchCase(i, [() => tf.constant(10), () => tf.constant(20)])
 * );
 * assertEquals(Number(pick(tf.constant(0, "int32"))), 10);
 * assertEquals(Number(pick(tf.constant(7, "int32"))), 20);
 * ```
 */
export const switchCase: SwitchCase = bind<
  SwitchCaseArguments<unknown>,
  ["branchIndex", "branchFns", "default", "name"],
  unknown
>(
  where,
  ["branchIndex", "branchFns", "default", "name"],
  2,
  (branchIndex, branchFns, otherwise) => {
    const { indices, functions } = inOrder(branchFns);
    let fallback = indices.indexOf(Math.max(...indices));
    if (otherwise !== null && otherwise !== undefined) {
      checkFunction(where, "default", otherwise);
      fallback = functions.push({ name: "default", run: otherwise }) - 1;
    }
    const choice: Choice = {
      count: 1,
      choose([index]) {
        const place = indices.indexOf(Number(index));
        return place < 0 ? fallback : place;
      },
    };
    const index = asTensor(
      where,
      branchIndex,
      typeof branchIndex === "number" ? "int32" : undefined,
    );
    if (!isInteger(index.dtype)) {
      throw new TypeError(
        `${where}: expected branchIndex to be a whole number, received ${
          formatAval(index)
        }; convert it with tf.cast`,
      );
    }
    checkScalar(where, "branchIndex", index);
    if (index.trace !== undefined) return traceBranches(where, functions, choice, [index]);
    const value = readElement(index.dtype, read(index), 0) as number | bigint;
    return synchronous(where, functions[choice.choose([value])]!.run());
  },
  ["branchFns"],
) as SwitchCase;

/** Functions with their indices. */
function inOrder(given: unknown): { indices: number[]; functions: Named[] } {
  const entries: [unknown, unknown][] = Array.isArray(given)
    ? given.map((it: unknown, i) => Array.isArray(it) ? [it[0], it[1]] : [i, it])
    : isOptions(given)
    ? Object.entries(given).map(([key, fn]) => [Number(key), fn])
    : [];
  if (entries.length === 0) {
    throw new TypeError(
      `${where}: expected branchFns to be functions in an array or by index, received branchFns=${
        formatValue(given)
      }`,
    );
  }
  const indices = entries.map(([index, fn]) => {
    checkFunction(where, `branchFns[${index}]`, fn);
    if (Number.isInteger(index)) return index as number;
    throw new TypeError(
      `${where}: expected the indices of branchFns to be whole numbers, received ${
        formatValue(index)
      }`,
    );
  });
  const double = indices.find((index, i) => indices.indexOf(index) !== i);
  if (double !== undefined) {
    throw new RangeError(
      `${where}: expected each index of branchFns once, received ${double} twice`,
    );
  }
  return {
    indices,
    functions: entries.map(([index, run]) => ({
      name: `branchFns[${index}]`,
      run: run as () => unknown,
    })),
  };
}
