// deno-lint-ignore-file no-console -- it shows what it does
/**
 * The sequential model: layers one after the other, that read handwritten digits from their pixels.
 *
 *     deno run -A examples/sequential.ts
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

  const model = new tf.keras.Sequential([tf.keras.Input([8, 8, 1]), new layers.Flatten()]);
  model.add(new layers.Dense(64, "relu"));
  model.add(new layers.Dense(32, "relu"));
  model.add(new layers.Dense(10, "softmax"));
  if (!quiet) model.summary();

  model.compile({
    optimizer: "adam",
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  run.prepare?.(model);
  const verbose = quiet ? 0 : 2;
  const { history } = await model.fit(train.x, train.y, { epochs, shuffle, verbose });

  const [loss, accuracy] = await model.evaluate(test.x, test.y, { verbose: 0 });
  if (!quiet) console.log(`test loss ${loss!.toFixed(4)}, accuracy ${accuracy!.toFixed(4)}`);
  return { losses: history["loss"]!, score: accuracy! };
}

if (import.meta.main) await main();
