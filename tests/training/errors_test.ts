/**
 * Bad input to compile, fit, evaluate and predict: class and text of each error, before anything is
 * trained; and hints where a training goes wrong.
 */
// deno-lint-ignore-file no-console -- hints are warnings
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

type Kind = abstract new (...args: never[]) => Error;

const { Sequential, Input } = tf.keras;
const { Dense } = tf.keras.layers;

function model(units = 3, activation?: string): tf.keras.Sequential {
  const last = activation === undefined ? new Dense(units) : new Dense(units, activation as "relu");
  return new Sequential([Input([2]), last], { name: "net" });
}

function compiled(options: object = {}, units = 3): tf.keras.Sequential {
  const net = model(units);
  const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
  net.compile({ optimizer: "sgd", loss, ...options });
  return net;
}

const x = tf.ones([6, 2]);
const y = tf.cast([0, 1, 2, 0, 1, 2], "int32");

/** A fit, and how it fails. */
interface Case {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  readonly kind: Kind;
  readonly text: string;
}

/** Calls fit with whatever there is. */
function fit(args: readonly unknown[], net = compiled()): () => Promise<unknown> {
  return () => (net.fit as (...args: unknown[]) => Promise<unknown>)(...args);
}

const quiet = { verbose: 0 };

const CASES: readonly Case[] = [
  {
    name: "not compiled",
    run: fit([x, y], model()),
    kind: TypeError,
    text:
      "Sequential 'net'.fit: expected a compiled model, received Sequential 'net', which is not; call compile({ optimizer, loss, metrics }) first",
  },
  {
    name: "no inputs",
    run: fit([]),
    kind: TypeError,
    text: "Sequential 'net'.fit: expected x, the inputs of Sequential 'net'; it was not given",
  },
  {
    name: "no labels",
    run: fit([x, quiet]),
    kind: TypeError,
    text: "Sequential 'net': expected y to hold one tensor for each of 1 output, received 0",
  },
  {
    name: "numbers of examples that differ",
    run: fit([x, tf.ones([5]), quiet]),
    kind: TypeError,
    text:
      "Sequential 'net'.fit: expected equally many examples in each array, received x of shape (6, 2), y of shape (5,)",
  },
  {
    name: "no examples",
    run: fit([tf.ones([0, 2]), tf.ones([0]), quiet]),
    kind: TypeError,
    text: "Sequential 'net'.fit: expected at least one example, received x of none",
  },
  {
    name: "a class beyond the outputs",
    run: fit([x, tf.cast([0, 1, 2, 3, 1, 2], "int32"), quiet]),
    kind: RangeError,
    text:
      "Sequential 'net'.fit: expected y to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received 3 at y[3]; if classes are counted from 1, subtract 1, else make a model with 4 outputs",
  },
  {
    name: "a negative class",
    run: fit([x, tf.cast([0, 1, -1, 2, 1, 2], "int32"), quiet]),
    kind: RangeError,
    text:
      "Sequential 'net'.fit: expected y to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received -1 at y[2]",
  },
  {
    name: "a class that is no whole number",
    run: fit([x, [0, 1, 0.5, 2, 1, 2], quiet]),
    kind: RangeError,
    text:
      "Sequential 'net'.fit: expected y to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received 0.5 at y[2]",
  },
  {
    name: "one-hot labels for a sparse loss",
    run: fit([x, tf.oneHot(y, 3), quiet]),
    kind: TypeError,
    text:
      "SparseCategoricalCrossentropy: expected yTrue to hold numbers of classes, of shape (6,) beside yPred of (6, 3), received yTrue of shape (6, 3); for one-hot labels, use categoricalCrossentropy",
  },
  {
    name: "numbers of classes for one-hot labels",
    run: fit(
      [x, y, quiet],
      compiled({ loss: new tf.keras.losses.CategoricalCrossentropy({ fromLogits: true }) }),
    ),
    kind: TypeError,
    text:
      "Sequential 'net'.fit: expected y to hold a row of 3 numbers for each example, one for each class, for categorical_crossentropy, received numbers of classes, such as 0 at y[0]; use sparseCategoricalCrossentropy, or make one-hot labels of them",
  },
  {
    name: "labels beyond 0 and 1",
    run: fit(
      [x, y, quiet],
      compiled({ loss: new tf.keras.losses.BinaryCrossentropy({ fromLogits: true }) }, 1),
    ),
    kind: RangeError,
    text:
      "Sequential 'net'.fit: expected y to hold 0, 1 or probabilities between them, for binary_crossentropy, received 2 at y[2]",
  },
  {
    name: "texts for labels",
    run: fit([x, ["a", "b", "c", "a", "b", "c"], quiet]),
    kind: TypeError,
    text: "expected yTrue to hold numbers, received Tensor of shape (6,) of dtype string",
  },
  {
    name: "inputs of another width",
    run: fit([tf.ones([6, 5]), y, quiet]),
    kind: TypeError,
    text: "expected inputs of shape (..., 2), as it was built, received shape (6, 5)",
  },
  {
    name: "an unknown option",
    run: fit([x, y, { epoch: 3 }]),
    kind: TypeError,
    text: "received epoch; did you mean epochs?",
  },
  {
    name: "Python's spelling",
    run: fit([x, y, { batch_size: 3 }]),
    kind: TypeError,
    text: "Sequential 'net'.fit: batch_size is called batchSize here",
  },
  {
    name: "no batches",
    run: fit([x, y, { batchSize: 0 }]),
    kind: RangeError,
    text: "expected batchSize to be a whole number >= 1, received batchSize=0",
  },
  {
    name: "half an epoch",
    run: fit([x, y, { epochs: 1.5 }]),
    kind: RangeError,
    text: "expected epochs to be a whole number >= 1, received epochs=1.5",
  },
  {
    name: "all for validation",
    run: fit([x, y, { validationSplit: 1 }]),
    kind: RangeError,
    text: "expected validationSplit to be below 1, received validationSplit=1",
  },
  {
    name: "too small a share for validation",
    run: fit([tf.ones([1, 2]), tf.cast([1], "int32"), { validationSplit: 0.4 }]),
    kind: RangeError,
    text: "expected validationSplit to leave examples for training and for validation",
  },
  {
    name: "validation data of one array",
    run: fit([x, y, { validationData: x }]),
    kind: TypeError,
    text:
      "expected validationData to be [x, y], [x, y, sampleWeight] or an iterable of batches, received validationData=",
  },
  {
    name: "both kinds of weights",
    run: fit([x, y, { classWeight: { 0: 1 }, sampleWeight: tf.ones([6]) }]),
    kind: TypeError,
    text: "Sequential 'net'.fit: expected classWeight or sampleWeight, received both",
  },
  {
    name: "weights of names",
    run: fit([x, y, { classWeight: { cat: 1 } }]),
    kind: RangeError,
    text: 'expected classWeight to give whole numbers of classes weights >= 0, received "cat": 1',
  },
  {
    name: "verbosity 3",
    run: fit([x, y, { verbose: 3 }]),
    kind: RangeError,
    text: 'expected verbose to be 0, 1, 2 or "auto", received verbose=3',
  },
  {
    name: "shuffling by name",
    run: fit([x, y, { shuffle: "all" }]),
    kind: RangeError,
    text: "shuffle",
  },
  {
    name: "a function for a callback",
    run: fit([x, y, { callbacks: [() => {}], ...quiet }]),
    kind: TypeError,
    text:
      "Sequential 'net'.fit: expected callbacks to be a tf.keras.callbacks.Callback or a list of them, received",
  },
  {
    name: "labels beside an iterable",
    run: fit([[[x, y]].values(), y, quiet]),
    kind: TypeError,
    text: "expected no y beside an iterable of batches",
  },
  {
    name: "a generator for several epochs",
    run: fit([[[x, y]].values(), { epochs: 2, ...quiet }]),
    kind: TypeError,
    text:
      "expected batches for 2 epochs, received a generator, which is used up after the first; give the function that makes it, or stepsPerEpoch",
  },
  {
    name: "an empty iterable",
    run: fit([[].values(), quiet]),
    kind: TypeError,
    text: "Sequential 'net'.fit: expected at least one batch, received none",
  },
  {
    name: "a number for data",
    run: fit([5, y, quiet]),
    kind: TypeError,
    text: "expected x to be tensors, arrays, or an iterable of batches, received x=5",
  },
  {
    name: "a symbolic tensor for data",
    run: fit([Input([2]), y, quiet]),
    kind: TypeError,
    text: "",
  },
];

