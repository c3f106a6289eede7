/**
 * First and second derivatives of every primitive against central differences, in float64 where it
 * takes that; what a gradient records is what it returns; persistent tapes give the same.
 *
 * For a sample `f`, weights `w` of its results and directions `u`, `v`, `z` of fixed numbers,
 *
 *     p(x, w) = <f(x), w>    g(x, w) = dp/dx    s(x, w) = <g(x, w), u>
 *
 * where `<g, v>` has to be the slope of `p` along `v`, and `<ds/dx, v> + <ds/dw, z>` that of `s`
 * along `(v, z)`: one direction of random numbers reaches every element. Everything of a primitive
 * is computed in one program.
 *
 * @module
 */
import { assertStringIncludes, assertThrows, fail } from "@std/assert";
import { Tape } from "../../lib/functions/tape.ts";
import { read } from "../../lib/tensor/graph.ts";
import type { Primitive } from "../../lib/tensor/primitive.ts";
import { recordAll } from "../../lib/tensor/record.ts";
import { state } from "../../lib/tensor/state.ts";
import type { Node, Tensor } from "../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, type TestBackend, using } from "../support/backends.ts";
import { bytesOf } from "./cases.ts";
import {
  directionOf,
  inner,
  moved,
  noise,
  type Smooth,
  smoothCases,
  weightsOf,
} from "./directions.ts";
import { PRIMITIVES } from "./entries.ts";
import { CUT, ONCE, REFUSED, UNSAMPLED } from "./exceptions.ts";

/** A stencil of the fourth order: places in steps, and what the values there count. */
const STENCIL = [[-2, 1 / 12], [-1, -8 / 12], [1, 8 / 12], [2, -1 / 12]] as const;

/** Results of a case at other inputs. */
function outputsAt({ it }: Smooth, inputs: readonly Tensor[]): readonly Tensor[] {
  return recordAll(it.bound, inputs);
}

/** The gradients of the weighted results for the inputs of floats. */
function gradientsAt(
  smooth: Smooth,
  inputs: readonly Tensor[],
  weights: readonly Tensor[],
): (Tensor | undefined)[] {
  const tape = new Tape(false);
  const sources = smooth.places.map((place) => inputs[place]!);
  sources.forEach((source) => tape.watch(source));
  const outputs = tape.record(() => outputsAt(smooth, inputs));
  return tape.gradients(smooth.results.map((i, k) => [outputs[i]!, weights[k]!]), sources);
}

/** What is computed for one case, to be read once everything is recorded. */
interface Recorded {
  readonly smooth: Smooth;
  /** Results at the places of the stencil. */
  readonly values: readonly (readonly Tensor[])[];
  readonly gradients: readonly (Tensor | undefined)[];
  /** Gradients at the places of the stencil, where the weights move too; none for one order. */
  readonly slopes: readonly (readonly (Tensor | undefined)[])[];
  /** Gradients of `s` for the inputs and the weights, twice from one persistent tape. */
  readonly second: readonly (Tensor | undefined)[];
  readonly again: readonly (Tensor | undefined)[];
}

function recordDerivatives(smooth: Smooth): Recorded {
  const { it, step } = smooth;
  const weights = weightsOf(smooth);
  const moving = (places: number) =>
    it.inputs.map((input, i) =>
      smooth.places.includes(i) ? moved(input, places * step, directionOf(smooth, i)) : input
    );
  const turning = (places: number) =>
    weights.map((weight, k) => moved(weight, places * step, noise(weight, 40 + k)));
  const values = STENCIL.map(([places]) =>
    smooth.results.map((i) => outputsAt(smooth, moving(places))[i]!)
  );
  const outer = new Tape(false);
  const sources = [...smooth.places.map((place) => it.inputs[place]!), ...weights];
  sources.forEach((source) => outer.watch(source));
  const gradients = outer.record(() => gradientsAt(smooth, it.inputs, weights));
  const isOnce = it.primitive.name in ONCE;
  if (isOnce) return { smooth, values, gradients, slopes: [], second: [], again: [] };
  const targets = gradients.flatMap((gradient, k) =>
    gradient === undefined ? [] : [[gradient, noise(gradient, 60 + k)] as const]
  );
  const slopes = STENCIL.map(([places]) => gradientsAt(smooth, moving(places), turning(places)));
  const twice = [1, 2].map(() => outer.gradients(targets, sources));
  return { smooth, values, gradients, slopes, second: twice[0]!, again: twice[1]! };
}

