/**
 * Makes recurrences: decides what their steps keep for gradients.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { isDifferentiable } from "../backpropagate.ts";
import type { Recurrence, RecurrenceParts } from "./recurrence.ts";
import { differentiate, floatStates, liveNodes } from "./step_gradient.ts";

/**
 * A recurrence of its parts.
 *
 * @param isTaped Whether a gradient is likely to be asked for: then the steps keep what it takes.
 *   Otherwise a gradient computes that again, of the states before each step.
 */
export function makeRecurrence(parts: RecurrenceParts, isTaped: boolean): Recurrence {
  const before = parts.step.inputs.slice(0, parts.states);
  const kept = isTaped ? [...before, ...takenByGradient(parts)] : before;
  return { ...parts, kept, gradients: new Map() };
}

/** What of a step the gradient of its results takes, besides its inputs. */
function takenByGradient(parts: RecurrenceParts): Tensor[] {
  const { step, states, constants } = parts;
  const results = step.outputs.slice(states);
  const present = results.flatMap((it, i) => isDifferentiable(it) ? [i] : []);
  const others = step.inputs.flatMap((it, i) =>
    i >= states && isDifferentiable(it) && !constants?.has(i) ? [i] : []
  );
  const sources = [...floatStates(parts), ...others];
  const { nodes, own, forward, gradients } = differentiate(parts, results, present, sources);
  const wanted = gradients.filter((it) => it !== undefined);
  const inside = new Set(nodes.slice(0, own).flatMap(({ outputs }) => outputs));
  const { needed } = liveNodes(nodes.slice(own), wanted, () => false);
  return step.nodes.flatMap(({ outputs }) => outputs)
    .filter((it) => inside.has(forward.get(it)!) && needed.has(forward.get(it)!));
}
