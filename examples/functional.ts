// deno-lint-ignore-file no-console -- it shows what it does
/**
 * The functional API: a graph of layers with a branch, a shortcut and two outputs. From one image
 * it says which digit it shows, and how much ink there is.
 *
 *     deno run -A examples/functional.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Outcome, type Run } from "./support.ts";

const { layers } = tf.keras;

/** Trains it; the score is the accuracy on digits for testing. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 15, shuffle = true, quiet = false } = run;
  const { train, test } = await digits(run.examples);
  const ink = (x: tf.Tensor) => tf.reshape(tf.reduceMean(x, [1, 2, 3]), [-1, 1]);

  const image = tf.keras.Input({ shape: [8, 8, 1], name: "image" });
  const flat = new layers.Flatten()(image);
  const first = new layers.Dense(32, "relu")(flat);
  const second = new layers.Dense(32, "relu")(first);
  const both = new layers.Add()([first, second]);
  const digit = new layers.Dense(10, { activation: "softmax", name: "digit" })(both);
  const amount = new layers.Dense(1, { name: "ink" })(flat);
  const model = new tf.keras.Model({ inputs: image, outputs: [digit, amount] });
  if (!quiet) model.summary();

  model.compile({
    optimizer: new tf.keras.optimizers.Adam(0.002),
    loss: ["sparseCategoricalCrossentropy", "mse"],
    lossWeights: [1, 0.5],
  });
  run.prepare?.(model);
  const { history } = await model.fit(train.x, [tf.constant(train.y), ink(train.x)], {
    epochs,
    shuffle,
    verbose: quiet ? 0 : 2,
  });

  const [answers] = await model.predict(test.x, { verbose: 0 }) as unknown as tf.NdArray[];
  const right = tf.equal(tf.cast(tf.argmax(answers!, 1), "int32"), tf.cast(test.y, "int32"));
  const score = Number(tf.reduceMean(tf.cast(right, "float32")));
  if (!quiet) console.log(`accuracy on digits it has not seen: ${score.toFixed(4)}`);
  return { losses: history["loss"]!, score };
}

if (import.meta.main) await main();
