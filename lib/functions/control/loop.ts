/**
 * Loops: a body that runs over and over on its variables while a condition holds. A run keeps what
 * each round began with, where a gradient needs it.
 *
 * @module
 */
import { readElement } from "../../arrays/dtypes.ts";
import type { Aval } from "../../tensor/aval.ts";
import type { Backend } from "../../tensor/backend.ts";
import type { Bound } from "../../tensor/primitive.ts";
import { hostOf } from "../../tensor/program.ts";
import { retrace, type Subgraph } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Branch, inputsOf, purified } from "./branch.ts";
import { carry, type Round, runOf } from "./record.ts";

/** What a loop is made of. */
export interface LoopParts {
  /** How many variables there are. */
  readonly count: number;
  /** How many inputs come after them, which stay as they are. */
  readonly captures: number;
  /** Gives the next values of the variables. */
  readonly body: Branch;
  /** Gives a truth value; `undefined`: there are as many rounds as in the run that is given. */
  readonly condition: Branch | undefined;
  /** Whether the last input is the number of rounds at most. */
  readonly isLimited: boolean;
}

/** A node that computes gradients, with the known values it takes besides. */
export interface Gradient {
  readonly bound: Bound;
  readonly constants: readonly Tensor[];
}

/**
 * A loop. Its node takes the first values of its variables, what body and condition take besides,
 * and the most rounds or the run that says how many there are; it gives the last values, and its run.
 */
export interface Loop extends LoopParts {
  /** Body and condition in one graph: gives the next values, and whether there is another round. */
  readonly step: Subgraph | undefined;
  /** Gradients made so far, by the inputs that need one. */
  readonly gradients: Map<string, Gradient>;
}

/**
 * A loop of its parts.
 *
 * @param avals Shapes and dtypes of what its node takes, without a limit.
 */
export function makeLoop(parts: LoopParts, avals: readonly Aval[]): Loop {
  return { ...parts, step: stepOf(parts, avals), gradients: new Map() };
}

function stepOf(
  { body, condition, count }: LoopParts,
  avals: readonly Aval[],
): Subgraph | undefined {
  if (condition === undefined) return undefined;
  return retrace(avals, (inputs) => {
    const values = body.graph.replay(inputsOf(body, inputs, []));
    const next = [...values, ...inputs.slice(count)];
    return [...values, ...condition.graph.replay(inputsOf(condition, next, []))];
  }).graph;
}

const repeats = new WeakMap<Loop, Loop>();

/** The same loop, with as many rounds and the same draws as a run that is given. */
export function repeated(loop: Loop): Loop {
  if (loop.condition === undefined) return loop;
  let made = repeats.get(loop);
  if (made === undefined) {
    const { count, captures, body } = loop;
    const parts = { count, captures, body: purified(body), condition: undefined, isLimited: false };
    repeats.set(loop, made = makeLoop(parts, []));
  }
  return made;
}

/** Runs a loop. */
export function runLoop(
  inputs: readonly Tensor[],
  loop: Loop,
  backend: Backend,
  wanted: readonly boolean[],
): readonly Tensor[] {
  const { count, captures, body, condition, step, isLimited } = loop;
  const rounds: Round[] = [];
  let values = inputs.slice(0, count);
  const rest = inputs.slice(count, count + captures);
  const isKept = wanted.at(-1)!;
  const keep = (drawn: readonly Tensor[]): void => void (isKept && rounds.push({ values, drawn }));
  if (condition === undefined) {
    for (const { drawn } of runOf(inputs.at(-1)!).rounds) {
      keep(drawn);
      values = [...body.graph.run(inputsOf(body, [...values, ...rest], drawn), backend)];
    }
  } else {
    const limit = isLimited ? Number(elementOf(inputs.at(-1)!)) : Infinity;
    const graph = isKept ? step!.recording : step!;
    const drawnCount = body.graph.drawn.length;
    let goesOn = condition.graph.run(inputsOf(condition, inputs, []), backend)[0]!;
    for (let round = 0; round < limit && elementOf(goesOn); round++) {
      const outputs = graph.run([...values, ...rest], backend);
      keep(outputs.slice(count + 1, count + 1 + drawnCount));
      values = outputs.slice(0, count);
      goesOn = outputs[count]!;
    }
  }
  return [...values, carry(isKept ? { rounds } : undefined)];
}

/** The only element of a tensor. */
export function elementOf(tensor: Tensor): number | bigint | boolean {
  return readElement(tensor.dtype, hostOf(tensor), 0) as number | bigint | boolean;
}
