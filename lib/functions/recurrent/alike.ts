/**
 * Recurrences of eager code. Each call traces its step anew; one that is made of the same operations
 * as a step before is that one, so that programs with it are found again.
 *
 * @module
 */
import { retrace, type Subgraph } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { makeRecurrence } from "./make.ts";
import type { Recurrence, RecurrenceParts } from "./recurrence.ts";

/** How many are kept. */
const LIMIT = 256;
const known = new Map<string, Recurrence>();

/** A text that is equal for steps of the same operations, wired alike. */
function keyOf(step: Subgraph): string {
  const slots = new Map<Tensor, number>();
  const slotOf = (tensor: Tensor): number => slots.get(tensor)!;
  const inputs = step.inputs.map((tensor) => {
    slots.set(tensor, slots.size);
    return tensor.aval.id;
  });
  const nodes = step.nodes.map((node) => {
    const takes = node.inputs.map(slotOf);
    for (const output of node.outputs) slots.set(output, slots.size);
    return `${node.bound.id}(${takes})`;
  });
  return `${inputs};${nodes.join("")};${step.outputs.map(slotOf)}`;
}

/** A recurrence of its parts, or the one that was made of such parts before. */
export function recurrenceLike(parts: RecurrenceParts, isTaped: boolean): Recurrence {
  const { step, states, sequences, length, reverse } = parts;
  const constants = step.inputs.flatMap((it, i) => isKnown(it) ? [i] : []);
  const key = `${keyOf(step)};${constants};${[states, sequences, length, reverse, isTaped]}`;
  let made = known.get(key);
  if (made === undefined) {
    // The step holds the tensors it captures; what is kept must not.
    const { graph } = retrace(step.inputs.map(({ aval }) => aval), (given) => step.replay(given));
    const own = { step: graph, states, sequences, length, reverse, constants: new Set(constants) };
    if (known.size >= LIMIT) known.clear();
    known.set(key, made = makeRecurrence(own, isTaped));
  }
  return made;
}

/** Whether a tensor is a number that is known, such as those of the step's own. */
export function isKnown({ trace, node, host, size }: Tensor): boolean {
  return size === 1 && trace === undefined && node === undefined && host !== undefined;
}