/** What is wrong with the derivatives of a case, in words. */
function faultOf({ smooth, values, gradients, slopes, second, again }: Recorded): string[] {
  const { it, step, tolerance } = smooth;
  const weights = weightsOf(smooth);
  const directions = [
    ...smooth.places.map((place) => directionOf(smooth, place)),
    ...weights.map((weight, k) => noise(weight, 40 + k)),
  ];
  const slopeOf = (at: readonly number[]) =>
    STENCIL.reduce((sum, [, count], i) => sum + count * at[i]!, 0) / step;
  const along = (parts: readonly (Tensor | undefined)[]) =>
    parts.reduce((sum, part, i) => sum + (part ? inner(part, directions[i]!) : 0), 0);
  const projected = values.map((outputs) =>
    outputs.reduce((sum, output, k) => sum + inner(output, weights[k]!), 0)
  );
  const turned = slopes.map((parts) =>
    parts.reduce((sum, part, k) => sum + (part ? inner(part, noise(part, 60 + k)) : 0), 0)
  );
  const faults: string[] = [];
  // Without elements, some reductions give infinities; that there is a gradient is enough.
  if (it.inputs.some(({ size }) => size === 0)) return [];
  const check = (order: string, got: number, at: readonly number[]) => {
    const want = slopeOf(at);
    const size = Math.max(1, Math.abs(want), ...at.map(Math.abs));
    if (!(Math.abs(got - want) <= tolerance * size)) {
      faults.push(`${it.label}: the ${order} derivative is ${got} instead of ${want}`);
    }
  };
  check("first", along(gradients), projected);
  if (slopes.length === 0) return faults;
  check("second", along(second), turned);
  const differs = second.some((part, i) =>
    (part === undefined) !== (again[i] === undefined) ||
    (part !== undefined && bytesOf(read(part)).join() !== bytesOf(read(again[i]!)).join())
  );
  if (differs) faults.push(`${it.label}: a persistent tape gives another gradient the second time`);
  return faults;
}

/** The nodes that were recorded for nothing: no result needs them. */
function idleNodes(nodes: readonly Node[], results: readonly (Tensor | undefined)[]): Node[] {
  const needed = new Set<Tensor>(results.filter((it) => it !== undefined));
  return nodes.toReversed().filter((node) => {
    if (!node.outputs.some((output) => needed.has(output))) return true;
    for (const input of node.inputs) needed.add(input);
    return false;
  });
}

/** What the gradient of a case records in vain, for all inputs and for each by itself. */
function idleFaults(smooth: Smooth): string[] {
  const { it, places } = smooth;
  const weights = weightsOf(smooth);
  return [places, ...places.map((place) => [place])].flatMap((some) => {
    const start = state.pending.length;
    const tape = new Tape(false);
    const sources = some.map((place) => it.inputs[place]!);
    sources.forEach((source) => tape.watch(source));
    const outputs = tape.record(() => outputsAt(smooth, it.inputs));
    const before = state.pending.length;
    const targets = smooth.results.map((i, k) => [outputs[i]!, weights[k]!] as const);
    const results = tape.gradients(targets, sources);
    const idle = idleNodes(state.pending.slice(before), results);
    // None of it is computed.
    state.pending.length = start;
    return idle.length === 0 ? [] : [
      `${it.label}: the gradient for inputs ${some} records ${
        idle.map(({ bound }) => bound.primitive.name)
      } in vain`,
    ];
  });
}

/** Registers the test of a primitive on a device. */
function testDerivatives(primitive: Primitive<unknown>, { name, backend }: TestBackend): void {
  const smooth = smoothCases(primitive);
  const isLeftOut = primitive.name in CUT || primitive.name in REFUSED;
  if (smooth.length === 0 || primitive.vjp === undefined || isLeftOut) return;
  Deno.test(`${primitive.name}() has derivatives that equal central differences on ${name}`, () => {
    const faults = using(backend, () => {
      const idle = smooth.flatMap(idleFaults);
      const recorded = smooth.map(recordDerivatives);
      return [...idle, ...recorded.flatMap(faultOf)];
    });
    if (faults.length > 0) fail(`${faults.length}:\n${faults.slice(0, 8).join("\n")}`);
  });
}

// Gradients are made of primitives, whose values the other tables hold on every device.
for (const primitive of PRIMITIVES) testDerivatives(primitive, TEST_BACKENDS[0]!);

for (const primitive of PRIMITIVES.filter(({ name }) => name in REFUSED)) {
  Deno.test(`${primitive.name}() says that it has no gradient where one is asked for`, () => {
    const smooth = smoothCases(primitive)[0]!;
    using(TEST_BACKENDS[0]!.backend, () => {
      const error = assertThrows(
        () => gradientsAt(smooth, smooth.it.inputs, weightsOf(smooth)),
        TypeError,
      );
      assertStringIncludes(error.message, "expected first derivatives only");
    });
  });
}

Deno.test("smoothCases() takes at least one sample of each primitive that has a gradient", () => {
  const missing = PRIMITIVES.filter((primitive) =>
    typeof primitive.vjp === "function" && !(primitive.name in UNSAMPLED) &&
    smoothCases(primitive).length === 0
  );
  if (missing.length > 0) fail(`no derivatives of ${missing.map(({ name }) => name).join(", ")}`);
});
