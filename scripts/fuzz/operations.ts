/**
 * Replays steps: turns a program's calls, branches and loops into calls of the public functions.
 *
 * @module
 */
import type { Api, Value } from "./api.ts";
import type { Argument, Block, Program, Ref, Step } from "./program.ts";

/** Finds the value of a reference. */
export type Environment = (index: number) => Value;

/** The environment of leaves and outputs so far. */
export function environment(leaves: readonly Value[], outputs: readonly Value[]): Environment {
  return (index) => {
    const value = index < 0 ? leaves[-index - 1] : outputs[index];
    if (value === undefined) throw new RangeError(`the program has no value ${index}`);
    return value;
  };
}

/** An argument as JavaScript passes it. */
function resolve(argument: Argument, env: Environment): unknown {
  if (argument === null || typeof argument !== "object") return argument;
  if (Array.isArray(argument)) return argument.map((it) => resolve(it, env));
  if ("v" in argument) return env(argument.v);
  if ("number" in argument) return Number(argument.number.replace("inf", "Infinity"));
  return argument;
}

/** The results of a branch or a loop's body. */
function runBlock(
  api: Api,
  block: Block,
  leaves: readonly Value[],
  outputs: readonly Value[],
): Value[] {
  const inner = [...outputs];
  for (const step of block.steps) inner.push(...runStep(api, step, leaves, inner));
  const env = environment(leaves, inner);
  return block.results.map(({ v }) => env(v));
}

/** A field that the kind of step has. */
function need<T>(it: T | undefined, name: string): T {
  if (it === undefined) throw new TypeError(`the step has no ${name}`);
  return it;
}

/** `tf.cond(pred, () => ..., () => ...)`. */
function runCond(api: Api, step: Step, leaves: readonly Value[], outputs: readonly Value[]) {
  const env = environment(leaves, outputs);
  const branch = (block: Block | undefined, name: string) => () =>
    runBlock(api, need(block, name), leaves, outputs);
  return api.call("cond", [
    env(need<Ref>(step.pred, "pred").v),
    branch(step.then, "then"),
    branch(step.else, "else"),
  ]);
}

/** `tf.whileLoop((i) => i < count, body, [i, ...vars])`. */
function runWhile(api: Api, step: Step, leaves: readonly Value[], outputs: readonly Value[]) {
  const env = environment(leaves, outputs);
  const count = env(need<Ref>(step.count, "count").v);
  const scalar = (value: number) =>
    api.constant({ dtype: "int32", shape: [], data: btoa(String.fromCharCode(value, 0, 0, 0)) });
  const one = (values: Value[]) => values[0]!;
  const less = (i: Value) => one(api.call("less", [i, count]));
  const body = (i: Value, ...state: Value[]) => [
    one(api.call("add", [i, scalar(1)])),
    ...runBlock(api, need(step.body, "body"), leaves, [...outputs, i, ...state]),
  ];
  const initial = need(step.vars, "vars").map(({ v }) => env(v));
  return api.call("whileLoop", [less, body, [scalar(0), ...initial]]);
}

/** The outputs of one step. */
export function runStep(
  api: Api,
  step: Step,
  leaves: readonly Value[],
  outputs: readonly Value[],
): Value[] {
  if (step.op === "cond") return runCond(api, step, leaves, outputs);
  if (step.op === "whileLoop") return runWhile(api, step, leaves, outputs);
  const env = environment(leaves, outputs);
  const args: unknown[] = (step.args ?? []).map((it) => resolve(it, env));
  const named = Object.entries(step.named ?? {}).map(([k, v]) => [k, resolve(v, env)] as const);
  if (named.length > 0) args.push(Object.fromEntries(named));
  return api.call(step.op, args);
}

/** The outputs of a whole program; steps in `given` are not run but take these values. */
export function runProgram(
  api: Api,
  program: Program,
  leaves: readonly Value[],
  given: ReadonlyMap<Step, Value[]> = new Map(),
  each: (value: Value) => void = () => {},
): Value[] {
  const outputs: Value[] = [];
  for (const step of program.steps) {
    if (step.error !== undefined) continue;
    const made = given.get(step) ?? runStep(api, step, leaves, outputs);
    made.forEach(each);
    outputs.push(...made);
  }
  return outputs;
}
