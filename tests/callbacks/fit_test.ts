/**
 * Callbacks along with `fit`: what they are told, and what they do to the model.
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import * as tf from "kerasaur";
import { findDirection } from "../../lib/callbacks/direction.ts";
import { FakeModel, goldens, withSink } from "./support.ts";

const callbacks = tf.keras.callbacks;
const { Dense } = tf.keras.layers;

const x = tf.reshape(tf.linspace(-1, 1, 32), [16, 2]);
const y = tf.add(tf.reduceSum(x, 1, true), 0.5);

function compiled(optimizer: tf.keras.optimizers.Optimizer = new tf.keras.optimizers.SGD(0.1)) {
  const layer = new Dense(1, { kernelInitializer: "ones", name: "dense" });
  const model = new tf.keras.Sequential([tf.keras.Input({ shape: [2] }), layer]);
  model.compile({ optimizer, loss: "mse", metrics: ["mae"] });
  return model;
}

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync();
  try {
    await run(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("every metric of Keras's has the direction of Keras's", () => {
  const { metrics } = tf.keras;
  const classes = metrics as unknown as Record<
    string,
    new (...args: unknown[]) => tf.keras.metrics.Metric
  >;
  const names = { up: "max", down: "min" } as const;
  for (const [name, [args, direction]] of Object.entries(goldens.directions)) {
    const model = new FakeModel();
    model.metrics = [new classes[name]!(...args)];
    const expected = direction === null ? undefined : names[direction];
    assertEquals(findDirection(model, `val_${model.metrics[0]!.name}`), expected, name);
  }
  assert(Object.keys(goldens.directions).length > 35);
  assertEquals(findDirection(new FakeModel(), "val_loss"), "min");
});

Deno.test("a metric tells whether it is to grow", async () => {
  const stopping = new callbacks.EarlyStopping("val_mae", { patience: 1, minDelta: 10 });
  const history = await compiled().fit(x, y, {
    epochs: 9,
    verbose: 0,
    validationData: [x, y],
    callbacks: [stopping],
  });
  assertEquals([history.epoch.length, stopping.stoppedEpoch], [2, 1]);
});

Deno.test("an interrupted fit goes on with BackupAndRestore, as if nothing had been", async () => {
  await inFolder(async (folder) => {
    const options = { epochs: 5, verbose: 0, batchSize: 4, shuffle: false } as const;
    const whole = compiled(new tf.keras.optimizers.Adam(0.1));
    const { history: expected } = await whole.fit(x, y, options);

    const backup = () => new callbacks.BackupAndRestore(`${folder}/backup`);
    const stop = new callbacks.LambdaCallback({
      onTrainBatchEnd: (batch) => {
        if (batch === 2 && stop.params !== null && epoch === 2) throw new Error("power failure");
      },
      onEpochBegin: (it) => epoch = it,
    });
    let epoch = 0;
    const first = compiled(new tf.keras.optimizers.Adam(0.1));
    await assertRejects(
      () => first.fit(x, y, { ...options, callbacks: [stop, backup()] }),
      Error,
      "power failure",
    );
    const second = compiled(new tf.keras.optimizers.Adam(0.1));
    const history = await second.fit(x, y, { ...options, callbacks: [backup()] });
    assertEquals(history.epoch, [2, 3, 4]);
    assertEquals(history.history["loss"], expected["loss"]!.slice(2));
    assertEquals(second.getWeights().map((it) => it.data), whole.getWeights().map((it) => it.data));
    assertEquals([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("a checkpoint holds weights that load", async () => {
  await inFolder(async (folder) => {
    const model = compiled();
    const filepath = `${folder}/{epoch:02d}/weights.weights.h5`;
    const checkpoint = new callbacks.ModelCheckpoint({ filepath, saveWeightsOnly: true });
    await model.fit(x, y, { epochs: 2, verbose: 0, callbacks: [checkpoint] });
    const other = compiled();
    other.loadWeights(`${folder}/02/weights.weights.h5`);
    assertEquals(other.getWeights().map((it) => it.data), model.getWeights().map((it) => it.data));
    assertEquals([...Deno.readDirSync(`${folder}/01`)].length, 1);
  });
});

Deno.test("a checkpoint of a whole model goes on where it was", async () => {
  await inFolder(async (folder) => {
    const model = compiled(new tf.keras.optimizers.Adam(0.1));
    const checkpoint = new callbacks.ModelCheckpoint(`${folder}/{epoch}.keras`);
    const options = { shuffle: false, verbose: 0 } as const;
    await model.fit(x, y, { ...options, epochs: 2, callbacks: [checkpoint] });
    const other = tf.keras.models.loadModel(`${folder}/1.keras`);
    await other.fit(x, y, { ...options, epochs: 1 });
    assertEquals(other.getWeights().map((it) => it.data), model.getWeights().map((it) => it.data));
    assertEquals(Number(other.optimizer!.iterations), Number(model.optimizer!.iterations));
  });
});

Deno.test("a scheduler sets the rate of each epoch, and history has it", async () => {
  const scheduler = new callbacks.LearningRateScheduler((epoch) => 0.5 / 2 ** epoch);
  const { history } = await compiled().fit(x, y, { epochs: 3, verbose: 0, callbacks: scheduler });
  assertEquals(history["lr"], [0.5, 0.25, 0.125]);
});

Deno.test("averages of weights are what a validation sees and a fit ends with", async () => {
  const optimizer = new tf.keras.optimizers.SGD({
    learningRate: 0.1,
    useEma: true,
    emaMomentum: 0.5,
  });
  const model = compiled(optimizer);
  const seen: number[][] = [];
  const note = new callbacks.LambdaCallback({
    onTestBegin: () => seen.push([...model.getWeights()[0]!.data as Float32Array]),
    onEpochEnd: () => seen.push([...optimizer.averages![0]!.average.numpy().data as Float32Array]),
  });
  await model.fit(x, y, {
    epochs: 3,
    verbose: 0,
    validationData: [x, y],
    callbacks: [new callbacks.SwapEMAWeights(), note],
  });
  for (let i = 0; i < seen.length; i += 2) assertEquals(seen[i], seen[i + 1]);
  assertEquals([...model.getWeights()[0]!.data as Float32Array], seen.at(-1));
});

Deno.test("a loss that is no number ends the training", async () => {
  const model = compiled(new tf.keras.optimizers.SGD(1e30));
  await withSink(async (sink) => {
    const terminate = new callbacks.TerminateOnNaN();
    const labels = tf.ones([16, 1]);
    await model.fit(x, labels, { epochs: 20, batchSize: 4, verbose: 0, callbacks: [terminate] });
    assertEquals(sink.writes.length, 1);
    assert(/^Batch \d: Invalid loss, terminating training\n$/.test(sink.writes[0]!));
  });
});

Deno.test("event files hold the layers of a model that was compiled", async () => {
  await inFolder(async (folder) => {
    const board = new callbacks.TensorBoard(folder, { histogramFreq: 1 });
    await compiled().fit(x, y, { epochs: 1, verbose: 0, callbacks: [board] });
    const [{ name }] = [...Deno.readDirSync(`${folder}/train`)] as [Deno.DirEntry];
    const text = Deno.readTextFileSync(`${folder}/train/${name}`);
    for (const part of ["graph_keras_model", "epoch_loss", "epoch_mae", "kernel"]) {
      assert(text.includes(part), part);
    }
  });
});

Deno.test("rates of several optimizers, and of one inside another, are set and logged", () => {
  const { LossScaleOptimizer, MultiOptimizer, OptimizerMap, SGD } = tf.keras.optimizers;
  const run = (optimizer: tf.keras.optimizers.Optimizer) =>
    withSink((sink) => {
      const scheduler = new callbacks.LearningRateScheduler((_, rate) => rate / 2, { verbose: 1 });
      scheduler.setModel(new FakeModel(optimizer));
      scheduler.onTrainBegin();
      scheduler.onEpochBegin(0);
      const logs = {};
      scheduler.onEpochEnd(0, logs);
      return { logs, text: sink.take() };
    });
  assertEquals(run(new LossScaleOptimizer(new SGD(0.5))), {
    logs: { lr: 0.25 },
    text: "\nEpoch 00001: LearningRateScheduler reducing learning rate to 0.25.\n",
  });
  const [a, b] = [new SGD({ learningRate: 1, name: "a" }), new SGD({ learningRate: 2, name: "b" })];
  assertEquals(run(new MultiOptimizer(new OptimizerMap(a, { w: b }))), {
    logs: { lr_b: 1, lr_a: 0.5 },
    text: [
      "\nEpoch 00001: LearningRateScheduler reducing b learning rate to 1.0.\n",
      "\nEpoch 00001: LearningRateScheduler reducing a learning rate to 0.5.\n",
    ].join(""),
  });
});
