/**
 * Datasets beyond what goldens show: early stops, errors and their places, elements that come later,
 * what is kept, and large numbers of elements.
 *
 * @module
 */
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { Dataset } = tf.data;
const { range } = Dataset;
const numbers = (data: Iterable<tf.Tensor>): number[] => Array.from(data, Number);

function throws(run: () => unknown, Class: new (text: string) => Error, text: string): void {
  assertEquals(assertThrows(run, Class).message, text);
}

/** Numbers that come later, and how many generators were closed. */
function later(count: number, closed: { count: number } = { count: 0 }) {
  return Dataset.fromGenerator(async function* () {
    try {
      for (let i = 0; i < count; i++) {
        await Promise.resolve();
        yield i;
      }
    } finally {
      closed.count++;
    }
  }, { outputSignature: new tf.TensorSpec([], "int32") });
}

Deno.test("every iteration begins anew, and several at once do not disturb each other", () => {
  const data = range(4).batch(2).unbatch();
  const [a, b] = [data[Symbol.iterator](), data[Symbol.iterator]()];
  assertEquals([a, a, b, a, b].map((it) => Number(it.next().value)), [0, 1, 0, 2, 1]);
  assertEquals(numbers(data), [0, 1, 2, 3]);
});

Deno.test("a loop that is left closes the generator", () => {
  let closed = 0;
  const data = Dataset.fromGenerator(function* () {
    try {
      for (let i = 0;; i++) yield i;
    } finally {
      closed++;
    }
  });
  for (const batch of data.map((x) => tf.add(x, 1)).batch(3)) {
    assertEquals(batch.numpy().toArray(), [1, 2, 3]);
    break;
  }
  assertEquals(closed, 1);
  assertEquals(numbers(data.take(2)), [0, 1]);
  assertEquals(closed, 2);
});

Deno.test("elements that come later: stages wait for them", async () => {
  const closed = { count: 0 };
  const data = later(7, closed).map((x) => tf.multiply(x, tf.constant(2, "int32")))
    .filter((x) => Number(x) !== 4).shuffle(1).batch(2).prefetch(2);
  const batches: unknown[] = [];
  for await (const batch of data) batches.push(batch.numpy().toArray());
  assertEquals(batches, [[0, 2], [6, 8], [10, 12]]);
  assertEquals(closed.count, 1);
  const zipped: number[][] = [];
  for await (const [a, b] of Dataset.zip([later(3), range(9)])) {
    zipped.push([Number(a), Number(b)]);
  }
  assertEquals(zipped, [[0, 0], [1, 1], [2, 2]]);
  for await (const x of later(9, closed)) if (Number(x) === 3) break;
  assertEquals(closed.count, 2);
});

Deno.test("elements that come later are refused where they are needed at once", () => {
  throws(
    () => [...later(3).batch(2)],
    TypeError,
    "tf.data.Dataset.batch: expected elements at once, received a dataset whose elements come asynchronously; write for await (const x of dataset)",
  );
});

Deno.test("errors name the stage and the element", async () => {
  throws(
    () =>
      numbers(
        range(5).map((x) => {
          if (Number(x) === 3) throw new RangeError("too large");
          return x;
        }),
      ),
    RangeError,
    "tf.data.Dataset.map: element 3: too large",
  );
  throws(
    () => [...Dataset.range(1, 4).map((n) => tf.zeros([Number(n)])).batch(3)],
    TypeError,
    "tf.data.Dataset.batch: element 1: expected float32 (1,) as in element 0, received float32 (2,); use paddedBatch for elements of several sizes",
  );
  throws(
    () => numbers(range(3).filter(() => 1)),
    TypeError,
    "tf.data.Dataset.filter: element 0: expected the predicate to give one truth value",
  );
  throws(
    () => numbers(range(3).flatMap((x) => x as never)),
    TypeError,
    "tf.data.Dataset.flatMap: element 0: expected the function to give a dataset",
  );
  throws(
    () =>
      numbers(Dataset.fromGenerator(function* () {
        yield 1;
        yield [1, 2];
      }, { outputSignature: new tf.TensorSpec([], "float32") })),
    TypeError,
    "tf.data.Dataset.fromGenerator: element 1: expected a tensor of shape (), received one of shape (2,)",
  );
  const data = Dataset.fromGenerator(async function* () {
    yield 1;
    await Promise.resolve();
    throw new Error("lost");
  });
  const error = await assertRejects(async () => {
    for await (const _ of data.batch(4));
  }, Error);
  assertEquals((error as Error).message, "tf.data.Dataset.fromGenerator: element 1: lost");
});

