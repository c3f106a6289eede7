/**
 * `tf.customGradient`: functions whose gradient the user writes.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { type Arguments, bind } from "../ops/bind.ts";
import { atCaller } from "../errors/caller.ts";
import { recordAll } from "../tensor/record.ts";
import { type Recorder, state, within } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Trace } from "../tensor/trace.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { isDifferentiable } from "./backpropagate.ts";
import { bindCustom, type CustomVjp, withTapes } from "./custom_primitive.ts";
import { type Branch, Inputs, inputsOf } from "./control/branch.ts";
import { asPlain, type Plain } from "./control/traced.ts";
import { isLinearIn } from "./linearity.ts";
import { flatten, pack } from "./nest.ts";

/** A gradient: takes those of the results, and gives those of the arguments. */
export type GradientFunction = (
  // deno-lint-ignore no-explicit-any -- gradients of the results, then { variables } where there are
  ...gradients: any[]
) => unknown;

/** A function with its gradient: it returns both. */
export type FunctionWithGradient<Args extends unknown[], Result> = (
  ...args: Args
) => readonly [result: Result, gradient: GradientFunction];

/** Arguments of {@linkcode customGradient}. */
export interface CustomGradientArguments<Args extends unknown[], Result> {
  /** Returns its result and the function that computes its gradient. */
  f: FunctionWithGradient<Args, Result>;
}

/** Type of {@linkcode customGradient}. */
export type CustomGradient = <Args extends unknown[], Result>(
  ...args: Arguments<CustomGradientArguments<Args, Result>, ["f"]>
) => (...args: Args) => Result;

const where = "tf.customGradient";

/**
 * Makes a function of one that returns `[result, gradient]`. `gradient` takes the gradient of each
 * tensor in the result, and returns that of the argument, or a list with that of each, `null` for
 * none. Where the function reads trainable variables, `gradient` takes `{ variables }` as its last
 * argument, and returns `[gradients of arguments, gradients of variables]`.
 *
 * Gradients of gradients go through what `gradient` does. In a traced function `gradient` is traced
 * with the function.
 *
 * @throws {TypeError} if the function or the gradient returns something else.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const clip = tf.customGradient((x: tf.Tensor) => [
 *   tf.multiply(x, 2),
 *   (dy: tf.Tensor) => tf.multiply(dy, 10),
 * ]);
 * const x = new tf.Variable(3);
 * const tape = new tf.GradientTape();
 * const y = tape.run(() => clip(x.value()));
 * assertEquals(Number(y), 6);
 * assertEquals(Number(tape.gradient(y, x)), 10);
 * ```
 */
export const customGradient: CustomGradient = bind<
  CustomGradientArguments<unknown[], unknown>,
  ["f"],
  unknown
>(where, ["f"], 1, (f) => {
  if (typeof f !== "function") {
    throw new TypeError(`${where}: expected f to be a function, received f=${formatValue(f)}`);
  }
  return withGradient(f, false);
}) as CustomGradient;

/**
 * A function with a gradient of its own.
 *
 * @param isLinear Whether the gradient is known to be linear in what it takes.
 */
export function withGradient(
  f: FunctionWithGradient<unknown[], unknown>,
  isLinear: boolean,
): (...args: unknown[]) => unknown {
  const call = (...args: unknown[]): unknown => {
    try {
      return apply(f, args, isLinear);
    } catch (error) {
      throw atCaller(error, call);
    }
  };
  return call;
}

/** Notes the trainable variables that are read. */
class Watcher implements Recorder {
  readonly variables = new Map<VariableCore, Tensor>();

  add(): void {}

  sees(variable: VariableCore, value: Tensor): void {
    if (variable.trainable && !this.variables.has(variable)) this.variables.set(variable, value);
  }
}

