// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * The trainings of digits_keras.py and tables_keras.py in this library: the same layers, optimizers,
 * batches, epochs and seeds.
 *
 *     deno run -A scripts/peers/real_data.ts [NAME ...]
 *
 * @module
 */
import * as tf from "kerasaur";
import { readDataset, splitRows, standardized } from "../../tests/support/datasets.ts";
import type { DatasetArray, DatasetName } from "../../tests/support/datasets.ts";

const { Input, Sequential } = tf.keras;
const { Conv2D, Dense, Dropout, Flatten, MaxPooling2D } = tf.keras.layers;
const { Adam, RMSprop, SGD } = tf.keras.optimizers;

/** Examples: inputs and labels. */
type Examples = readonly [x: tf.Tensor, y: tf.Tensor];

/** A training. */
export interface Task {
  /** The data for training and for testing. */
  readonly load: () => Promise<{ train: Examples; test: Examples }>;
  /** A model, compiled. */
  readonly model: () => tf.keras.Sequential;
  readonly epochs: number;
  readonly batchSize: number;
  /** Whether the last of `evaluate` is a share of right answers. */
  readonly isAccuracy: boolean;
}

const tensor = ({ data, shape }: DatasetArray) => tf.reshape(tf.constant(data), shape);
const classes = (y: DatasetArray) => tf.cast(tensor(y), "int32");

/** Digits with pixels from 0 to 1, in the shape of one example. */
async function digits(shape: readonly number[]) {
  const { train, test } = splitRows(await readDataset("digits"));
  const examples = ({ x, y }: typeof train): Examples => [
    tf.reshape(tf.divide(tf.cast(tensor(x), "float32"), 16), [x.shape[0]!, ...shape]),
    classes(y),
  ];
  return { train: examples(train), test: examples(test) };
}

/** Columns less their means, over their deviations. */
async function table(name: DatasetName) {
  const { train, test } = splitRows(await readDataset(name));
  const x = standardized(train.x, test.x);
  const isRegression = name === "diabetes";
  const y = standardized(train.y, test.y);
  const examples = (part: "train" | "test"): Examples => {
    const rows = part === "train" ? train : test;
    const inputs = tf.reshape(tf.constant(x[part]), [...rows.x.shape]);
    return [inputs, isRegression ? tf.reshape(tf.constant(y[part]), [-1, 1]) : classes(rows.y)];
  };
  return { train: examples("train"), test: examples("test") };
}

/** A classifier that gives logits. */
function classifier(
  layers: ConstructorParameters<typeof Sequential>[0],
  optimizer: tf.keras.optimizers.Optimizer,
): tf.keras.Sequential {
  const model = new Sequential(layers as never);
  const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
  model.compile({ optimizer, loss, metrics: ["accuracy"] });
  return model;
}

/** The trainings by name. */
export const TASKS = {
  "digits, MLP": {
    load: () => digits([64]),
    model: () =>
      classifier([
        Input([64]),
        new Dense(128, "relu"),
        new Dropout(0.2),
        new Dense(64, "relu"),
        new Dense(10),
      ], new Adam(0.002)),
    epochs: 10,
    batchSize: 32,
    isAccuracy: true,
  },
  "digits, CNN": {
    load: () => digits([8, 8, 1]),
    model: () =>
      classifier([
        Input([8, 8, 1]),
        new Conv2D(16, 3, { padding: "same", activation: "relu" }),
        new Conv2D(32, 3, { padding: "same", activation: "relu" }),
        new MaxPooling2D(2),
        new Flatten(),
        new Dropout(0.25),
        new Dense(10),
      ], new Adam(0.003)),
    epochs: 8,
    batchSize: 32,
    isAccuracy: true,
  },
  iris: {
    load: () => table("iris"),
    model: () =>
      classifier(
        [Input([4]), new Dense(16, "relu"), new Dense(16, "relu"), new Dense(3)],
        new Adam(0.01),
      ),
    epochs: 15,
    batchSize: 8,
    isAccuracy: true,
  },
  wine: {
    load: () => table("wine"),
    model: () =>
      classifier(
        [Input([13]), new Dense(32, "relu"), new Dropout(0.2), new Dense(3)],
        new RMSprop(0.005),
      ),
    epochs: 10,
    batchSize: 8,
    isAccuracy: true,
  },
  diabetes: {
    load: () => table("diabetes"),
    model: () => {
      const penalty = new tf.keras.regularizers.L2(0.01);
      const model = new Sequential([
        Input([10]),
        new Dense(32, { activation: "relu", kernelRegularizer: penalty }),
        new Dense(1),
      ]);
      const optimizer = new SGD(0.01, { momentum: 0.9 });
      model.compile({ optimizer, loss: "mse", metrics: ["mse"] });
      return model;
    },
    epochs: 15,
    batchSize: 16,
    isAccuracy: false,
  },
} as const satisfies Record<string, Task>;

/** Trains from a seed; gives the metric on the rows for testing. */
export async function result(task: Task, seed: number): Promise<number> {
  const { train, test } = await task.load();
  const { batchSize, epochs } = task;
  tf.keras.utils.setRandomSeed(seed);
  const model = task.model();
  await model.fit(...train, { batchSize, epochs, verbose: 0 });
  return (await model.evaluate(...test, { batchSize, verbose: 0 })).at(-1)!;
}

if (import.meta.main) {
  for (const [name, task] of Object.entries(TASKS)) {
    if (Deno.args.length > 0 && !Deno.args.includes(name)) continue;
    const started = performance.now();
    const results: number[] = [];
    for (const seed of [1, 2, 3, 4, 5]) results.push(await result(task, seed));
    const values = results.map((it) => it * (task.isAccuracy ? 100 : 1));
    const mean = values.reduce((sum, it) => sum + it, 0) / values.length;
    const deviation = Math.hypot(...values.map((it) => it - mean)) / Math.sqrt(values.length - 1);
    const show = (it: number) => it.toFixed(task.isAccuracy ? 2 : 3);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${name}: mean ${show(mean)}, deviation ${show(deviation)}, from ${
        show(Math.min(...values))
      } to ${show(Math.max(...values))}, ${seconds} s for 5 seeds`,
    );
  }
}
