/**
 * Every primitive can be tried, and says how it is differentiated.
 *
 * @module
 */
import { assert, assertEquals, fail } from "@std/assert";
import { DTYPES, isNumeric } from "../../lib/arrays/dtypes.ts";
import { allPrimitives } from "../../lib/tensor/primitive.ts";
import { PRECISION_NAMES } from "../support/tolerances.ts";
import { type Case, casesOf } from "./cases.ts";
import { PRIMITIVES } from "./entries.ts";
import {
  CONSTANT,
  CUT,
  EXCEPTIONS,
  ONCE,
  REFUSED,
  SYMMETRIC,
  UNDEFINED,
  UNSAMPLED,
} from "./exceptions.ts";
import { waysOf } from "./ways.ts";
import { REFERENCES } from "./references.ts";

/** Whether a sample has results through which gradients could go. */
function givesFloats({ bound, inputs }: Case): boolean {
  const takes = inputs.map(({ aval }) => aval);
  const isFloat = ({ dtype }: { dtype: keyof typeof DTYPES }) =>
    DTYPES[dtype].kind === "float" || DTYPES[dtype].kind === "complex";
  return takes.some(isFloat) && bound.infer(takes).some(isFloat);
}

Deno.test("allPrimitives() has samples of each primitive, or a reason for none", () => {
  for (const primitive of PRIMITIVES) {
    const count = casesOf(primitive).length;
    const isLeftOut = primitive.name in UNSAMPLED;
    assertEquals(count > 0, !isLeftOut, `${primitive.name} has ${count} samples`);
  }
});

Deno.test("allPrimitives() has a way to compute each primitive", () => {
  for (const { name, lower, host, control } of PRIMITIVES) {
    assert(lower ?? host ?? control, `${name} has neither operators nor values on the host`);
  }
});

Deno.test("allPrimitives() has a way to compute each primitive on the tensorflow device", () => {
  const faults = PRIMITIVES.filter(({ tensorflow, control, compose, host, lower, wholeHost }) => {
    const isHosts = host !== undefined && (lower === undefined || wholeHost === true);
    return (tensorflow ?? control ?? compose) === undefined && !isHosts;
  });
  if (faults.length > 0) fail(`no way: ${faults.map(({ name }) => name).join(", ")}`);
});

Deno.test("Primitive.infer() accepts no element type that nothing computes", () => {
  const faults = PRIMITIVES.flatMap((primitive) => {
    // Complex numbers and texts that would be computed with are refused when a plan is compiled.
    const none = [...waysOf(primitive)]
      .filter(([dtype, way]) => way === "none" && isNumeric(dtype) && dtype !== "complex64")
      .map(([dtype]) => dtype);
    return none.length === 0 ? [] : [`${primitive.name}: ${none.join(", ")}`];
  });
  if (faults.length > 0) fail(`accepted, and nothing computes them:\n${faults.join("\n")}`);
});

Deno.test("allPrimitives() has a gradient, or says there is none, wherever floats are given", () => {
  const missing = PRIMITIVES.filter((primitive) =>
    primitive.vjp === undefined && casesOf(primitive).some(givesFloats)
  );
  if (missing.length > 0) fail(`no vjp: ${missing.map(({ name }) => name).join(", ")}`);
});

Deno.test("allPrimitives() has every primitive that the tables of these tests name", () => {
  const names = [
    ...Object.keys(UNSAMPLED),
    ...[CUT, CONSTANT, ONCE, REFUSED, SYMMETRIC, UNDEFINED].flatMap(Object.keys),
    ...Object.keys(REFERENCES),
    ...PRECISION_NAMES,
    ...EXCEPTIONS.flatMap(({ primitive }) => primitive ?? []),
  ];
  assertEquals(names.filter((name) => !allPrimitives().has(name)), []);
});

Deno.test("Primitive.samples() gives the same values each time", () => {
  for (const primitive of PRIMITIVES) {
    const [once, again] = [casesOf(primitive), casesOf(primitive)];
    assertEquals(once.map(({ label }) => label), again.map(({ label }) => label));
    once.forEach(({ inputs }, i) =>
      inputs.forEach(({ host }, k) => assertEquals(host, again[i]!.inputs[k]!.host))
    );
  }
});
