/**
 * Recurrences: a step that runs over the elements of sequences, one after the other, and hands its
 * states on. In a plan it is one operator, whatever the length: ONNX's `Scan`.
 *
 * @module
 */
import { type Aval, aval } from "../../tensor/aval.ts";
import { lowerBody } from "../../tensor/onnx_segment.ts";
import type { Primitive } from "../../tensor/primitive.ts";
import { isCut } from "../../tensor/program.ts";
import type { Subgraph } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { VariableCore } from "../../tensor/variable_core.ts";
import type { Backward } from "./backward.ts";

/** What a recurrence is made of. */
export interface RecurrenceParts {
  /**
   * One step. It takes states, elements of sequences, and captures, which are the same in each step;
   * it gives the next states, and its results.
   */
  readonly step: Subgraph;
  /** How many states there are. */
  readonly states: number;
  /** How many sequences come after them. */
  readonly sequences: number;
  /** How many steps there are. */
  readonly length: number;
  /** Whether the first step takes the last elements. */
  readonly reverse: boolean;
  /** Places of inputs that are numbers of the step's own, whose gradients nobody wants. */
  readonly constants?: ReadonlySet<number>;
  /** Variables whose values are captures, by the inputs' places in the step. */
  readonly variables?: ReadonlyMap<number, VariableCore>;
}

/**
 * A recurrence. Its node takes the first values of the states, sequences `[length, ...]` and
 * captures; it gives the last values of the states, the results `[length, ...]`, and for gradients
 * the states before each step and what else was kept of it.
 */
export interface Recurrence extends RecurrenceParts {
  /** What a gradient takes of each step: states, and tensors that its nodes compute. */
  readonly kept: readonly Tensor[];
  /** Gradients made so far. */
  readonly gradients: Map<string, Backward>;
}

/** Whether a step can be run by an operator: it has no effects, and nothing in it is on the host. */
export function isPlain(step: Subgraph): boolean {
  const tensors = [...step.inputs, ...step.outputs, ...step.nodes.flatMap((it) => it.outputs)];
  return !step.nodes.some((node) => node.bound.stateful || isCut(node)) &&
    tensors.every(({ dtype, size }) => size > 0 && dtype !== "string" && dtype !== "complex64");
}

/** What each step gives besides its states: the results, then what is kept of it. */
export function givenBy({ step, states, kept }: Recurrence): readonly Tensor[] {
  return [...step.outputs.slice(states), ...kept];
}

/** Shapes and dtypes of what a node gives. */
export function inferRecurrence(inputs: readonly Aval[], it: Recurrence): readonly Aval[] {
  const { step, states, length } = it;
  const isWrong = step.inputs.length !== inputs.length || step.inputs.some((input, i) => {
    const { dtype, shape } = inputs[i]!;
    const isSequence = i >= states && i < states + it.sequences;
    const expected = isSequence ? [length, ...input.shape] : input.shape;
    return dtype !== input.dtype || `${shape}` !== `${expected}`;
  });
  if (isWrong) throw new Error("internal: a recurrence is given other inputs than its step takes");
  return [
    ...inputs.slice(0, states),
    ...givenBy(it).map(({ dtype, shape }) => aval(dtype, [length, ...shape])),
  ];
}

type Lower = NonNullable<Primitive<Recurrence>["lower"]>;

/** Writes it as a scan that gives what is wanted. */
export const lowerRecurrence: Lower = (to, inputs, _, it, wanted) => {
  const { step, states, sequences, length, reverse } = it;
  const results = givenBy(it);
  const places = results.flatMap((_, i) => wanted[states + i] ? [i] : []);
  const outputs = [...step.outputs.slice(0, states), ...places.map((i) => results[i]!)];
  const plan = lowerBody({ nodes: step.nodes, leaves: step.inputs, outputs }, to);
  let given = [...inputs];
  let body = { plan, states, sequences, length, reverse };
  if (sequences === 0) {
    // ONNX counts the steps by the elements of a sequence.
    const count = to.constant(new Float32Array(length), "float32", [length]);
    given = [...inputs.slice(0, states), count, ...inputs.slice(states)];
    const element = { type: "float32", shape: [], host: undefined, producer: undefined } as const;
    const slot = 1 + [...plan.inputs, ...plan.constants, ...plan.nodes.flatMap((it) => it.outputs)]
      .reduce((last, it) => Math.max(last, it.slot), -1);
    const own = plan.inputs.toSpliced(states, 0, { ...element, slot });
    body = { ...body, sequences: 1, plan: { ...plan, inputs: own } };
  }
  const values = to.scan(given, body);
  const all = new Array<(typeof values)[number] | undefined>(states + results.length);
  for (let i = 0; i < states; i++) all[i] = values[i];
  places.forEach((place, k) => all[states + place] = values[states + k]);
  return all;
};

/** Inputs of a node by what they are. */
export function partsOf<T>({ states, sequences }: RecurrenceParts, inputs: readonly T[]) {
  return {
    states: inputs.slice(0, states),
    sequences: inputs.slice(states, states + sequences),
    captures: inputs.slice(states + sequences),
  };
}
