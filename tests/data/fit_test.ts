/**
 * Training with a dataset is training with its arrays: the same batches give the same weights.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "kerasaur";

const x = points();
const y = tf.cast(tf.less(tf.reduceSum(x, 1), 3), "int32");

/** Some points, the same in every run. */
function points(): tf.Tensor {
  return tf.math.floormod(
    tf.multiply(tf.reshape(tf.cast(tf.range(80), "float32"), [40, 2]), 0.37),
    3,
  );
}

function model(): tf.keras.Sequential {
  tf.random.setSeed(1);
  const made = new tf.keras.Sequential([
    new tf.keras.layers.Dense(4, "relu"),
    new tf.keras.layers.Dense(2, "softmax"),
  ]);
  made.compile("adam", "sparseCategoricalCrossentropy", { metrics: ["accuracy"] });
  made.build([null, 2]);
  return made;
}

const data = tf.data.Dataset.fromTensorSlices([x, y]).batch(16);

Deno.test("fit, evaluate and predict on a dataset are those on arrays", async () => {
  const [a, b] = [model(), model()];
  const options = { epochs: 3, verbose: 0 } as const;
  const first = await a.fit(x, y, { ...options, batchSize: 16, shuffle: false });
  const second = await b.fit(data, { ...options, validationData: data });
  assertEquals(second.history["loss"], first.history["loss"]);
  assertEquals(second.history["val_loss"]?.length, 3);
  assertEquals(
    await b.evaluate(data, { verbose: 0 }),
    await a.evaluate(x, y, { verbose: 0, batchSize: 16 }),
  );
  const inputs = tf.data.Dataset.fromTensorSlices(x).batch(16);
  assertEquals(
    (await b.predict(inputs, { verbose: 0 })).toArray(),
    (await a.predict(x, { verbose: 0, batchSize: 16 })).toArray(),
  );
});

Deno.test("rows that are batched by their numbers train as elements one by one", async () => {
  const rows = tf.data.Dataset.fromTensorSlices([x, y]);
  const [a, b] = [model(), model()];
  const options = { epochs: 3, verbose: 0 } as const;
  const first = await a.fit(rows.shuffle(20, 3).batch(16).prefetch(2), options);
  const single = rows.map((...it) => it as tf.Tensor[]).shuffle(20, 3).batch(16);
  const second = await b.fit(single, options);
  assertEquals(first.history["loss"], second.history["loss"]);
  const kept = [...rows.shuffle(20, 4).batch(7)].map(([it]) => it!.numpy().toArray());
  const slow = [...rows.map((...it) => it as tf.Tensor[]).shuffle(20, 4).batch(7)];
  assertEquals(kept, slow.map(([it]) => it!.numpy().toArray()));
  assertEquals([...rows.batch(2 ** 31 - 1)].map(([it]) => it!.shape), [[40, 2]]);
  assertEquals([...rows.batch(2 ** 31 - 1, true)], []);
});

Deno.test("a dataset whose elements come later can be trained with", async () => {
  const [a, b] = [model(), model()];
  const later = tf.data.Dataset.fromGenerator(async function* () {
    for (const batch of data) {
      await Promise.resolve();
      yield batch;
    }
  });
  const first = await a.fit(data, { epochs: 2, verbose: 0 });
  const second = await b.fit(later, { epochs: 2, verbose: 0 });
  assertEquals(second.history["loss"], first.history["loss"]);
});

Deno.test("a dataset without end is trained with in steps", async () => {
  const endless = data.repeat().shuffle(2, 1);
  const { history } = await model().fit(endless, { epochs: 2, stepsPerEpoch: 4, verbose: 0 });
  assertEquals(history["loss"]?.length, 2);
});

Deno.test("errors of a stage come out of fit", async () => {
  const broken = data.map(() => {
    throw new RangeError("no such file");
  });
  const error = await assertRejects(
    () => model().fit(broken, { verbose: 0 }) as Promise<unknown>,
    RangeError,
  );
  assertEquals((error as Error).message, "tf.data.Dataset.map: element 0: no such file");
});
