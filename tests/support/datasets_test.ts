import { assertEquals } from "@std/assert";
import { type DatasetName, readDataset, splitRows, standardized } from "./datasets.ts";

/** What the sources' own tables say. */
const FACTS: Readonly<Record<DatasetName, { shape: number[]; test: number; counts?: number[] }>> = {
  digits: {
    shape: [1797, 8, 8],
    test: 360,
    counts: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
  },
  iris: { shape: [150, 4], test: 30, counts: [50, 50, 50] },
  wine: { shape: [178, 13], test: 36, counts: [59, 71, 48] },
  diabetes: { shape: [442, 10], test: 89 },
};

for (const [name, { shape, test, counts }] of Object.entries(FACTS)) {
  Deno.test(`${name} has its rows, its classes and a permutation of its rows`, async () => {
    const set = await readDataset(name as DatasetName);
    assertEquals(set.x.shape, shape);
    assertEquals(set.x.data.length, shape.reduce((product, dim) => product * dim, 1));
    const [rows] = shape as [number, ...number[]];
    assertEquals(set.y.shape, [rows]);
    assertEquals(set.y.data.length, rows);
    const order = [...set.permutation].sort((a, b) => a - b);
    assertEquals(order, Array.from({ length: rows }, (_, i) => i));
    if (counts) {
      assertEquals(counts.map((_, i) => set.y.data.filter((it) => it === i).length), counts);
      assertEquals(set.classes.length, counts.length);
    }
    assertEquals(set.features.length, name === "digits" ? 0 : shape[1]);
    const split = splitRows(set);
    assertEquals(split.train.x.shape, [rows - test, ...shape.slice(1)]);
    assertEquals(split.test.y.shape, [test]);
    const last = set.permutation.at(-1)!;
    const step = set.x.data.length / rows;
    assertEquals(
      [...split.test.x.data.slice(-step)],
      [...set.x.data.slice(last * step, (last + 1) * step)],
    );
    assertEquals(split.test.y.data.at(-1), set.y.data[last]);
  });
}

Deno.test("standardized() takes mean and deviation of the rows for training", () => {
  const { train, test } = standardized(
    { data: Float64Array.from([1, 10, 3, 30]), shape: [2, 2] },
    { data: Float64Array.from([2, 40]), shape: [1, 2] },
  );
  assertEquals(train, Float32Array.from([-1, -1, 1, 1]));
  assertEquals(test, Float32Array.from([0, 2]));
});
