/**
 * Every primitive can be tried, and says how it is differentiated.
 *
 * @module
 */
import { assert, assertEquals, fail } from "@std/assert";
import { DTYPES } from "../../lib/arrays/dtypes.ts";
import { allPrimitives } from "../../lib/tensor/primitive.ts";
import { PRECISION_NAMES } from "../support/tolerances.ts";
import { type Case, casesOf } from "./cases.ts";
import { PRIMITIVES } from "./entries.ts";
import { CUT, EXCEPTIONS, UNSAMPLED } from "./exceptions.ts";
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

Deno.test("allPrimitives() has a gradient, or says there is none, wherever floats are given", () => {
  const missing = PRIMITIVES.filter((primitive) =>
    primitive.vjp === undefined && casesOf(primitive).some(givesFloats)
  );
  if (missing.length > 0) fail(`no vjp: ${missing.map(({ name }) => name).join(", ")}`);
});

Deno.test("allPrimitives() has every primitive that the tables of these tests name", () => {
  const names = [
    ...Object.keys(UNSAMPLED),
    ...Object.keys(CUT),
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
