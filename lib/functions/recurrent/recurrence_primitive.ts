/**
 * The primitive of recurrences. Its gradient is another one, from the last step to the first.
 *
 * @module
 */
import { identity } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { stack } from "../../primitives/array/stack.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { type Bound, type Call, defineUnique } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { isDifferentiable } from "../backpropagate.ts";
import { backwardOf, type Where, zerosOf } from "./backward.ts";
import {
  givenBy,
  inferRecurrence,
  lowerRecurrence,
  partsOf,
  type Recurrence,
} from "./recurrence.ts";
import { replayInto } from "./replay.ts";
import { sumOver } from "./sums.ts";

const bind: (it: Recurrence) => Bound = defineUnique<Recurrence>({
  name: "recurrence",
  infer: inferRecurrence,
  lower: lowerRecurrence,
  compose: (inputs, it) => stepByStep(it, inputs),
  graphs: ({ step }) => [step],
  vjp: gradients,
  *samples() {},
});

const bounds = new WeakMap<Recurrence, Bound>();

/** The primitive with a recurrence: one for each, so that a program is found again. */
function boundTo(it: Recurrence): Bound {
  let bound = bounds.get(it);
  if (bound === undefined) bounds.set(it, bound = bind(it));
  return bound;
}

/** Records a recurrence; gives the last states, the results, and what was kept. */
export function recordRecurrence(it: Recurrence, inputs: readonly Tensor[]): readonly Tensor[] {
  const made = recordAll(boundTo(it), inputs);
  hide(made.slice(made.length - it.kept.length));
  return made;
}

/** Marks what only gradients take: nobody else needs its values. */
export function hide(tensors: readonly Tensor[]): void {
  for (const tensor of tensors) {
    tensor.used = true;
    tensor.internal = true;
  }
}

/** The steps one after the other, for devices that have no operator for them. */
function stepByStep(it: Recurrence, inputs: readonly Tensor[]): readonly Tensor[] {
  const { step, states, length, reverse } = it;
  const { sequences, captures } = partsOf(it, inputs);
  const given = givenBy(it);
  const rows: Tensor[][] = given.map(() => []);
  let now = inputs.slice(0, states);
  for (let round = 0; round < length; round++) {
    const at = reverse ? length - 1 - round : round;
    const elements = sequences.map((all) => elementOf(all, at));
    const places = new Map<Tensor, Tensor>();
    [...now, ...elements, ...captures].forEach((tensor, i) => places.set(step.inputs[i]!, tensor));
    replayInto(step.nodes, places);
    const find = (tensor: Tensor) => places.get(tensor) ?? tensor;
    given.forEach((tensor, i) => rows[i]![at] = find(tensor));
    now = step.outputs.slice(0, states).map(find);
  }
  const all = [...now, ...rows.map((row) => stack(row, 0))];
  return all.map((tensor) => identity(tensor));
}

/** One element of a sequence. */
export function elementOf(all: Tensor, at: number): Tensor {
  const [, ...rest] = all.shape;
  return reshape(slice(all, [at, ...rest.map(() => 0)], [1, ...rest]), rest);
}

/** Whether a cotangent is known to be zeros, as that of a result that nobody used. */
export function isZeros(tensor: Tensor): boolean {
  const { node } = tensor;
  const source = node?.bound.primitive.name === "broadcastTo" ? node.inputs[0]! : tensor;
  return source.rank === 0 && source.host !== undefined && Number(source.host[0]) === 0;
}

function gradients(
  cotangents: readonly Tensor[],
  { attrs: it, inputs, outputs }: Call<Recurrence>,
  needs: readonly boolean[],
): (Tensor | undefined)[] {
  const { step, states } = it;
  const parts = new Array<Tensor | undefined>(inputs.length).fill(undefined);
  const present = givenBy(it).flatMap((tensor, i) =>
    isDifferentiable(tensor) && !isZeros(cotangents[states + i]!) ? [i] : []
  );
  const wanted = needs.flatMap((isNeeded, place) => isNeeded ? [place] : []);
  const isTaped = state.tapes.length > 0;
  const key = `${wanted.filter((place) => place >= states)};${present};${isTaped}`;
  let made = it.gradients.get(key);
  if (made === undefined) {
    it.gradients.set(key, made = backwardOf(it, wanted, present, isTaped));
  }
  const { recurrence, floats, summed, sequences, sums } = made;
  let results: readonly Tensor[] = [];
  const find = ({ kind, place }: Where): Tensor =>
    kind === "input"
      ? inputs[place]!
      : kind === "output"
      ? outputs[place]!
      : kind === "cotangent"
      ? cotangents[states + place]!
      : results[place]!;
  const given = recordRecurrence(recurrence, [
    ...floats.map((place) => cotangents[place]!),
    ...summed.map((place) => zerosOf(step.inputs[place]!)),
    ...made.given.map(find),
    ...made.constants.map((it) => "take" in it ? it.take() : it),
  ]);
  results = given.slice(floats.length + summed.length);
  floats.forEach((place, i) => parts[place] = given[i]);
  summed.forEach((place, i) => parts[place] = given[floats.length + i]);
  sequences.forEach((result, place) => parts[place] = results[result]);
  sums.forEach((terms, place) => {
    const like = inputs[place]!;
    parts[place] = terms.map((sum) => sumOver(sum, sum.inputs.map(find), like))
      .reduce((total, term) => add(total, term));
  });
  return parts;
}
