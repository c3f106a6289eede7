/**
 * One step of a recurrence and its gradient, recorded in one trace.
 *
 * @module
 */
import type { Node, Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import type { VariableCore } from "../../tensor/variable_core.ts";
import { isDifferentiable } from "../backpropagate.ts";
import { Tape } from "../tape.ts";
import type { RecurrenceParts } from "./recurrence.ts";
import { replayInto } from "./replay.ts";

/** One step forwards and its gradient, in one trace. */
export interface Differentiated {
  readonly nodes: readonly Node[];
  /** How many of the nodes are the step's own. */
  readonly own: number;
  /** What stands for each tensor of the step. */
  readonly forward: ReadonlyMap<Tensor, Tensor>;
  /** What stands for the cotangents of the states of floats, and of what the step gives. */
  readonly ofStates: readonly Tensor[];
  readonly ofGiven: readonly Tensor[];
  /** What stands for variables that the gradient reads. */
  readonly variables: ReadonlyMap<Tensor, VariableCore>;
  /** The gradients of the sources. */
  readonly gradients: readonly (Tensor | undefined)[];
}

/** Places of the states of floats. */
export function floatStates({ step, states }: RecurrenceParts): number[] {
  return step.inputs.slice(0, states).flatMap((it, i) => isDifferentiable(it) ? [i] : []);
}

/**
 * Records one step and its gradient.
 *
 * @param given What the step gives.
 * @param present Which of it have cotangents.
 * @param sources Inputs whose gradients are wanted.
 */
export function differentiate(
  parts: RecurrenceParts,
  given: readonly Tensor[],
  present: readonly number[],
  sources: readonly number[],
): Differentiated {
  const { step, variables } = parts;
  const trace = new Trace("gradient");
  const forward = new Map<Tensor, Tensor>();
  step.inputs.forEach((it, i) => forward.set(it, trace.abstract(it.aval, `input ${i}`)));
  const floats = floatStates(parts);
  const cotangentOf = (it: Tensor) => trace.abstract(it.aval, "cotangent");
  const ofStates = floats.map((i) => cotangentOf(step.outputs[i]!));
  const ofGiven = present.map((i) => cotangentOf(given[i]!));
  let own = 0;
  const gradients = trace.record(() => {
    const tape = new Tape(false);
    const watched = sources.map((place) => {
      const input = forward.get(step.inputs[place]!)!;
      const variable = variables?.get(place);
      if (variable === undefined) tape.watch(input);
      else tape.adopt(variable, input);
      return variable ?? input;
    });
    tape.record(() => replayInto(step.nodes, forward));
    own = trace.nodes.length;
    const at = (it: Tensor) => forward.get(it) ?? it;
    return tape.gradients([
      ...floats.map((i, k) => [at(step.outputs[i]!), ofStates[k]!] as const),
      ...present.map((i, k) => [at(given[i]!), ofGiven[k]!] as const),
    ], watched);
  });
  const read = new Map([...trace.variables].map(([variable, standIn]) => [standIn, variable]));
  return { nodes: trace.nodes, own, forward, ofStates, ofGiven, variables: read, gradients };
}

/** Nodes that outputs need, given what is there already; and what of that they take. */
export function liveNodes(
  nodes: readonly Node[],
  outputs: readonly Tensor[],
  isThere: (tensor: Tensor) => boolean,
): { live: Node[]; needed: Set<Tensor> } {
  const needed = new Set<Tensor>(outputs);
  const live = nodes.toReversed().filter((node) => {
    if (!node.outputs.some((it) => needed.has(it) && !isThere(it))) return false;
    for (const input of node.inputs) needed.add(input);
    return true;
  }).reverse();
  return { live, needed };
}
