/**
 * What scripts/fuzz/roundings.ts puts down to rounding, and what it does not.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { compare, type HostValue } from "../../scripts/fuzz/compare.ts";
import type { Program } from "../../scripts/fuzz/program.ts";
import { isRounding } from "../../scripts/fuzz/roundings.ts";

const float32 = (...elements: number[]): HostValue => ({
  dtype: "float32",
  shape: [elements.length],
  elements: Float32Array.from(elements),
});

/** Whether a step of one input is excused, with what we and TensorFlow gave and took. */
function excused(op: string, given: number, wanted: number, ours: number, theirs?: number) {
  const [actual, right] = [float32(given), float32(wanted)];
  const finding = compare(actual, right, null)!;
  const program: Program = {
    seed: 1,
    leaves: [],
    steps: [{ op: "square", n: 1, args: [{ v: -1 }] }, { op, n: 1, args: [{ v: 0 }] }],
    values: [],
    sinks: [1],
    other: null,
  };
  return isRounding(
    program,
    { output: 1, finding, actual, right },
    () => float32(ours),
    theirs === undefined ? undefined : () => float32(theirs),
  );
}

Deno.test("isRounding() excuses infinities of zeros that have another sign", () => {
  assertEquals(excused("math.reciprocal", -Infinity, Infinity, -0, 0), true);
  assertEquals(excused("math.reciprocal", -Infinity, Infinity, 0, 0), false);
  assertEquals(excused("math.reciprocal", -Infinity, Infinity, 1, 1), false);
  assertEquals(excused("math.digamma", -Infinity, Infinity, -0, 0), false);
});

Deno.test("isRounding() excuses a sign alone where TensorFlow's inputs are not known", () => {
  assertEquals(excused("math.reciprocal", -Infinity, Infinity, 0), true);
  assertEquals(excused("math.reciprocal", 3, Infinity, 0), false);
  assertEquals(excused("math.reciprocal", -Infinity, Infinity, 1), false);
});

Deno.test("isRounding() excuses what subnormals give instead of zeros", () => {
  assertEquals(excused("math.ndtri", -13, -Infinity, 1e-39, 0), true);
  assertEquals(excused("math.ndtri", -13, -Infinity, 0, 0), false);
  assertEquals(excused("math.ndtri", -13, -Infinity, 1e-37, 0), false);
  assertEquals(excused("math.ndtri", -13, -12, 1e-39, 0), false);
  assertEquals(excused("math.ndtri", -13, -Infinity, 1e-39), true);
  assertEquals(excused("sqrt", -13, -Infinity, 1e-39, 0), false);
});
