/**
 * What `fit` does besides what Keras's own trainings show: the same bits from the same seed, data of
 * every kind, steps of one's own, callbacks, stopping, freezing, resuming.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "kerasaur";
import { column, watched } from "./watched.ts";

const { Sequential, Input } = tf.keras;
const { BatchNormalization, Dense, Dropout } = tf.keras.layers;
const { Callback } = tf.keras.callbacks;

const quiet = { verbose: 0 } as const;

/** Data that a seed determines: 40 examples of 3 numbers, and their classes. */
function data(): { x: tf.Tensor; y: tf.Tensor } {
  const values = Float32Array.from({ length: 120 }, (_, i) => Math.sin(i * 1.7) * 2);
  const inputs = tf.reshape(tf.constant(values), [40, 3]);
  const y = tf.cast(tf.greater(tf.reduceSum(inputs, 1), 0), "int32");
  return { x: inputs, y };
}

/** A model with every kind of random numbers in training. */
function classifier(): tf.keras.Sequential {
  const model = new Sequential([
    Input([3]),
    new Dense(8, "relu"),
    new Dropout(0.3),
    new BatchNormalization(),
    new Dense(2),
  ]);
  const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
  model.compile({ optimizer: "adam", loss, metrics: ["accuracy"] });
  return model;
}

const bits = (model: tf.keras.Model): string =>
  model.getWeights().map((it) => [...it.data as Float32Array].join()).join("|");

for (const profile of ["tf2.0", "keras3"] as const) {
  Deno.test(`fit gives the same bits from the same seed: ${profile}`, async () => {
    const before = tf.random.getProfile();
    tf.random.setProfile(profile);
    try {
      const { x, y } = data();
      const runs: string[] = [];
      for (const seed of [7, 7, 8]) {
        tf.keras.backend.clearSession();
        tf.keras.utils.setRandomSeed(seed);
        const model = classifier();
        const { history } = await model.fit(x, y, { epochs: 3, batchSize: 7, ...quiet });
        runs.push(bits(model) + JSON.stringify(history));
      }
      assertEquals(runs[0], runs[1]);
      assertNotEquals(runs[0], runs[2]);
    } finally {
      tf.random.setProfile(before);
    }
  });
}

Deno.test("arrays of every kind train alike", async () => {
  const rows = [[1, 2], [3, 4], [5, 6], [7, 8]];
  const kinds: unknown[] = [
    rows,
    tf.constant(rows),
    tf.constant(rows).numpy(),
    tf.cast(rows, "float64").numpy(),
    new tf.Variable(rows),
  ];
  const results: string[] = [];
  for (const kind of kinds) {
    const model = new Sequential([Input([2]), new Dense(1, { kernelInitializer: "ones" })]);
    model.compile({ optimizer: tf.keras.optimizers.get("sgd")!, loss: "mse" });
    await model.fit(kind as tf.Tensor, new Float64Array([1, 2, 3, 4]), {
      shuffle: false,
      ...quiet,
    });
    results.push(bits(model));
  }
  assertEquals(new Set(results).size, 1);
});

Deno.test("iterables, generators and asynchronous ones give batches", async () => {
  const x = column(6);
  const batches = () => [0, 2, 4].map((at) => [tf.slice(x, [at, 0], [2, 1]), [at, at + 1]]);
  async function* later() {
    for (const batch of batches()) {
      await Promise.resolve();
      yield batch;
    }
  }
  const sources: unknown[] = [() => batches().values(), () => later(), {
    [Symbol.iterator]: () => batches().values(),
  }];
  for (const source of sources) {
    const { model, seen } = watched();
    const { history } = await model.fit(source as () => Iterable<unknown>, { epochs: 2, ...quiet });
    assertEquals(seen.length, 6);
    assertEquals(history["loss"]!.length, 2);
  }
  const { model, seen } = watched();
  await model.fit(later(), { epochs: 3, stepsPerEpoch: 1, ...quiet });
  assertEquals(seen, [[0, 1], [2, 3], [4, 5]]);
});

Deno.test("a step of one's own is traced, and its results are the logs", async () => {
  let traces = 0;
  class Own extends tf.keras.Model {
    readonly dense = new Dense(1);
    readonly tracker = new tf.keras.metrics.Mean({ name: "mine" });
    override call(x: tf.Tensor) {
      return this.dense(x);
    }
    override trainStep([x, y]: readonly [unknown, unknown?]) {
      traces++;
      const tape = new tf.GradientTape();
      const loss = tape.run(() =>
        tf.reduceMean(tf.abs(tf.subtract(this(x as tf.Tensor), y as tf.Tensor)))
      );
      const weights = this.trainableVariables;
      const gradients = tape.gradient(loss, weights) as tf.Tensor[];
      this.optimizer!.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
      this.tracker.updateState(loss);
      return { mine: this.tracker.result() as tf.Tensor };
    }
    override get metrics() {
      return tf.py.list(this.tracker);
    }
  }
  const model = new Own();
  model.compile({ optimizer: "sgd" });
  const x = column(8);
  const { history } = await model.fit(x, x, { epochs: 4, batchSize: 4, shuffle: false, ...quiet });
  assertEquals(Object.keys(history), ["mine"]);
  assertEquals(history["mine"]!.length, 4);
  // What makes variables is traced again, to see that it makes none the next time.
  assert(traces <= 3, `${traces} traces`);
});

