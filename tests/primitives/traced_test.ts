/**
 * A traced function gives bit for bit what the same operations give eagerly: at the first call, and
 * at later ones with other values, so that nothing of the first call was frozen into the graph.
 *
 * @module
 */
import { assertEquals, fail } from "@std/assert";
import { function_ } from "../../lib/functions/function.ts";
import { DTYPES } from "../../lib/arrays/dtypes.ts";
import type { Primitive } from "../../lib/tensor/primitive.ts";
import { recordAll } from "../../lib/tensor/record.ts";
import { type HostData, leaf, type Tensor } from "../../lib/tensor/tensor.ts";
import { EXACT_BACKENDS, type TestBackend, using } from "../support/backends.ts";
import { bytesOf, type Case, casesOf, isFinite } from "./cases.ts";
import { PRIMITIVES } from "./entries.ts";
import { UNDEFINED } from "./exceptions.ts";
import { evaluate, type Outcome, valuesOf } from "./evaluate.ts";

/** Cases whose values are moved round by one place: floats, or all where there are none. */
function moved(cases: readonly Case[]): Case[] {
  return cases.map((it) => {
    const hasFloats = it.inputs.some(isFloat);
    return { ...it, inputs: it.inputs.map((x) => !hasFloats || isFloat(x) ? rolled(x) : x) };
  });
}

function isFloat({ dtype }: Tensor): boolean {
  return DTYPES[dtype].kind === "float" || DTYPES[dtype].kind === "complex";
}

function rolled({ aval, host }: Tensor): Tensor {
  const { units } = DTYPES[aval.dtype];
  if (!ArrayBuffer.isView(host)) return leaf([...host!.slice(1), ...host!.slice(0, 1)], aval);
  const copy = host.slice() as Float32Array;
  copy.set((host as Float32Array).subarray(units), 0);
  copy.set((host as Float32Array).subarray(0, units), Math.max(0, copy.length - units));
  return leaf(copy, aval);
}

type Traced = (...inputs: Tensor[]) => readonly (readonly Tensor[])[];

/** One traced function that computes all the cases. */
function traced(cases: readonly Case[]): Traced {
  return function_((...inputs: Tensor[]) => {
    let at = 0;
    return cases.map((it) => {
      const own = inputs.slice(at, at += it.inputs.length);
      return recordAll(it.bound, own) as Tensor[];
    });
  }, { name: cases[0]!.primitive.name }) as Traced;
}

/** What a function gives for each case; all of them fail where one does. */
function call(run: Traced, cases: readonly Case[]): Outcome[] {
  let results;
  try {
    results = run(...cases.flatMap(({ inputs }) => inputs));
  } catch (error) {
    return cases.map(() => error as Error);
  }
  return results.map(valuesOf);
}

/** Fails unless two outcomes are the same bits, or both errors. */
function assertSame(actual: Outcome, expected: Outcome, label: string): void {
  if (actual instanceof Error || expected instanceof Error) {
    if (actual instanceof Error && expected instanceof Error) return;
    fail(`${label}: ${actual instanceof Error ? actual.message : "values instead of an error"}`);
  }
  const bits = (values: HostData) => bytesOf(values).join();
  const mayBeUndefined = label.split(",")[0]! in UNDEFINED;
  if (mayBeUndefined && expected.some(({ tensor }) => !isFinite(tensor))) return;
  actual.forEach(({ tensor, values }, i) => {
    assertEquals(tensor.aval, expected[i]!.tensor.aval, label);
    const [got, want] = [values, expected[i]!.values];
    if (bits(got) !== bits(want)) fail(`${label}: traced ${got}; eager ${want}`);
  });
}

/** Registers the test of a primitive on a device. */
function testTraced(primitive: Primitive<unknown>, { name, backend }: TestBackend): void {
  const cases = casesOf(primitive);
  if (cases.length === 0) return;
  Deno.test(`${primitive.name}() gives the same in a traced function on ${name}, also with other values`, () => {
    const others = moved(cases);
    const [first, second] = [evaluate(cases, backend), evaluate(others, backend)];
    // What fails is traced by itself, so that it does not take the others along.
    const fails = cases.map((_, i) => first[i] instanceof Error || second[i] instanceof Error);
    const groups = [
      cases.map((_, i) => i).filter((i) => !fails[i]),
      ...cases.map((_, i) => [i]).filter(([i]) => fails[i!]),
    ];
    using(backend, () => {
      for (const group of groups.filter(({ length }) => length > 0)) {
        const run = traced(group.map((i) => cases[i]!));
        const once = call(run, group.map((i) => cases[i]!));
        const again = call(run, group.map((i) => others[i]!));
        group.forEach((i, at) => {
          assertSame(once[at]!, first[i]!, cases[i]!.label);
          assertSame(again[at]!, second[i]!, `${cases[i]!.label}, called again`);
        });
      }
    });
  });
}

for (const device of EXACT_BACKENDS) {
  for (const primitive of PRIMITIVES) testTraced(primitive, device);
}
