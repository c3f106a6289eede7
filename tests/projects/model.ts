/**
 * What a project somewhere else does with the library: it trains a model, and answers with it. Its
 * files are those of `tests/projects`, copied beside a configuration of the project's own.
 *
 * @module
 */
import * as tf from "kerasaur";

/** Numbers of an input, and of an answer. */
export const SIZES = { input: 4, answer: 3 } as const;

/** A small model with weights from a seed. */
export function makeModel(): tf.keras.Sequential {
  tf.random.setSeed(7);
  const model = new tf.keras.Sequential([
    new tf.keras.layers.Dense(8, { activation: "relu", biasInitializer: "ones" }),
    new tf.keras.layers.Dense(SIZES.answer),
  ]);
  model(tf.zeros([1, SIZES.input]));
  return model;
}

/** Trains the model a little; gives the loss of each epoch. */
export async function train(model: tf.keras.Sequential): Promise<readonly number[]> {
  model.compile({ optimizer: "adam", loss: "mse" });
  const x = tf.random.normal([64, SIZES.input]);
  const y = tf.matmul(x, tf.ones([SIZES.input, SIZES.answer]));
  const { history } = await model.fit(x, y, { epochs: 5, verbose: 0 });
  return (history["loss"] ?? []).map(Number);
}

/** What the model says, computed by the library. */
export function answerOf(model: tf.keras.Sequential, input: readonly number[]): number[] {
  const [row] = model(tf.constant([[...input]])).numpy().toArray() as number[][];
  return row ?? [];
}

/** What it says, computed by loops. */
export function answerByLoops(model: tf.keras.Sequential, input: readonly number[]): number[] {
  let values = [...input];
  const weights = model.getWeights().map((it) => it.toArray());
  for (let layer = 0; layer < weights.length; layer += 2) {
    const kernel = weights[layer] as number[][];
    const bias = weights[layer + 1] as number[];
    values = bias.map((start, j) =>
      values.reduce((sum, value, i) => sum + value * (kernel[i]?.[j] ?? NaN), start)
    );
    if (layer + 2 < weights.length) values = values.map((it) => Math.max(it, 0));
  }
  return values;
}

/** The largest difference of two answers. */
export function difference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((most, it, i) => Math.max(most, Math.abs(it - (b[i] ?? NaN))), 0);
}
