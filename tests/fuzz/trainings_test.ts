// deno-lint-ignore-file no-console -- takes over what trainings that explode say
/**
 * 30 random trainings judged by Keras (scripts/fuzz/trainings.py --seed 7 --count 30): from the same
 * seed the same histories, weights and predictions.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { readLines } from "../../scripts/fuzz/read_programs.ts";
import { differencesOf, exceptionOf, type Training } from "../../scripts/fuzz/trainings.ts";

const GOLDENS = new URL("../goldens/fuzz/trainings.json.gz", import.meta.url);
const cases: Training[] = [];
for await (const it of readLines<Training>(GOLDENS)) cases.push(it);

/** Differences, whatever is said of losses that grow. */
async function quietly(it: Training): Promise<string[]> {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (text: string) => said.push(text);
  try {
    return await differencesOf(it);
  } finally {
    console.warn = warn;
    assert(said.every((text) => text.includes("the loss")), said.join("\n"));
  }
}

for (const it of cases.filter((it) => exceptionOf(it) === undefined)) {
  const layers = it.layers.map(([name]) => name).join(", ");
  Deno.test(`a training from seed ${it.draws} ends as Keras's: ${layers}`, async () => {
    assertEquals(await quietly(it), []);
  });
}

Deno.test("most of the 30 trainings have no exception", () => {
  assertEquals(cases.length, 30);
  assert(cases.filter((it) => exceptionOf(it) === undefined).length >= 25);
});

Deno.test("differencesOf() finds another seed, another rate and another order", async () => {
  const it = cases.find((it) => it.kind === "vectors" && exceptionOf(it) === undefined)!;
  const others: Partial<Training>[] = [
    { draws: it.draws - 1 },
    { optimizer: ["SGD", { learning_rate: 0.3 }] },
    { fit: { ...it.fit, batch_size: 4 } },
  ];
  for (const other of others) {
    assert((await quietly({ ...it, ...other })).length > 0, JSON.stringify(other));
  }
});
