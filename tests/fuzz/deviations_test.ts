/**
 * The tables of scripts/fuzz/deviations.ts let differ what they say, and nothing else.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { HostValue } from "../../scripts/fuzz/compare.ts";
import { placesOf } from "../../scripts/fuzz/allowances.ts";
import { deviationOf, mayDeviate } from "../../scripts/fuzz/deviations.ts";
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
