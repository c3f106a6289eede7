/**
 * Steps of the user's: functions of nested tensors, checked.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { type Aval, aval, formatAval } from "../../tensor/aval.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import type { VariableCore } from "../../tensor/variable_core.ts";
import { asPlain, synchronous } from "../control/traced.ts";
import { flatten, pack, type Structure, structureKey } from "../nest.ts";

/** Tensors, nested in lists and objects. */
export type NestedTensors =
  | Tensor
  | VariableCore
  | readonly NestedTensors[]
  | { readonly [name: string]: NestedTensors };

/** The same nesting with tensors in it. */
export type Nested<T> = T extends Tensor | VariableCore ? Tensor
  : { -readonly [K in keyof T]: Nested<T[K]> };

/** A step, and what it takes. */
export interface UserStep {
  readonly where: string;
  readonly step: (element: unknown, states: unknown) => unknown;
  /** Nesting of the elements. */
  readonly elements: Structure;
  /** Nesting of the states. */
  readonly states: Structure;
  /** What the first step takes. */
  readonly initial: readonly Tensor[];
}

/** The tensors of a nested value. */
export function nestedOf(
  where: string,
  name: string,
  value: unknown,
): { tensors: Tensor[]; structure: Structure } {
  const { leaves, structure } = flatten(value, asPlain);
  checkStructure(where, name, structure);
  return {
    tensors: leaves.map((it) => asTensor(`${where}: ${name}`, it as TensorLike)),
    structure,
  };
}

function checkStructure(where: string, name: string, structure: Structure): void {
  if (structure.kind === "list") structure.items.forEach((it) => checkStructure(where, name, it));
  if (structure.kind === "record") {
    structure.entries.forEach(([, it]) => checkStructure(where, name, it));
  }
  if (structure.kind !== "other") return;
  throw new TypeError(
    `${where}: expected ${name} to be tensors, received ${formatValue(structure.value)}`,
  );
}

/** What a step gave. */
export interface StepOutcome {
  readonly structure: Structure;
  readonly outputs: readonly Tensor[];
  readonly states: readonly Tensor[];
}

/** Runs a step once; `before` is what the step before gave. */
function run(
  { where, step, elements, states: structure, initial }: UserStep,
  given: readonly Tensor[],
  states: readonly Tensor[],
  before?: readonly Tensor[],
): StepOutcome {
  const result = synchronous(where, step(pack(elements, given), pack(structure, states)));
  if (!Array.isArray(result) || result.length !== 2) {
    throw new TypeError(
      `${where}: expected step to return [output, states], received ${formatValue(result)}`,
    );
  }
  const output = nestedOf(where, "the output of step", result[0]);
  const next = nestedOf(where, "the states that step returns", result[1]);
  if (structureKey(next.structure) !== structureKey(structure)) {
    throw new TypeError(
      `${where}: expected step to return states nested as initialStates, ${initial.length} tensors, received ${next.tensors.length} in another nesting`,
    );
  }
  const expect = (what: string, expected: Aval, received: Tensor) => {
    if (received.aval === expected) return;
    throw new TypeError(
      `${where}: expected step to keep ${what} as ${formatAval(expected)}, received ${
        formatAval(received)
      }`,
    );
  };
  next.tensors.forEach((it, i) => expect(`state ${i}`, initial[i]!.aval, it));
  before?.forEach((it, i) => expect(`output ${i}`, it.aval, output.tensors[i]!));
  return { structure: output.structure, outputs: output.tensors, states: next.tensors };
}

/** What a step gives of elements of sequences `(length, batch, ...)`, without running it. */
function abstract(
  user: UserStep,
  sequences: readonly Tensor[],
): { structure: Structure; avals: readonly Aval[] } {
  const trace = new Trace(state.trace?.name ?? user.where, state.trace);
  const standIn = ({ dtype, shape }: Aval) => trace.abstract(aval(dtype, shape), "element");
  const { structure, outputs } = trace.record(() =>
    run(
      user,
      sequences.map(({ dtype, shape }) => standIn(aval(dtype, shape.slice(1)))),
      user.initial.map((it) => standIn(it.aval)),
    )
  );
  return { structure, avals: outputs.map((it) => it.aval) };
}

/** Runs a step once, checked. */
export const outcomeOf: typeof run & { readonly abstract: typeof abstract } = Object.assign(run, {
  abstract,
});