for (const { name, run, kind, text } of CASES) {
  Deno.test(`fit refuses ${name}`, async () => {
    const error = await assertRejects(run, kind as never) as Error;
    assertEquals(error.message.includes(text), true, error.message);
    const frame = error.stack!.split("\n").find((line) => /^\s+at /.test(line))!;
    assert(!frame.includes("/lib/"), `the first frame is the library's: ${frame}`);
  });
}

const COMPILE: readonly { args: object; kind: Kind; text: string }[] = [
  { args: { loss: "mean_sqared_error" }, kind: RangeError, text: "did you mean" },
  { args: { optimizer: "adamm" }, kind: RangeError, text: "did you mean" },
  { args: { metrics: ["acuracy"] }, kind: RangeError, text: "did you mean" },
  { args: { metrics: "accuracy" }, kind: TypeError, text: 'put it into a list: ["accuracy"]' },
  { args: { metrics: [3] }, kind: TypeError, text: "expected metrics to hold metrics" },
  { args: { loss: 3 }, kind: TypeError, text: "loss" },
  { args: { stepsPerExecution: 0 }, kind: RangeError, text: "stepsPerExecution" },
  { args: { runEagerly: "yes" }, kind: TypeError, text: "runEagerly" },
  { args: { jitCompile: "no" }, kind: TypeError, text: "jitCompile" },
  { args: { losses: "mse" }, kind: TypeError, text: "received losses; did you mean loss" },
  { args: { loss_weights: [1] }, kind: TypeError, text: "loss_weights is called lossWeights here" },
];

