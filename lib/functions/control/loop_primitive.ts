/**
 * The primitives of loops and of their gradients.
 *
 * @module
 */
import { zerosLike } from "../../primitives/array/fill.ts";
import { type Bound, defineUnique } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import { recordCall } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Loop, repeated, runLoop } from "./loop.ts";
import { gradientOfLoop, type LoopGradient, runBackwards, withChanges } from "./loop_gradient.ts";
import { RECORD } from "./record.ts";

const bind: (loop: Loop) => Bound = defineUnique<Loop>({
  name: "whileLoop",
  infer: (inputs, { count }) => [...inputs.slice(0, count), RECORD],
  control: runLoop,
  graphs: ({ body }) => [body.graph],
  stateful: ({ step }) => step?.stateful ?? false,
  resume(inputs, loop, record) {
    const own = inputs.slice(0, loop.count + loop.captures);
    return recordAll(boundTo(repeated(loop)), [...own, record]);
  },
  vjp: (cotangents, { attrs, inputs, outputs }, needs) =>
    gradients(attrs, inputs, outputs.at(-1)!, cotangents, needs),
  *samples() {},
});

const bindGradient = defineUnique<LoopGradient>({
  name: "whileLoop.gradient",
  infer: (inputs, { variables, captures }) =>
    [...variables, ...captures].map((place) => inputs[place]!),
  control: runBackwards,
  graphs: ({ step }) => [step.graph],
  vjp(cotangents, { attrs, inputs }, needs) {
    const { loop, floats, variables, captures } = attrs;
    const first = loop.count + loop.captures;
    const values = inputs.slice(0, loop.count);
    const changes = floats.map((it) =>
      variables.includes(it) ? cotangents[variables.indexOf(it)]! : zerosLike(inputs[it]!)
    );
    const { loop: forward, constants } = withChanges(attrs);
    const given = [
      ...values,
      ...changes,
      ...inputs.slice(loop.count, first),
      ...captures.map((_, i) => cotangents[variables.length + i]!),
      ...constants,
      inputs.at(-1)!,
    ];
    const results = recordLoop(forward, given);
    const parts = new Array<Tensor | undefined>(inputs.length).fill(undefined);
    floats.forEach((_, i) => parts[first + i] = results[loop.count + i]);
    if (!needs.slice(0, first).includes(true)) return parts;
    // The places of what was there before the changes came between.
    const placeOf = (place: number) => place < loop.count ? place : place + floats.length;
    const isNeeded = new Array<boolean>(given.length).fill(false);
    for (let place = 0; place < first; place++) isNeeded[placeOf(place)] = needs[place]!;
    const weights = [
      ...values.map((it, place) => floats.includes(place) ? zerosLike(it) : it),
      ...floats.map((_, i) => inputs[first + i]!),
    ];
    const more = gradients(forward, given, results.at(-1)!, weights, isNeeded);
    for (let place = 0; place < first; place++) parts[place] = more[placeOf(place)];
    return parts;
  },
  *samples() {},
});

const bounds = new WeakMap<Loop, Bound>();

/** The primitive with a loop: one for each, so that a program is found again. */
function boundTo(loop: Loop): Bound {
  let bound = bounds.get(loop);
  if (bound === undefined) bounds.set(loop, bound = bind(loop));
  return bound;
}

/** Records a loop; gives the last values of its variables, and its run. */
export function recordLoop(loop: Loop, inputs: readonly Tensor[]): readonly Tensor[] {
  return recordCall(boundTo(loop), inputs);
}

/** The gradients of a loop's node, by its inputs. */
function gradients(
  loop: Loop,
  inputs: readonly Tensor[],
  record: Tensor,
  cotangents: readonly Tensor[],
  needs: readonly boolean[],
): (Tensor | undefined)[] {
  const { count, body, captures } = loop;
  const own = inputs.slice(0, count + captures);
  const places = own.flatMap((_, place) =>
    needs[place] && (place < count || body.places.includes(place)) ? [place] : []
  );
  const key = places.join();
  let made = loop.gradients.get(key);
  if (made === undefined) {
    const { gradient, constants } = gradientOfLoop(loop, places);
    loop.gradients.set(key, made = { bound: bindGradient(gradient), constants });
  }
  const floats = (made.bound.attrs as LoopGradient).floats.map((place) => cotangents[place]!);
  const given = recordAll(made.bound, [...own, ...floats, ...made.constants, record]);
  const { variables, captures: others } = made.bound.attrs as LoopGradient;
  const parts = new Array<Tensor | undefined>(inputs.length).fill(undefined);
  [...variables, ...others].forEach((place, i) => parts[place] = given[i]);
  return parts;
}
