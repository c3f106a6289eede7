/**
 * What a variable was assigned, where somebody records. Gradients do not go through an assignment:
 * who reads the variable after it depends on the variable, not on what it was computed of. So the
 * value is a tensor of its own, and tapes that see a recorded function again are told of it.
 *
 * @module
 */
import { type Bound, defineUnique } from "./primitive.ts";
import { record } from "./record.ts";
import { state } from "./state.ts";
import type { Tensor } from "./tensor.ts";
import type { VariableCore } from "./variable_core.ts";

interface Attributes {
  readonly variable: VariableCore | undefined;
}

const bind = defineUnique<Attributes>({
  name: "assign",
  infer: ([x]) => x,
  lower: (_, [x]) => x,
  tensorflow: { name: "Identity" },
  vjp: "none",
  *samples() {},
});

/** Of no variable: in eager code, where a plan is found again by its nodes. */
const eager = bind({ variable: undefined });
const bounds = new WeakMap<VariableCore, Bound>();

/** A new value of a variable, which no gradient goes through. */
export function assigned(variable: VariableCore, value: Tensor): Tensor {
  if (state.trace === undefined) return state.tapes.length === 0 ? value : record(eager, [value]);
  let bound = bounds.get(variable);
  if (bound === undefined) bounds.set(variable, bound = bind({ variable }));
  return record(bound, [value]);
}

/** Tells tapes of a value that a call of `assign` gave once more. */
export function announce({ primitive, attrs }: Bound, outputs: readonly Tensor[]): void {
  if (primitive.name !== "assign") return;
  const { variable } = attrs as Attributes;
  if (variable === undefined) return;
  const { tapes } = state;
  for (let i = 0; i < tapes.length; i++) tapes[i]!.sees(variable, outputs[0]!);
}
