/**
 * Recurrences of the user's steps as one node of the function that is being traced.
 *
 * @module
 */
import { reshape } from "../../primitives/array/reshape.ts";
import { fill, zerosLike } from "../../primitives/array/fill.ts";
import { reverse as reversed } from "../../primitives/array/reverse.ts";
import { aval } from "../../tensor/aval.ts";
import { state } from "../../tensor/state.ts";
import { Subgraph } from "../../tensor/subgraph.ts";
import type { Node, Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import type { VariableCore } from "../../tensor/variable_core.ts";
import type { Outcome, Recurring } from "./recur.ts";
import { isKnown, recurrenceLike } from "./alike.ts";
import { makeRecurrence } from "./make.ts";
import { isPlain, type RecurrenceParts } from "./recurrence.ts";
import { elementOf, recordRecurrence } from "./recurrence_primitive.ts";
import { outcomeOf } from "./user_step.ts";

/**
 * Records a recurrence as one node.
 *
 * @returns `undefined` if its step has effects, or something in it is computed on the host.
 */
export function traceRecurrence(it: Recurring): Outcome | undefined {
  const { user, length, mask, reverse, zeroOutput, all } = it;
  const sequences = mask === undefined ? it.sequences : [...it.sequences, mask.values];
  // Outputs that a later step may repeat, or of which the last is wanted, are states too.
  const isCarried = !all || (mask !== undefined && !zeroOutput);
  const count = user.initial.length;
  const avals = isCarried ? outcomeOf.abstract(user, it.sequences).avals : [];
  const trace = new Trace(state.trace?.name ?? user.where, state.trace);
  const elements = sequences.map(({ dtype, shape }, i) =>
    trace.abstract(aval(dtype, shape.slice(1)), `element ${i}`)
  );
  const states = user.initial.map(({ aval }, i) => trace.abstract(aval, `state ${i}`));
  const before = avals.map((aval, i) => trace.abstract(aval, `output ${i}`));
  const outcome = trace.record(() => {
    const { structure, outputs, states: next } = outcomeOf(
      user,
      elements.slice(0, it.sequences.length),
      states,
      isCarried ? before : undefined,
    );
    if (mask === undefined) return { structure, outputs, next };
    const counts = elements.at(-1)!;
    return {
      structure,
      outputs: outputs.map((y, i) =>
        mask.choose(counts, y, zeroOutput ? zerosLike(y) : before[i]!)
      ),
      next: next.map((s, i) => mask.choose(counts, s, states[i]!)),
    };
  });
  if (trace.assigned.size > 0) return undefined;
  const { structure, outputs, next } = outcome;
  const results = [...next, ...(isCarried ? outputs : []), ...(all ? outputs : [])];
  const own = [...states, ...before, ...elements];
  const step = new Subgraph(trace.nodes, own, results);
  if (!isPlain(step)) return undefined;
  const read = new Map<Tensor, VariableCore>();
  for (const [variable, standIn] of trace.variables) read.set(standIn, variable);
  const variables = new Map<number, VariableCore>();
  const captures = step.captures(own.length).map((tensor, i) => {
    const variable = read.get(tensor);
    if (variable === undefined) return tensor;
    variables.set(own.length + i, variable);
    return variable.take();
  });
  const parts: RecurrenceParts = {
    step,
    states: states.length + before.length,
    sequences: sequences.length,
    length,
    reverse,
    variables,
    constants: new Set(step.inputs.flatMap((it, i) => isKnown(it) ? [i] : [])),
  };
  const isTaped = state.tapes.length > 0;
  const recurrence = state.trace === undefined && !step.nodes.some(isOdd)
    ? recurrenceLike(parts, isTaped)
    : makeRecurrence(parts, isTaped);
  const made = recordRecurrence(recurrence, [
    ...user.initial,
    ...avals.map((it) => fill(0, it)),
    ...sequences,
    ...captures,
  ]);
  const carried = made.slice(count, count + before.length);
  const rows = made.slice(
    count + before.length,
    count + before.length + (all ? outputs.length : 0),
  );
  // Results are at the places of their elements; Keras gives them in the order of the steps.
  const ordered = reverse ? rows.map((y) => reversed(y, [0])) : rows;
  const last = isCarried ? carried : ordered.map((y) => elementOf(y, length - 1));
  return {
    structure,
    last,
    outputs: all ? ordered : last.map((y) => reshape(y, [1, ...y.shape])),
    states: made.slice(0, count),
  };
}

/** Whether a gradient may read variables besides the captures. */
function isOdd({ bound: { primitive } }: Node): boolean {
  return primitive.name === "customGradient";
}
