/**
 * `tf.whileLoop`.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { checkInteger } from "../../errors/checks.ts";
import { isInteger } from "../../arrays/dtypes.ts";
import { type Arguments, bind } from "../../ops/bind.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { read } from "../../tensor/graph.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { checkBoolean } from "../arguments.ts";
import { flatten, pack, type Structure } from "../nest.ts";
import { checkInvariants, type ShapeInvariants } from "./invariants.ts";
import { nextValues, type UserLoop } from "./loop_values.ts";
import {
  asPlain,
  asPredicate,
  checkFunction,
  checkScalar,
  synchronous,
  withBackProp,
} from "./traced.ts";
import { traceLoop } from "./trace_loop.ts";
import type { AsTensors, LoopParameters, LoopResult } from "./nested_types.ts";

/** Arguments of {@linkcode whileLoop}. */
export interface WhileLoopArguments<Vars> {
  /** Takes the variables and gives a truth value: whether there is another round. */
  cond: (...vars: LoopParameters<Vars>) => TensorLike;
  /** Takes the variables and gives their next values, in the same structure. */
  body: (...vars: LoopParameters<Vars>) => Vars | LoopResult<Vars>;
  /** First values of the variables: a list, or another nested value, of tensors. */
  loopVars: Vars;
  /** Shapes that hold in all rounds, `null` for any dimension; default: those of the first values. */
  shapeInvariants?: ShapeInvariants | null;
  /** Taken for the sake of Python's signature: rounds run one after the other. */
  parallelIterations?: number;
  /** Whether gradients flow through it; default `true`. */
  backProp?: boolean;
  /** Taken for the sake of Python's signature: nothing is swapped. */
  swapMemory?: boolean;
  /** The most rounds; default: any number. */
  maximumIterations?: TensorLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Names of the parameters. */
export type Names = [
  "cond",
  "body",
  "loopVars",
  "shapeInvariants",
  "parallelIterations",
  "backProp",
  "swapMemory",
  "maximumIterations",
  "name",
];

/** Type of {@linkcode whileLoop}. */
export type WhileLoop = <const Vars>(
  ...args: Arguments<WhileLoopArguments<Vars>, Names>
) => AsTensors<Vars>;

const where = "tf.whileLoop";

/**
 * Runs `body` over and over on its own results while `cond` holds of them.
 *
 * In eager code both are called in each round. While a function is traced they are traced once, and
 * each call computes as many rounds as its values ask for; the variables keep their shapes and dtypes
 * then. Variables that the body assigns, and random numbers, are those of the rounds that are computed.
 * Gradients flow through it, to any order.
 *
 * @returns The last values, in the structure of `loopVars`.
 * @throws {TypeError} if `body` returns another structure, or other shapes or dtypes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const power = tf.function((x: tf.Tensor, limit: tf.Tensor) =>
 *   tf.whileLoop((y) => tf.less(y, limit), (y) => [tf.multiply(y, x)], [x])[0]
 * );
 * assertEquals(Number(power(tf.constant(2), tf.constant(100))), 128);
 * assertEquals(Number(power(tf.constant(3), tf.constant(10))), 27);
 * ```
 */
export const whileLoop: WhileLoop = bind<WhileLoopArguments<unknown>, Names, unknown>(
  where,
  [
    "cond",
    "body",
    "loopVars",
    "shapeInvariants",
    "parallelIterations",
    "backProp",
    "swapMemory",
    "maximumIterations",
    "name",
  ],
  3,
  (cond, body, loopVars, shapeInvariants, parallelIterations, backProp, swapMemory, maximum) => {
    checkFunction(where, "cond", cond);
    checkFunction(where, "body", body);
    checkInteger(where, "parallelIterations", parallelIterations ?? 10, { min: 1 });
    checkBoolean(where, "swapMemory", swapMemory ?? false);
    const { leaves, structure } = flatten(loopVars, asPlain);
    checkTensors(structure);
    const values = leaves.map((leaf) => asTensor(`${where}: loopVars`, leaf));
    const invariants = checkInvariants(where, structure, values, shapeInvariants);
    const loop: UserLoop = {
      structure,
      invariants,
      cond: (vars) => synchronous(where, call(cond, parametersOf(structure, vars))),
      body: (vars) => synchronous(where, call(body, parametersOf(structure, vars))),
    };
    const limit = limitOf(maximum);
    const last = state.trace === undefined
      ? runEagerly(loop, values, limit)
      : traceLoop(where, loop, values, limit);
    return withBackProp(where, backProp, pack(structure, last));
  },
  ["loopVars"],
) as WhileLoop;

function call(fn: (...args: never[]) => unknown, args: readonly unknown[]): unknown {
  return fn(...args as never[]);
}

/** The variables as the user's functions take them. */
function parametersOf(structure: Structure, vars: readonly Tensor[]): unknown[] {
  const packed = pack(structure, vars);
  return Array.isArray(packed) ? packed : [packed];
}

function checkTensors(structure: Structure): void {
  if (structure.kind === "list") structure.items.forEach(checkTensors);
  if (structure.kind === "record") structure.entries.forEach(([, it]) => checkTensors(it));
  if (structure.kind !== "other" || structure.value === null || structure.value === undefined) {
    return;
  }
  throw new TypeError(
    `${where}: expected loopVars to be tensors, received ${formatValue(structure.value)}`,
  );
}

function limitOf(maximum: unknown): Tensor | undefined {
  if (maximum === null || maximum === undefined) return undefined;
  const name = "maximumIterations";
  if (typeof maximum === "number") {
    return asTensor(
      where,
      checkInteger(where, name, maximum, { min: 0, max: 2 ** 31 - 1 }),
      "int32",
    );
  }
  const tensor = asTensor(`${where}: ${name}`, maximum as TensorLike);
  if (!isInteger(tensor.dtype)) {
    throw new TypeError(
      `${where}: expected ${name} to be a whole number, received dtype ${tensor.dtype}`,
    );
  }
  checkScalar(where, name, tensor);
  return tensor;
}

function runEagerly(loop: UserLoop, first: readonly Tensor[], limit: Tensor | undefined) {
  const most = limit === undefined ? Infinity : Number(read(limit)[0]);
  let values = first;
  for (let round = 0; asPredicate(where, loop.cond(values), "cond") && round < most; round++) {
    values = nextValues(where, loop, values, loop.body(values), true);
  }
  return values;
}
