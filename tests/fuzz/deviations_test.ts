/**
 * The tables of scripts/fuzz/deviations.ts let differ what they say, and nothing else.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { HostValue } from "../../scripts/fuzz/compare.ts";
import { placesOf, unitsOf } from "../../scripts/fuzz/allowances.ts";
import { deviationOf, mayDeviate } from "../../scripts/fuzz/deviations.ts";
import { GRADIENT_DEVIATIONS } from "../../scripts/fuzz/gradient_deviations.ts";
import type { Program, Step } from "../../scripts/fuzz/program.ts";
import { argumentOf, outerReferences, sourcesOf, startsOf } from "../../scripts/fuzz/reach.ts";

const step = (op: string, args: Step["args"] = [{ v: -1 }]): Step => ({ op, n: 1, args: args! });
const float32 = (...elements: number[]): HostValue => ({
  dtype: "float32",
  shape: [elements.length],
  elements: Float32Array.from(elements),
});

Deno.test("deviationOf() lets pools of NaN differ, and no others", () => {
  assertEquals(deviationOf(step("nn.maxPool2d"), [float32(1, NaN)])?.where.source, "^nn\\.maxPool");
  assertEquals(deviationOf(step("nn.maxPool2d"), [float32(1, Infinity)]), undefined);
  assertEquals(deviationOf(step("nn.relu"), [float32(1, NaN)]), undefined);
});

Deno.test("deviationOf() lets products differ where one may overflow", () => {
  const product = (a: number, b: number) => deviationOf(step("matmul"), [float32(a), float32(b)]);
  assertEquals(product(1e20, 1e20) === undefined, false);
  assertEquals(product(1e20, Infinity)?.finite, true);
  assertEquals(product(1e20, 1e10), undefined);
  const sum = (...elements: number[]) => deviationOf(step("reduceSum"), [float32(...elements)]);
  assertEquals(sum(2e38, 2e38) === undefined, false);
  assertEquals(sum(1, NaN)?.finite, true);
  assertEquals(sum(1e38, 1e38), undefined);
  assertEquals(deviationOf(step("reduceProd"), [float32(NaN)])?.finite, true);
});

Deno.test("deviationOf() lets casts differ that C++ does not define", () => {
  const cast = (dtype: string, ...elements: number[]) =>
    deviationOf({ ...step("cast"), named: { dtype } }, [float32(...elements)]) !== undefined;
  assertEquals(cast("uint8", 1, -4), true);
  assertEquals(cast("uint8", 256), true);
  assertEquals(cast("uint8", 255.5, -0.5), false);
  assertEquals(cast("uint32", 256), false);
  assertEquals(cast("int8", -4), false);
});

Deno.test("deviationOf() lets decompositions of singular matrices differ", () => {
  const matrix = (...elements: number[]) => [{ ...float32(...elements), shape: [2, 2] }];
  assertEquals(deviationOf(step("linalg.qr"), matrix(1, 2, 2, 4)) === undefined, false);
  assertEquals(deviationOf(step("linalg.qr"), matrix(1, 2, 2, 5)), undefined);
});

Deno.test("deviationOf() lets products of 16-bit segments differ that overflow on the way", () => {
  const product = (dtype: "float16" | "float32", ...elements: number[]) => {
    const data = dtype === "float16" ? Float16Array.from(elements) : Float32Array.from(elements);
    const input = { dtype, shape: [elements.length], elements: data };
    return deviationOf(step("math.unsortedSegmentProd"), [input])?.finite;
  };
  assertEquals(product("float16", 300, 300, 0), true);
  assertEquals(product("float16", 300, 200, 0.5), undefined);
  assertEquals(product("float32", 1e30, 1e30, 0), undefined);
});

Deno.test("unitsOf() allows a last place of 1 for erfinv, but none of 16 bits", () => {
  assertEquals(unitsOf(step("math.erfinv"), "float64"), 1);
  assertEquals(unitsOf(step("math.erfinv"), "float16"), 0);
  assertEquals(unitsOf(step("math.erfcinv"), "float64"), 0);
  assertEquals(unitsOf(step("sin"), "float64"), 4);
});

Deno.test("gradients of terms that cancel may differ by how large these are, and no more", () => {
  const [row, ...others] = GRADIENT_DEVIATIONS.filter(({ where }) => where.test("math.atan2"));
  assertEquals(others, []);
  const [x, y] = [float32(0.5, -2), float32(0.5, 2)];
  assertEquals([row!.when([x], [x, x]), row!.when([x], [x, y])], [true, false]);
  assertEquals(row!.size?.([x]), 4);
});

Deno.test("deviationOf() looks into branches", () => {
  const block = { steps: [step("matmul")], results: [{ v: 0 }] };
  const cond: Step = { op: "cond", n: 1, pred: { v: -2 }, then: block, else: block };
  assertEquals(mayDeviate([cond]), true);
  assertEquals(deviationOf(cond, [float32(NaN)]) === undefined, false);
  assertEquals(deviationOf(cond, [float32(1)]), undefined);
  assertEquals(placesOf(cond), 1);
});

Deno.test("sourcesOf() finds what values were made of", () => {
  const steps = [
    step("square"),
    step("add", [{ v: -2 }, { v: -3 }]),
    step("multiply", [
      { v: 0 },
      { v: -2 },
    ]),
  ];
  const program: Program = { seed: 1, leaves: [], steps, values: [], sinks: [], other: null };
  assertEquals(startsOf(steps), [0, 1, 2]);
  assertEquals([...sourcesOf(program, [2])].sort(), [-1, -2, 0, 2]);
  assertEquals(outerReferences(steps[1]!, 1), [-2, -3]);
  assertEquals(argumentOf({ ...steps[1]!, named: { y: { v: 0 } } }, ["y", 1]), [0]);
});
