/**
 * The gradient of a loop: its rounds backwards, with what each began with.
 *
 * The gradient of that needs nothing new. It is linear in its cotangents, so that its derivative with
 * respect to them is a loop forwards: the same one with changes beside its variables. And what the
 * gradient gives, weighted by tangents, is what that loop gives, weighted by the cotangents; hence
 * its derivative with respect to everything else is the gradient of that loop.
 *
 * @module
 */
import { newStorage } from "../../arrays/dtypes.ts";
import { fill } from "../../primitives/array/fill.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import type { Backend } from "../../tensor/backend.ts";
import { retrace } from "../../tensor/subgraph.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { type Branch, inputsOf } from "./branch.ts";
import { type Loop, makeLoop, repeated } from "./loop.ts";
import { runOf } from "./record.ts";
import { floatPlaces, pullBack, pushForward } from "./transpose.ts";

/**
 * What the node of a gradient knows. It takes what the loop takes, cotangents of the variables of
 * floats, constants, and the run; it gives the gradients of some variables and other inputs.
 */
export interface LoopGradient {
  /** The loop, repeated by its run. */
  readonly loop: Loop;
  /** Variables of floats; all of them have cotangents. */
  readonly floats: readonly number[];
  /** Variables whose gradients it gives. */
  readonly variables: readonly number[];
  /** Places of other inputs whose gradients it gives. */
  readonly captures: readonly number[];
  /** One round backwards: from values, inputs, cotangents, sums so far and constants. */
  readonly step: Branch;
  /** The loop forwards with changes, once it was needed. */
  readonly forward: Map<"loop", { loop: Loop; constants: readonly Tensor[] }>;
}

/** The gradient of a loop for some of its inputs, and the known values it takes. */
export function gradientOfLoop(
  given: Loop,
  places: readonly number[],
): { gradient: LoopGradient; constants: readonly Tensor[] } {
  const loop = repeated(given);
  const { body, count, captures: captureCount } = loop;
  const floats = floatPlaces(body.graph.outputs);
  const captures = places.filter((place) => place >= count);
  const typeOf = (place: number) => body.graph.inputs[body.places.indexOf(place)]!.aval;
  const sources = [...floats, ...captures].filter((place) => body.places.includes(place));
  const first = count + captureCount;
  const own = body.graph.inputs.length;
  const avals = [
    ...body.graph.inputs.map(({ aval }) => aval),
    ...floats.map((i) => body.graph.outputs[i]!.aval),
    ...captures.map(typeOf),
  ];
  const { graph, constants } = retrace(avals, (parameters) => {
    const made = pullBack(
      body,
      parameters.slice(0, own),
      parameters.slice(own, own + floats.length),
      sources.map((place) => body.places.indexOf(place)),
    );
    const madeAt = (place: number) => made[sources.indexOf(place)];
    const before = parameters.slice(own + floats.length);
    return [
      ...floats.map((i) => madeAt(i) ?? fill(0, body.graph.outputs[i]!.aval)),
      ...captures.map((place, i) => {
        const more = madeAt(place);
        return more === undefined ? before[i]! : add(before[i]!, more);
      }),
    ];
  });
  const rest = Array.from({ length: avals.length - own + constants.length }, (_, i) => first + i);
  const step = { graph, places: [...body.places, ...rest], variables: body.variables };
  const variables = places.filter((place) => place < count);
  return {
    gradient: { loop, floats, variables, captures, step, forward: new Map() },
    constants,
  };
}

/** Runs the rounds backwards. */
export function runBackwards(
  inputs: readonly Tensor[],
  { loop: { count, captures: captureCount }, floats, variables, captures, step }: LoopGradient,
  backend: Backend,
): readonly Tensor[] {
  const rest = inputs.slice(count, count + captureCount);
  const first = count + captureCount;
  let cotangents = inputs.slice(first, first + floats.length);
  const constants = inputs.slice(first + floats.length, -1);
  let sums = captures.map((place): Tensor => {
    const { aval } = inputs[place]!;
    return leaf(newStorage(aval.dtype, aval.size), aval);
  });
  for (const { values, drawn } of runOf(inputs.at(-1)!).rounds.toReversed()) {
    const given = [...values, ...rest, ...cotangents, ...sums, ...constants];
    const outputs = step.graph.run(inputsOf(step, given, drawn), backend);
    cotangents = outputs.slice(0, floats.length);
    sums = outputs.slice(floats.length);
  }
  return [...variables.map((it) => cotangents[floats.indexOf(it)]!), ...sums];
}

/**
 * The loop of a gradient forwards, with changes of its variables of floats after its variables, and
 * of the inputs whose gradients are given after its inputs.
 */
export function withChanges(
  { loop, floats, captures, forward }: LoopGradient,
): { loop: Loop; constants: readonly Tensor[] } {
  let made = forward.get("loop");
  if (made !== undefined) return made;
  const { body, count } = loop;
  const own = body.graph.inputs.length;
  const typeOf = (place: number) => body.graph.inputs[body.places.indexOf(place)]!.aval;
  const avals = [
    ...body.graph.inputs.map(({ aval }) => aval),
    ...floats.map((i) => body.graph.outputs[i]!.aval),
    ...captures.map(typeOf),
  ];
  const changing = [...floats, ...captures];
  const sources = changing.filter((place) => body.places.includes(place));
  const { graph, constants } = retrace(avals, (parameters) => {
    const { outputs, changes } = pushForward(
      body,
      parameters.slice(0, own),
      sources.map((place) => body.places.indexOf(place)),
      sources.map((place) => parameters[own + changing.indexOf(place)]!),
    );
    return [...outputs, ...changes];
  });
  const f = floats.length;
  const first = count + f + loop.captures;
  const rest = Array.from({ length: captures.length + constants.length }, (_, i) => first + i);
  const places = [
    ...body.places.map((place) => place < count ? place : place + f),
    ...floats.map((_, i) => count + i),
    ...rest,
  ];
  const parts = {
    count: count + f,
    captures: loop.captures + rest.length,
    body: { graph, places, variables: body.variables },
    condition: undefined,
    isLimited: false,
  };
  made = { loop: makeLoop(parts, []), constants };
  forward.set("loop", made);
  return made;
}
