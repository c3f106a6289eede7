/**
 * `map` with functions that give promises: how many are under way, in which order results come, and
 * what errors do.
 *
 * @module
 */
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { range } = tf.data.Dataset;

async function numbers(data: AsyncIterable<tf.Tensor>): Promise<number[]> {
  const found: number[] = [];
  for await (const x of data) found.push(Number(x));
  return found;
}

/** Calls that are answered by hand, by their numbers. */
function byHand() {
  const answers = new Map<number, () => void>();
  let most = 0;
  const run = (x: tf.Tensor): Promise<tf.Tensor> =>
    new Promise((resolve) => {
      answers.set(Number(x), () => {
        answers.delete(Number(x));
        resolve(tf.multiply(x, tf.constant(10, "int64")));
      });
      most = Math.max(most, answers.size);
    });
  return { answers, run, most: () => most };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

Deno.test("several calls are under way, results keep the order", async () => {
  const { answers, run, most } = byHand();
  const found = numbers(range(6).map(run, { numParallelCalls: 3 }));
  await turns();
  assertEquals([...answers.keys()], [0, 1, 2]);
  // From the last to the first of those that are open.
  while (answers.size > 0) {
    [...answers.values()].at(-1)!();
    await turns();
  }
  assertEquals(await found, [0, 10, 20, 30, 40, 50]);
  assertEquals(most(), 3);
});

Deno.test("without an order results come as they are ready", async () => {
  const { answers, run } = byHand();
  const found = numbers(range(4).map(run, { numParallelCalls: 2, deterministic: false }));
  await turns();
  while (answers.size > 0) {
    [...answers.values()].at(-1)!();
    await turns();
  }
  assertEquals(await found, [10, 20, 30, 0]);
});

Deno.test("one call at a time is the default, AUTOTUNE is 16", async () => {
  const one = byHand();
  const first = numbers(range(2).map(one.run));
  await turns();
  assertEquals([...one.answers.keys()], [0]);
  const many = byHand();
  const second = numbers(range(20).map(many.run, { numParallelCalls: tf.data.AUTOTUNE }));
  await turns();
  assertEquals(many.answers.size, 16);
  for (const { answers } of [one, many]) {
    while (answers.size > 0) {
      for (const answer of [...answers.values()]) answer();
      await turns();
    }
  }
  assertEquals([(await first).length, (await second).length], [2, 20]);
});

Deno.test("stages over promises: batch, shuffle and fit take them", async () => {
  const data = range(7).map(async (x) => {
    await Promise.resolve();
    return [x, tf.add(x, tf.constant(1, "int64"))];
  }, { numParallelCalls: 4 });
  const batches: unknown[] = [];
  for await (const [, y] of data.batch(3)) batches.push(y!.numpy().toArray());
  assertEquals(batches, [[1n, 2n, 3n], [4n, 5n, 6n], [7n]]);
  const firsts = (from: tf.data.Dataset<tf.Tensor[]>) => from.map((x) => x!);
  const shuffled = await numbers(firsts(data.shuffle(3, 5)) as tf.data.Dataset<tf.Tensor>);
  assertEquals(shuffled, Array.from(range(7).shuffle(3, 5), Number));
});

Deno.test("an error comes at its element's place, and names it", async () => {
  const data = range(5).map(async (x) => {
    await Promise.resolve();
    if (Number(x) === 2) throw new RangeError("too large");
    return x;
  }, { numParallelCalls: 4 });
  const found: number[] = [];
  const error = await assertRejects(async () => {
    for await (const x of data) found.push(Number(x));
  }, RangeError);
  assertEquals((error as Error).message, "tf.data.Dataset.map: element 2: too large");
  assertEquals(found, [0, 1]);
});

Deno.test("errors of the input come after what was begun before them", async () => {
  const broken = range(3).map((x) => {
    if (Number(x) === 2) throw new RangeError("lost");
    return x;
  });
  const found: number[] = [];
  const error = await assertRejects(async () => {
    const data = broken.map((x) => Promise.resolve(x), { numParallelCalls: 3 });
    for await (const x of data) found.push(Number(x));
  }, RangeError);
  assertEquals((error as Error).message, "tf.data.Dataset.map: element 2: lost");
  assertEquals(found, [0, 1]);
});

Deno.test("promises over elements that come later", async () => {
  const later = tf.data.Dataset.fromGenerator(async function* () {
    for (let i = 0; i < 5; i++) {
      await Promise.resolve();
      yield i;
    }
  });
  const data = later.map((x) => Promise.resolve(x), { numParallelCalls: 2 });
  assertEquals(await numbers(data), [0, 1, 2, 3, 4]);
  assertEquals(await numbers(data.take(2)), [0, 1]);
});

Deno.test("a function that gives results at once is called when they are needed", () => {
  let calls = 0;
  const data = range(9).map((x) => (calls++, x), { numParallelCalls: 4 });
  assertEquals(Array.from(data.take(2), Number), [0, 1]);
  assertEquals(calls, 2);
});

Deno.test("promises are refused where elements are needed at once, and wrong options", () => {
  const data = range(3).map((x) => Promise.resolve(x));
  const texts = [
    () => [...data],
    () => data.elementSpec,
    () => range(3).map((x) => x, { numParallelCalls: 0 }),
    () => range(3).map((x) => x, { deterministic: 1 as never }),
  ].map((run) => (assertThrows(run, Error) as Error).message);
  assertEquals(texts, [
    "tf.data.Dataset.map: expected elements at once, received a dataset whose elements come asynchronously; write for await (const x of dataset)",
    "tf.data.Dataset.map: cannot tell what its elements are before one of them has come, as they come asynchronously; take them with for await (const x of dataset)",
    "tf.data.Dataset.map: expected numParallelCalls to be a whole number >= 1, received numParallelCalls=0",
    "tf.data.Dataset.map: expected deterministic to be true or false, received deterministic=1",
  ]);
});
