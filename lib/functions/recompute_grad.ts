/**
 * `tf.recomputeGrad`: functions whose intermediate results are computed again for the gradient,
 * instead of being kept.
 *
 * @module
 */
import { atCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, bind } from "../ops/bind.ts";
import { identity } from "../primitives/array/identity.ts";
import { Log } from "../tensor/log.ts";
import { type Recorder, state, within } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { asPlain } from "./control/traced.ts";
import { withGradient } from "./custom_gradient.ts";
import { isDifferentiable } from "./backpropagate.ts";
import { flatten, pack } from "./nest.ts";
import { type Source, Tape } from "./tape.ts";

/** Arguments of {@linkcode recomputeGrad}. */
export interface RecomputeGradArguments<Args extends unknown[], Result> {
  /** A function of tensors. */
  f: (...args: Args) => Result;
}

/** Type of {@linkcode recomputeGrad}. */
export type RecomputeGrad = <Args extends unknown[], Result>(
  ...args: Arguments<RecomputeGradArguments<Args, Result>, ["f"]>
) => (...args: Args) => Result;

const where = "tf.recomputeGrad";

/**
 * The same function, whose gradient runs it a second time instead of keeping what it computed. It
 * draws the same random numbers then, reads the same values of variables, and assigns nothing.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const cube = tf.recomputeGrad((x: tf.Tensor) => tf.multiply(x, tf.multiply(x, x)));
 * const x = new tf.Variable(2);
 * const tape = new tf.GradientTape();
 * const y = tape.run(() => cube(x.value()));
 * assertEquals(Number(tape.gradient(y, x)), 12);
 * ```
 */
export const recomputeGrad: RecomputeGrad = bind<
  RecomputeGradArguments<unknown[], unknown>,
  ["f"],
  unknown
>(where, ["f"], 1, (f) => {
  if (typeof f !== "function") {
    throw new TypeError(`${where}: expected f to be a function, received f=${formatValue(f)}`);
  }
  const wrapped = withGradient((...args: unknown[]) => {
    const log = new Log(state.log);
    const result = logged(log, () => unseen(() => f(...args)));
    const gradient = (...given: unknown[]) => gradients(f, args, log, given);
    return [result, gradient] as const;
  }, true);
  const call = (...args: unknown[]): unknown => {
    try {
      return wrapped(...args);
    } catch (error) {
      throw atCaller(error, call);
    }
  };
  return call;
}) as RecomputeGrad;

/** Runs a function with what it meets noted, or handed out again. */
function logged<T>(log: Log, run: () => T): T {
  return within({ log }, run);
}

/** Runs a function whose operations no tape keeps; the variables it reads are still noted. */
function unseen<T>(run: () => T): T {
  const tapes = state.tapes.map((tape): Recorder => ({
    add: () => {},
    sees: (variable, value) => tape.sees(variable, value),
  }));
  return within({ tapes }, run);
}

/** The gradients of arguments and variables, by running the function once more. */
function gradients(
  f: (...args: unknown[]) => unknown,
  args: readonly unknown[],
  log: Log,
  given: readonly unknown[],
): unknown {
  const last = given.at(-1);
  const variables = last instanceof Tensor || last === undefined
    ? []
    : (last as { variables: readonly VariableCore[] }).variables;
  const cotangents = given.filter((it) => it instanceof Tensor);
  const { leaves: plain, structure } = flatten(args, asPlain);
  // Tensors of their own: an argument may be a variable's value, which the function reads besides.
  const leaves = plain.map((it) => it instanceof Tensor ? identity(it) : it);
  const tape = new Tape(true);
  const sources = leaves.flatMap((it): Source[] =>
    (it instanceof Tensor || it instanceof VariableCore) && isDifferentiable(it.aval) ? [it] : []
  );
  sources.forEach((source) => tape.watch(source));
  log.repeat();
  const result = tape.record(() => logged(log, () => f(...pack(structure, leaves) as unknown[])));
  const targets = flatten(result, (it) => it instanceof Tensor ? it : undefined).leaves;
  const all = tape.gradients(
    targets.map((target, i) => [target, cotangents[i]!] as const),
    [...sources, ...variables],
  );
  tape.forget();
  const own = leaves.map((it, i) => {
    const place = sources.indexOf(it as Source);
    // A variable that is given twice has its gradient once.
    return place < 0 || leaves.indexOf(it) < i ? null : all[place] ?? null;
  });
  const others = variables.map((_, i) => all[sources.length + i] ?? null);
  return variables.length > 0 ? [own, others] : own;
}
