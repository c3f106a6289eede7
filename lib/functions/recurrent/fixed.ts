/**
 * Recurrences of the library's own steps, which depend on shapes alone: each is made once, so that
 * programs with it are found again.
 *
 * @module
 */
import { type Aval, aval } from "../../tensor/aval.ts";
import { state } from "../../tensor/state.ts";
import { retrace } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { makeRecurrence } from "./make.ts";
import type { Recurrence } from "./recurrence.ts";
import { recordRecurrence } from "./recurrence_primitive.ts";

/** What a recurrence takes. */
export interface FixedInputs {
  /** First values of its states. */
  readonly states: readonly Tensor[];
  /** Sequences `(length, ...)`, at least one. */
  readonly sequences: readonly Tensor[];
  /** What is the same in each step. */
  readonly captures: readonly Tensor[];
  /** Whether the first step takes the last elements. */
  readonly reverse?: boolean;
}

/** One step: gives the next states, then its results. */
export type FixedStep = (
  states: readonly Tensor[],
  elements: readonly Tensor[],
  captures: readonly Tensor[],
) => readonly Tensor[];

interface Made {
  readonly recurrence: Recurrence;
  readonly constants: readonly Tensor[];
}

/** How many are kept. */
const LIMIT = 512;
const known = new Map<string, Made>();

/**
 * Records a recurrence.
 *
 * @param name What tells the step apart from others of inputs of the same kinds.
 * @returns The last states, then the results `(length, ...)`.
 */
export function runFixed(
  name: string,
  { states, sequences, captures, reverse = false }: FixedInputs,
  step: FixedStep,
): readonly Tensor[] {
  const inputs = [...states, ...sequences, ...captures];
  const isTaped = state.tapes.length > 0;
  const [length] = sequences[0]!.shape;
  const ids = inputs.map(({ aval }) => aval.id);
  const key = `${name} ${states.length} ${sequences.length} ${ids} ${reverse} ${isTaped}`;
  let made = known.get(key);
  if (made === undefined) {
    const elements = sequences.map(({ dtype, shape }): Aval => aval(dtype, shape.slice(1)));
    const avals = [states, captures].map((list) => list.map((it) => it.aval));
    const { graph, constants } = retrace(
      [...avals[0]!, ...elements, ...avals[1]!],
      (all) => {
        const first = states.length + sequences.length;
        return step(all.slice(0, states.length), all.slice(states.length, first), all.slice(first));
      },
    );
    const parts = {
      step: graph,
      states: states.length,
      sequences: sequences.length,
      length: length!,
      reverse,
      constants: new Set(constants.map((_, i) => inputs.length + i)),
    };
    made = { recurrence: makeRecurrence(parts, isTaped), constants };
    if (known.size >= LIMIT) known.clear();
    known.set(key, made);
  }
  const { recurrence, constants } = made;
  const results = recurrence.step.outputs.length;
  return recordRecurrence(recurrence, [...inputs, ...constants]).slice(0, results);
}
