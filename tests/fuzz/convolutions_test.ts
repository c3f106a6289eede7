/**
 * 500 random convolutions, pools, normalisations and resizings judged by TensorFlow
 * (scripts/fuzz/convolutions.py --seed 1 --count 500): values, first and second gradients, eager,
 * traced, and traced with other numbers.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import {
  type ConvolutionCase,
  faultsOf,
  readConvolutions,
} from "../../scripts/fuzz/convolutions.ts";

const GOLDENS = new URL("../goldens/fuzz/convolutions.json.gz", import.meta.url);
const cases: ConvolutionCase[] = [];
for await (const it of readConvolutions(GOLDENS)) cases.push(it);

for (const [op, group] of Map.groupBy(cases, ({ op }) => op)) {
  Deno.test(`${op}() of ${group.length} random cases computes what TensorFlow computes`, () => {
    assertEquals(group.flatMap(faultsOf).slice(0, 10), []);
  });
}

Deno.test("the 500 cases are there", () => assertEquals(cases.length, 500));

Deno.test("faultsOf() finds a wrong sum, a wrong shape and a missing gradient", () => {
  const it = cases.find(({ op, bias }) => op === "nn.conv2d" && bias)!;
  const [y, right, ...rest] = it.results[0]!;
  const { shape, sums, norm } = right!;
  const wrongs = [
    { shape, norm, sums: sums.map((sum, i) => i === 3 ? sum + 1e-2 : sum) },
    { shape: [1, ...shape], norm, sums },
    null,
  ];
  for (const wrong of wrongs) {
    const results = [[y!, wrong, ...rest], it.results[1]!];
    const ways = faultsOf({ ...it, results }).map((fault) => fault.split(", ")[2]);
    assertEquals(ways, ["eager", "traced"]);
  }
});