function apply(
  f: FunctionWithGradient<unknown[], unknown>,
  args: readonly unknown[],
  isLinear: boolean,
): unknown {
  const { leaves: given } = flatten(args, asPlain);
  const inputs = given.map((it) => it instanceof VariableCore ? it.take() : it);
  const { value, watcher } = watch(() => f(...args));
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== "function") {
    throw new TypeError(
      `${where}: expected f to return [result, gradient function], received ${formatValue(value)}`,
    );
  }
  const [result, userGradient] = value as [unknown, GradientFunction];
  const { leaves, structure } = flatten(result, asPlain);
  const results = leaves.map((it) => asTensor(where, it));
  const variables = [...watcher.variables.keys()].filter((it) => !given.includes(it));
  const gradientOf = (cotangents: readonly Tensor[]) =>
    gradientsOf(
      given,
      variables,
      variables.length > 0
        ? userGradient(...cotangents, { variables })
        : userGradient(...cotangents),
    );
  const sources = [
    ...inputs.map((it) => asTensor(where, it)),
    ...variables.map((it) => watcher.variables.get(it)!),
  ];
  if (state.trace !== undefined) {
    return pack(structure, traceGradient(sources, results, gradientOf, isLinear));
  }
  if (state.tapes.length === 0) return result;
  return pack(structure, withTapes(sources, results, gradientOf));
}

function watch<T>(run: () => T): { value: T; watcher: Watcher } {
  const watcher = new Watcher();
  return { value: within({ tapes: [...state.tapes, watcher] }, run), watcher };
}

/** What the user's gradient returned: gradients of the arguments, then of the variables. */
function gradientsOf(
  given: readonly Plain[],
  variables: readonly VariableCore[],
  returned: unknown,
): (Tensor | undefined)[] {
  let [own, others]: [unknown, unknown] = [returned, []];
  if (variables.length > 0) {
    if (!Array.isArray(returned) || returned.length !== 2) {
      throw new TypeError(
        `${where}: expected the gradient to return [gradients of arguments, gradients of variables], as the function reads '${
          variables[0]!.name
        }', received ${formatValue(returned)}`,
      );
    }
    [own, others] = returned;
  }
  return [...list("arguments", given.length, own), ...list("variables", variables.length, others)];
}

function list(what: string, count: number, gradients: unknown): (Tensor | undefined)[] {
  const isOne = count === 1 && !Array.isArray(gradients);
  const items = isOne ? [gradients] : gradients;
  if (!Array.isArray(items) || items.length !== count) {
    throw new TypeError(
      `${where}: expected the gradient to return ${count} gradients of ${what}, received ${
        formatValue(gradients)
      }`,
    );
  }
  return items.map((it: unknown) =>
    it === null || it === undefined ? undefined : asTensor(where, it as TensorLike)
  );
}

/** Traces the user's gradient with the function, and records a node that has it. */
function traceGradient(
  sources: readonly Tensor[],
  results: readonly Tensor[],
  gradientOf: (cotangents: readonly Tensor[]) => readonly (Tensor | undefined)[],
  isKnown: boolean,
): readonly Tensor[] {
  const parent = state.trace!;
  const trace = new Trace(parent.name, parent);
  const standIns = results.map(({ aval }, i) => trace.abstract(aval, `gradient of result ${i}`));
  const inputs = new Inputs([...sources, ...results]);
  let vjp: CustomVjp;
  let isLinear = isKnown;
  try {
    const made = trace.record(() => gradientOf(standIns));
    const [assigned] = trace.assigned.keys();
    if (assigned !== undefined) {
      throw new TypeError(
        `${where}: expected the gradient to assign no variables while a function is traced, received an assignment to '${assigned.name}'`,
      );
    }
    vjp = vjpOf(made, (outputs) => {
      const places = new Map(standIns.map((it, i) => [it, -1 - i]));
      const branch = inputs.branch(trace, outputs, places);
      isLinear ||= isLinearIn(branch.graph, standIns, outputs);
      return branch;
    });
  } catch (error) {
    // A gradient that cannot be traced is no fault where nobody asks for it.
    vjp = () => {
      throw error;
    };
  }
  const attrs = { sources: sources.length, results: results.length, gradient: vjp, isLinear };
  return recordAll(bindCustom(attrs), inputs.tensors);
}

function vjpOf(
  made: readonly (Tensor | undefined)[],
  branchOf: (outputs: readonly Tensor[]) => Branch,
): CustomVjp {
  const places = made.flatMap((it, i) => it !== undefined && isDifferentiable(it) ? [i] : []);
  const branch = branchOf(places.map((place) => made[place]!));
  return (cotangents, inputs) => {
    const outputs = branch.graph.replay(inputsOf(branch, inputs, cotangents));
    const parts = new Array<Tensor | undefined>(made.length).fill(undefined);
    places.forEach((place, i) => parts[place] = outputs[i]);
    return parts;
  };
}
