/**
 * 150 random layers and models judged by Keras (scripts/fuzz/models.py --seed 1 --count 150):
 * configurations, weights' paths, shapes, values, masks, gradients, losses, summaries, refusals.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { differencesOf, inKeras3, type ModelCase } from "../../scripts/fuzz/models.ts";
import { exceptionOf } from "../../scripts/fuzz/models_exceptions.ts";
import { readLines } from "../../scripts/fuzz/read_programs.ts";

const GOLDENS = new URL("../goldens/fuzz/models.json.gz", import.meta.url);
const cases: ModelCase[] = [];
for await (const it of readLines<ModelCase>(GOLDENS)) cases.push(it);

/** What no exception allows. */
function faultsOf(it: ModelCase): string[] {
  // Graphics cards refuse floats of 16 bits.
  const all = tf.device("cpu", () => inKeras3(() => differencesOf(it)));
  const faults = all.filter((difference) => exceptionOf(it, difference) === undefined);
  return faults.map(({ kind, detail }) => `seed ${it.seed}, ${kind}: ${detail}`);
}

for (const [kind, group] of Map.groupBy(cases, ({ kind }) => kind)) {
  Deno.test(`${group.length} random ${kind}s are Keras's`, () => {
    assertEquals(group.flatMap(faultsOf).slice(0, 10), []);
  });
}

Deno.test("the 150 cases are there", () => assertEquals(cases.length, 150));

Deno.test("differencesOf() finds a wrong number, a wrong path and what should be refused", () => {
  const it = cases.find((it) =>
    it.kind === "layer" && it.result?.outputs[0]?.dtype === "float32" &&
    it.result.paths.length > 0 && inKeras3(() => differencesOf(it)).length === 0
  )!;
  const result = it.result!;
  const kinds = (other: Partial<ModelCase>) =>
    inKeras3(() => differencesOf({ ...it, ...other })).map(({ kind }) => kind);
  const [first, ...rest] = result.outputs;
  const text = btoa("\0\0\x80\x3f".repeat(first!.shape.reduce((a, b) => a * b, 1)));
  const { sums: _sums, largest: _largest, ...whole } = first!;
  const other = { ...whole, data: text, noise: 0 };
  assertEquals(kinds({}), []);
  assert(kinds({ result: { ...result, outputs: [other, ...rest] } }).includes("output"));
  assert(kinds({ result: { ...result, paths: [] } }).includes("weights"));
  const { result: _, ...bare } = it;
  const error = { type: "ValueError", phase: "call", message: "" } as const;
  const found = inKeras3(() => differencesOf({ ...bare, error }));
  assertEquals(found.map(({ kind }) => kind), ["accepted"]);
});
