/**
 * Replays steps: turns a program's calls, branches and loops into calls of the public functions.
 *
 * @module
 */
import type { Api, Value } from "./api.ts";
import type { Argument, Block, Program, Ref, Step } from "./program.ts";
import { Scope } from "./scope.ts";

/** An argument as JavaScript passes it. */
function resolve(argument: Argument, scope: Scope): unknown {
  if (argument === null || typeof argument !== "object") return argument;
  if (Array.isArray(argument)) return argument.map((it) => resolve(it, scope));
  if ("v" in argument) return scope.get(argument.v);
  if ("number" in argument) return Number(argument.number.replace("inf", "Infinity"));
  return argument;
}

/** The results of a branch or a loop's body. */
function runBlock(api: Api, block: Block, scope: Scope): Value[] {
  for (const step of block.steps) scope.add(runStep(api, step, scope));
  return block.results.map(({ v }) => scope.get(v));
}

/** A field that the kind of step has. */
function need<T>(it: T | undefined, name: string): T {
  if (it === undefined) throw new TypeError(`the step has no ${name}`);
  return it;
}

/** `tf.cond(pred, () => ..., () => ...)`. */
function runCond(api: Api, step: Step, scope: Scope): Value[] {
  const branch = (block: Block | undefined, name: string) => () =>
    runBlock(api, need(block, name), scope.inner());
  const pred = scope.get(need<Ref>(step.pred, "pred").v);
  return api.call("cond", [pred, branch(step.then, "then"), branch(step.else, "else")]);
}

/** `tf.whileLoop((i) => i < count, body, [i, ...vars])`. */
function runWhile(api: Api, step: Step, scope: Scope): Value[] {
  const count = scope.get(need<Ref>(step.count, "count").v);
  const scalar = (value: number) =>
    api.constant({ dtype: "int32", shape: [], data: btoa(String.fromCharCode(value, 0, 0, 0)) });
  const one = (values: Value[]) => values[0]!;
  const less = (i: Value) => one(api.call("less", [i, count]));
  const body = (...state: Value[]) => {
    const inner = scope.inner();
    inner.add(state);
    const next = one(api.call("add", [state[0], scalar(1)]));
    return [next, ...runBlock(api, need(step.body, "body"), inner)];
  };
  const initial = need(step.vars, "vars").map(({ v }) => scope.get(v));
  return api.call("whileLoop", [less, body, [scalar(0), ...initial]]);
}

/** The outputs of one step. */
export function runStep(api: Api, step: Step, scope: Scope): Value[] {
  if (step.op === "cond") return runCond(api, step, scope);
  if (step.op === "whileLoop") return runWhile(api, step, scope);
  const args: unknown[] = (step.args ?? []).map((it) => resolve(it, scope));
  const named = Object.entries(step.named ?? {}).map(([k, v]) => [k, resolve(v, scope)] as const);
  if (named.length > 0) args.push(Object.fromEntries(named));
  return api.call(step.op, args);
}

/** Which step of a program threw an error. */
const throwers = new WeakMap<object, Step>();

/** The step of a program that threw an error. */
export function throwingStep(error: unknown): Step | undefined {
  return typeof error === "object" && error !== null ? throwers.get(error) : undefined;
}

/** The outputs of a whole program; steps in `given` are not run but take these values. */
export function runProgram(
  api: Api,
  program: Program,
  leaves: readonly Value[],
  given: ReadonlyMap<Step, () => Value[]> = new Map(),
  each: (value: Value) => void = () => {},
): readonly Value[] {
  const scope = Scope.of(leaves);
  for (const step of program.steps) {
    if (step.error !== undefined) continue;
    try {
      const made = given.get(step)?.() ?? runStep(api, step, scope);
      made.forEach(each);
      scope.add(made);
    } catch (error) {
      if (error instanceof Error) throwers.set(error, step);
      throw error;
    }
  }
  return scope.outputs;
}