for (const { args, kind, text } of COMPILE) {
  Deno.test(`compile refuses ${JSON.stringify(args)}`, () => {
    const net = model();
    const error = assertThrows(
      () => (net.compile as (args: object) => void)(args),
      kind as never,
    ) as Error;
    assertEquals(error.message.includes(text), true, error.message);
    assertEquals(net.compiled, false);
  });
}

Deno.test("a metric that does not fit is named before anything is trained", async () => {
  const net = compiled({ metrics: [new tf.keras.metrics.MeanIoU({ numClasses: 3 })] });
  const before = net.getWeights();
  await assertRejects(
    () => net.fit(x, y, { verbose: 0 }),
    TypeError,
    "mean_io_u.updateState: expected",
  );
  assertEquals(String(net.getWeights()), String(before));
});

Deno.test("a generator that throws in the middle leaves the model as it was", async () => {
  function* batches() {
    yield [x, y];
    yield [x, y];
    throw new Error("the disk is gone");
  }
  const net = compiled();
  let failed = 0;
  class Watch extends tf.keras.callbacks.Callback {
    override onFailure() {
      failed++;
    }
  }
  await assertRejects(
    () => net.fit(batches(), { verbose: 0, callbacks: [new Watch()] }),
    Error,
    "the disk is gone",
  );
  assertEquals([Number(net.optimizer!.iterations), failed], [2, 1]);
  const { history } = await net.fit(x, y, { verbose: 0 });
  assertEquals(history["loss"]!.length, 1);
  assertEquals(Number(net.optimizer!.iterations), 3);
});

/** Warnings that a run gives. */
async function warningsOf(run: () => Promise<unknown>): Promise<string[]> {
  const { warn } = console;
  const texts: string[] = [];
  console.warn = (text: string) => void texts.push(text);
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return texts;
}

Deno.test("a loss that becomes NaN is hinted at once, with the value in the data that does it", async () => {
  const texts = await warningsOf(() =>
    compiled().fit([[1, 2], [NaN, 3]], [0, 1], { epochs: 3, verbose: 0 })
  );
  assertEquals(texts, ["Sequential 'net'.fit: the loss is NaN in epoch 1; x holds NaN at index 2"]);
});

Deno.test("a loss that explodes is hinted at", async () => {
  const net = compiled({ optimizer: new tf.keras.optimizers.SGD(1e3), loss: "mse" });
  const data = tf.multiply(tf.ones([6, 3]), 5);
  const texts = await warningsOf(() => net.fit(x, data, { epochs: 3, verbose: 0 }));
  assertEquals(texts.length, 1);
  assertEquals(texts[0]!.includes("a smaller learning rate"), true, texts[0]);
});

Deno.test("an output without activation beside a loss of probabilities is hinted at", async () => {
  const net = new Sequential([Input([2]), new Dense(3, { name: "scores" })], { name: "plain" });
  net.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
  const texts = await warningsOf(() => net.fit(x, y, { verbose: 0 }));
  assertEquals(texts, [
    "Sequential 'plain': the loss 'sparseCategoricalCrossentropy' takes probabilities, and 'scores' gives any numbers, as it has no activation; give the loss { fromLogits: true }, or 'scores' a softmax or sigmoid",
  ]);
});

Deno.test("probabilities beside a loss of logits are hinted at", async () => {
  const net = new Sequential([Input([2]), new Dense(3, "softmax")], { name: "twice" });
  const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
  net.compile({ optimizer: "sgd", loss });
  const texts = await warningsOf(() => net.fit(x, y, { verbose: 0 }));
  assertEquals(texts.length, 1);
  assertEquals(texts[0]!.includes("was told that it gets logits"), true, texts[0]);
});

Deno.test("options of compile may follow by name behind those by position", () => {
  const net = model();
  net.compile("adam", "mse", { metrics: ["mae"], stepsPerExecution: 2 });
  assertEquals(net.optimizer!.constructor.name, "Adam");
  assertEquals(net.getCompileConfig()["metrics"], ["mae"]);
});

Deno.test("Python's names of methods say what they are called", () => {
  assertThrows(
    () => (model() as unknown as Record<string, () => void>)["train_on_batch"]!(),
    TypeError,
    "Model.train_on_batch: it is called trainOnBatch here",
  );
});
