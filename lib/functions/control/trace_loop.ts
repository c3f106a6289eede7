/**
 * Loops as nodes of a graph.
 *
 * @module
 */
import { asTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import { Inputs } from "./branch.ts";
import { makeLoop } from "./loop.ts";
import { recordLoop } from "./loop_primitive.ts";
import { nextValues, type UserLoop } from "./loop_values.ts";
import { checkScalar } from "./traced.ts";

/** Traces a loop and records its node; gives the last values of its variables. */
export function traceLoop(
  where: string,
  loop: UserLoop,
  first: readonly Tensor[],
  limit: Tensor | undefined,
): readonly Tensor[] {
  const parent = state.trace!;
  const standIns = (trace: Trace) =>
    first.map(({ aval }, i) => trace.abstract(aval, `loop variable ${i}`));
  const testing = new Trace(parent.name, parent);
  const tested = standIns(testing);
  const truth = testing.record(() => truthOf(where, loop.cond(tested)));
  if (testing.assigned.size > 0) {
    const [variable] = testing.assigned.keys();
    throw new TypeError(
      `${where}: expected cond to assign no variables, received an assignment to '${
        variable!.name
      }'; assign it in body`,
    );
  }
  const running = new Trace(parent.name, parent);
  const given = standIns(running);
  const next = running.record(() => nextValues(where, loop, given, loop.body(given), false));
  // Variables that the body assigns are variables of the loop, after those of the user's.
  const assigned = [...running.assigned];
  for (const [variable] of assigned) running.standIn(variable);
  const own = (trace: Trace, vars: readonly Tensor[]) => {
    const places = new Map(vars.map((it, i) => [it, i]));
    assigned.forEach(([variable], i) => {
      const standIn = trace.variables.get(variable);
      if (standIn !== undefined) places.set(standIn, vars.length + i);
    });
    return places;
  };
  const inputs = new Inputs([...first, ...assigned.map(([variable]) => variable.take())]);
  const count = inputs.tensors.length;
  const outputs = [...next, ...assigned.map(([, value]) => value)];
  const body = inputs.branch(running, outputs, own(running, given));
  const condition = inputs.branch(testing, [truth], own(testing, tested));
  const avals = inputs.tensors.map(({ aval }) => aval);
  const captures = inputs.tensors.length - count;
  const isLimited = limit !== undefined;
  const made = makeLoop({ count, captures, body, condition, isLimited }, avals);
  const last = recordLoop(made, isLimited ? [...inputs.tensors, limit] : inputs.tensors);
  assigned.forEach(([variable], i) => variable.put(last[first.length + i]!));
  return last.slice(0, first.length);
}

/** What a condition gives: one truth value. */
function truthOf(where: string, result: unknown): Tensor {
  const truth = asTensor(`${where}: cond`, result as TensorLike);
  checkScalar(where, "the result of cond", truth);
  return truth;
}
