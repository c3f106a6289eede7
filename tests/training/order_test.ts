/**
 * In which order `fit` takes examples that it shuffles: the one that `tf.random.shuffle` draws, and with
 * a seed under the profile of Keras 3 the one that Keras takes.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { column, watched } from "./watched.ts";

const quiet = { verbose: 0 } as const;

Deno.test("a shuffled epoch holds each example once, in the order that tf.random.shuffle draws", async () => {
  const x = column(10);
  tf.random.setSeed(3);
  const order = [0, 1].map(() => [...tf.random.shuffle(tf.range(10)).numpy().data as Int32Array]);
  const { model, seen } = watched();
  model.build([null, 1]);
  tf.random.setSeed(3);
  await model.fit(x, x, { epochs: 2, batchSize: 4, ...quiet });
  assertEquals(seen.map(({ length }) => length), [4, 4, 2, 4, 4, 2]);
  assertEquals([seen.slice(0, 3).flat(), seen.slice(3).flat()], order);
});

Deno.test("examples are shuffled within their batches, or not at all", async () => {
  const x = column(6);
  const { model, seen } = watched();
  await model.fit(x, x, { batchSize: 2, shuffle: false, ...quiet });
  assertEquals(seen, [[0, 1], [2, 3], [4, 5]]);
  seen.length = 0;
  await model.fit(x, x, { batchSize: 2, epochs: 20, shuffle: "batch", ...quiet });
  const sorted = seen.map((it) => it.toSorted());
  assertEquals(sorted, Array.from({ length: 60 }, (_, i) => [2 * (i % 3), 2 * (i % 3) + 1]));
  assert(seen.some(([a, b]) => a! > b!));
});

interface Golden {
  readonly seed: number;
  readonly examples: number;
  readonly batch: number;
  readonly shuffle: true | "batch";
  readonly epochs: number;
  readonly batches: readonly (readonly number[])[];
}

const goldens = new URL("../goldens/training/order.json", import.meta.url);

for (const it of JSON.parse(Deno.readTextFileSync(goldens)) as readonly Golden[]) {
  const { seed, examples, batch: batchSize, shuffle, epochs } = it;
  const name = `${examples} examples in batches of ${batchSize}, seed ${seed}, shuffle ${shuffle}`;
  Deno.test(`fit takes examples in the order that Keras does: ${name}`, async () => {
    const before = tf.random.getProfile();
    tf.random.setProfile("keras3");
    try {
      const x = column(examples);
      const { model, seen } = watched();
      tf.keras.utils.setRandomSeed(seed);
      await model.fit(x, x, { batchSize, shuffle, epochs, ...quiet });
      assertEquals(seen, it.batches as number[][]);
    } finally {
      tf.random.setProfile(before);
      tf.random.setSeed(null);
    }
  });
}
