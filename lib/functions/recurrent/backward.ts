/**
 * Gradients of recurrences: a recurrence from the last step to the first, which takes what the steps
 * forwards kept. What only sums over the steps comes after it, for all steps at once: the gradient of
 * weights is one product of matrices, however many steps there were.
 *
 * @module
 */
import { fill } from "../../primitives/array/fill.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { aval } from "../../tensor/aval.ts";
import { Subgraph } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Trace } from "../../tensor/trace.ts";
import type { Source } from "../tape.ts";
import { makeRecurrence } from "./make.ts";
import { givenBy, type Recurrence } from "./recurrence.ts";
import { replayInto } from "./replay.ts";
import { differentiate, floatStates, liveNodes } from "./step_gradient.ts";
import { type Sum, sumsOf } from "./sums.ts";

/** Where a value of a step is, outside of it. */
export type Where =
  /** A sequence or a capture among the inputs of the node. */
  | { readonly kind: "input"; readonly place: number }
  /** A sequence among the outputs of the node. */
  | { readonly kind: "output"; readonly place: number }
  /** The cotangents of an output. */
  | { readonly kind: "cotangent"; readonly place: number }
  /** A sequence that the gradient's recurrence gives. */
  | { readonly kind: "result"; readonly place: number };

/** A gradient's recurrence, and what goes in and comes out. */
export interface Backward {
  readonly recurrence: Recurrence;
  /** States of floats: their cotangents are its states. */
  readonly floats: readonly number[];
  /** Inputs whose gradients are summed in further states, in their order. */
  readonly summed: readonly number[];
  /** Its sequences, then its captures. */
  readonly given: readonly Where[];
  /** Known values it takes besides, and variables. */
  readonly constants: readonly Source[];
  /** Inputs whose gradients are sequences, with the results they are. */
  readonly sequences: ReadonlyMap<number, number>;
  /** What is summed over all steps at once, by the inputs whose gradients it gives. */
  readonly sums: ReadonlyMap<number, readonly Sum[]>;
}

/** The gradient of a recurrence for some of its inputs, given which outputs have cotangents. */
export function backwardOf(
  it: Recurrence,
  needs: readonly number[],
  present: readonly number[],
  isTaped: boolean,
): Backward {
  const { step, states, sequences, length, reverse, kept } = it;
  const given = givenBy(it);
  const floats = floatStates(it);
  const others = needs.filter((place) => place >= states);
  const sources = [...floats, ...others];
  const made = differentiate(it, given, present, sources);
  const { forward, ofStates, ofGiven } = made;
  const gradientOf = (place: number) => made.gradients[sources.indexOf(place)];

  // What of a step there is without computing it again.
  const there = new Map<Tensor, Where>();
  ofGiven.forEach((tensor, k) => there.set(tensor, { kind: "cotangent", place: present[k]! }));
  step.inputs.forEach((input, place) => {
    if (place >= states) there.set(forward.get(input)!, { kind: "input", place });
  });
  const results = given.length - kept.length;
  kept.forEach((tensor, i) => {
    const own = forward.get(tensor)!;
    if (!there.has(own)) there.set(own, { kind: "output", place: states + results + i });
  });
  const isCapture = (where: Where | undefined) =>
    where?.kind === "input" && where.place >= states + sequences;

  // What it gives: cotangents of the states, sums, and results.
  const emitted: Tensor[] = [];
  const emit = (tensor: Tensor): Where => {
    const where = there.get(tensor);
    if (where !== undefined) return where;
    const place = emitted.indexOf(tensor);
    return { kind: "result", place: place < 0 ? emitted.push(tensor) - 1 : place };
  };
  const isStep = (tensor: Tensor) => tensor.trace !== undefined && !isCapture(there.get(tensor));
  const sums = new Map<number, readonly Sum[]>();
  const summed: number[] = [];
  const ofSequences = new Map<number, number>();
  for (const place of others) {
    const gradient = gradientOf(place);
    if (gradient === undefined) continue;
    if (place < states + sequences) {
      ofSequences.set(place, emitted.push(gradient) - 1);
      continue;
    }
    const found = sumsOf(gradient, isStep, emit);
    if (found === undefined) summed.push(place);
    else sums.set(place, found);
  }
  const wanted = [
    ...floats.map(gradientOf),
    ...summed.map(gradientOf),
    ...emitted,
  ].filter((tensor) => tensor !== undefined);
  const { live, needed } = liveNodes(made.nodes, wanted, (tensor) => there.has(tensor));

  // The same again, as a step of its own.
  const taken = [...there].filter(([tensor]) => needed.has(tensor));
  const ordered = [
    ...taken.filter(([, where]) => !isCapture(where)),
    ...taken.filter(([, where]) => isCapture(where)),
  ];
  const trace = new Trace("gradient");
  const places = new Map<Tensor, Tensor>();
  const parameter = (tensor: Tensor): Tensor => {
    const own = trace.abstract(tensor.aval, "parameter");
    places.set(tensor, own);
    return own;
  };
  const ownStates = ofStates.map(parameter);
  const totals = summed.map((place) => trace.abstract(step.inputs[place]!.aval, "sum"));
  const parameters = [...ownStates, ...totals, ...ordered.map(([tensor]) => parameter(tensor))];
  const outputs = trace.record(() => {
    replayInto(live, places);
    const at = (tensor: Tensor) => places.get(tensor) ?? tensor;
    return [
      ...floats.map((place) => {
        const gradient = gradientOf(place);
        return gradient === undefined ? fill(0, step.inputs[place]!.aval) : at(gradient);
      }),
      ...summed.map((place, i) => add(totals[i]!, at(gradientOf(place)!))),
      ...emitted.map(at),
    ];
  });
  const graph = new Subgraph(trace.nodes, parameters, outputs);
  const constants = graph.captures(parameters.length);
  const recurrence = makeRecurrence({
    step: graph,
    constants: new Set(constants.map((_, i) => parameters.length + i)),
    states: floats.length + summed.length,
    sequences: taken.filter(([, where]) => !isCapture(where)).length,
    length,
    reverse: !reverse,
  }, isTaped);
  return {
    recurrence,
    floats,
    summed,
    given: ordered.map(([, where]) => where),
    constants: constants.map((it) => made.variables.get(it) ?? it),
    sequences: ofSequences,
    sums,
  };
}

/** Zeros in which gradients are summed. */
export function zerosOf({ dtype, shape }: Tensor): Tensor {
  return fill(0, aval(dtype, shape));
}