Deno.test("callbacks see batches and epochs, may wait, and end the training", async () => {
  const events: string[] = [];
  class Watch extends Callback {
    override onTrainBatchEnd(batch: number, logs?: Record<string, number>) {
      events.push(`batch ${batch} ${typeof logs!["loss"]}`);
    }
    override async onEpochEnd(epoch: number) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      events.push(`epoch ${epoch}`);
      if (epoch === 1) this.model!.stopTraining = true;
    }
  }
  const { model } = watched();
  const x = column(4);
  const history = await model.fit(x, x, {
    epochs: 5,
    batchSize: 2,
    callbacks: [new Watch()],
    ...quiet,
  });
  const epoch = (it: number) => ["batch 0 number", "batch 1 number", `epoch ${it}`];
  assertEquals(events, [...epoch(0), ...epoch(1)]);
  assertEquals(history.epoch, [0, 1]);
  assertEquals(model.history === history, true);
});

Deno.test("freezing a layer after compile takes effect in the next fit", async () => {
  const { x } = data();
  const model = new Sequential([Input([3]), new Dense(4), new Dense(1)]);
  model.compile({ optimizer: "sgd", loss: "mse" });
  const y = tf.reduceSum(x, 1);
  await model.fit(x, y, quiet);
  const [kernel] = model.getWeights();
  model.layers[0]!.trainable = false;
  await model.fit(x, y, quiet);
  assertEquals(String(model.getWeights()[0]), String(kernel));
  model.layers[0]!.trainable = true;
  await model.fit(x, y, quiet);
  assertNotEquals(String(model.getWeights()[0]), String(kernel));
});

Deno.test("a training that is taken up again gives the bits of one that never stopped", async () => {
  const { x, y } = data();
  const options = { batchSize: 7, ...quiet } as const;
  const folder = await Deno.makeTempDir();
  const backup = () => new tf.keras.callbacks.BackupAndRestore(folder, { deleteCheckpoint: false });
  const begin = () => {
    tf.keras.backend.clearSession();
    tf.random.setSeed(5);
    return classifier();
  };
  try {
    const whole = begin();
    await whole.fit(x, y, { epochs: 6, ...options });

    const first = begin();
    await first.fit(x, y, { epochs: 3, callbacks: [backup()], ...options });
    const second = begin();
    tf.random.uniform([3]);
    const { epoch } = await second.fit(x, y, { epochs: 6, callbacks: [backup()], ...options });
    assertEquals(epoch, [3, 4, 5]);
    assertEquals(bits(second), bits(whole));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("names of weights are those of a model that was called", async () => {
  class Named extends tf.keras.Model {
    readonly d1 = new Dense(2);
    readonly d2 = new Dense(1);
    override call(x: tf.Tensor) {
      return this.d2(this.d1(x));
    }
  }
  const names = async (run: (model: Named) => unknown) => {
    tf.keras.backend.clearSession();
    const model = new Named();
    model.compile({ optimizer: "sgd", loss: "mse" });
    await run(model);
    return model.weights.map(({ name }) => name);
  };
  const x = column(4);
  assertEquals(await names((model) => model.fit(x, x, quiet)), await names((model) => model(x)));
});

Deno.test("compile's configuration makes an equal compile", () => {
  const model = classifier();
  const config = JSON.parse(JSON.stringify(model.getCompileConfig()));
  const copy = new Sequential([Input([3]), new Dense(2)]);
  copy.compileFromConfig(config);
  assertEquals(JSON.parse(JSON.stringify(copy.getCompileConfig())), config);
  assertEquals(JSON.parse(model.toJson()).class_name, "Sequential");
});

Deno.test("predictions are host arrays, nested as the outputs are, also where the last batch is smaller", async () => {
  const x = Input([3]);
  const model = new tf.keras.Model({
    inputs: x,
    outputs: { a: new Dense(2)(x), b: new Dense(1)(x) },
  });
  const inputs = data().x;
  const made = await model.predict(inputs, { batchSize: 7, ...quiet }) as unknown as Record<
    string,
    { shape: number[] }
  >;
  assertEquals([made["a"]!.shape, made["b"]!.shape], [[40, 2], [40, 1]]);
  const once = model(inputs) as unknown as Record<string, tf.Tensor>;
  assertEquals(String(made["a"]), String(once["a"]!.numpy()));
});

Deno.test("shuffling is no more than the order of examples, whatever memory batches are copied into", async () => {
  const { x, y } = data();
  const make = () => {
    tf.keras.backend.clearSession();
    tf.random.setSeed(11);
    const model = new Sequential([Input([3]), new Dense(8, "relu"), new Dense(2)]);
    const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
    model.compile({ optimizer: "adam", loss });
    return model;
  };
  const epochs = 3;
  const shuffled = make();
  tf.random.setSeed(4);
  await shuffled.fit(x, y, { epochs, batchSize: 6, ...quiet });
  const ordered = make();
  tf.random.setSeed(4);
  const orders = Array.from({ length: epochs }, () => tf.random.shuffle(tf.range(40)));
  for (const order of orders) {
    const rows = [tf.gather(x, order), tf.gather(y, order)] as const;
    await ordered.fit(...rows, { batchSize: 6, shuffle: false, ...quiet });
  }
  assertEquals(bits(shuffled), bits(ordered));
});

Deno.test("another optimizer may be put in the place of the one that was compiled", async () => {
  const { x } = data();
  const y = tf.reduceSum(x, 1);
  const model = new Sequential([Input([3]), new Dense(1)]);
  model.compile("sgd", "mse");
  await model.fit(x, y, quiet);
  model.optimizer = new tf.keras.optimizers.SGD(0);
  const before = bits(model);
  await model.fit(x, y, quiet);
  assertEquals(bits(model), before);
  model.compile("sgd", "mse");
  await model.fit(x, y, quiet);
  assertNotEquals(bits(model), before);
});