Deno.test("arguments are checked when a stage is made", () => {
  throws(
    () => range(3).batch(0),
    RangeError,
    "tf.data.Dataset.batch: expected batchSize to be a whole number >= 1, received batchSize=0",
  );
  throws(
    () => Dataset.fromTensorSlices([tf.zeros([3]), tf.zeros([4, 2])]),
    TypeError,
    "tf.data.Dataset.fromTensorSlices: expected arrays of equally many rows, received shapes (3,) and (4, 2)",
  );
  throws(
    () => Dataset.fromTensorSlices(3),
    TypeError,
    "tf.data.Dataset.fromTensorSlices: expected arrays with a first axis to slice along, received a single value",
  );
  throws(
    () => range(3).concatenate(Dataset.fromTensorSlices(["a"])),
    TypeError,
    "tf.data.Dataset.concatenate: expected datasets whose elements have the same structure and dtypes",
  );
  throws(
    () => range(3).map(undefined as never),
    TypeError,
    "tf.data.Dataset.map: expected mapFunc, which has no default; it was not given",
  );
});

Deno.test("after an error the next iteration begins anew", () => {
  let isBad = true;
  const data = range(4).map((x) => {
    if (isBad && Number(x) === 2) throw new Error("bad");
    return x;
  }).batch(2);
  assertThrows(() => [...data], Error);
  isBad = false;
  assertEquals([...data].map((it) => it.numpy().toArray()), [[0n, 1n], [2n, 3n]]);
});

Deno.test("arrays are copied when a dataset is made of them", () => {
  const values = Float32Array.of(1, 2, 3);
  const data = Dataset.fromTensorSlices(values);
  values[0] = 9;
  assertEquals(numbers(data), [1, 2, 3]);
});

Deno.test("a cache is kept of whole iterations only", () => {
  let calls = 0;
  const data = range(3).map((x) => (calls++, x)).cache();
  assertEquals(numbers(data.take(2)), [0, 1]);
  assertEquals(numbers(data), [0, 1, 2]);
  assertEquals(numbers(data), [0, 1, 2]);
  assertEquals(calls, 5);
});

Deno.test("without a seed orders differ; each is a permutation", () => {
  tf.random.setSeed(null as never);
  const data = range(200).shuffle(50);
  const [a, b] = [numbers(data), numbers(data)];
  assert(a.join() !== b.join());
  assertEquals([...a].sort((x, y) => x - y), numbers(range(200)));
});

Deno.test("a million elements pass in flat memory", () => {
  const data = range(1_000_000).shuffle(100, 1).filter((x) => x !== undefined && true).batch(1000);
  let sum = 0n;
  let count = 0;
  let held = 0;
  for (const batch of data) {
    for (const it of batch.numpy().data as BigInt64Array) sum += it;
    if (++count === 100) held = Deno.memoryUsage().rss;
  }
  assertEquals([sum, count], [499999500000n, 1000]);
  assert(Deno.memoryUsage().rss - held < 400e6);
});

Deno.test("the text says what elements are", () => {
  assertEquals(
    `${Dataset.fromTensorSlices([tf.zeros([4, 2]), tf.zeros([4], "int32")]).batch(2)}`,
    "<Dataset element_spec=[TensorSpec(shape=(None, 2), dtype=tf.float32, name=None), TensorSpec(shape=(None,), dtype=tf.int32, name=None)]>",
  );
});
