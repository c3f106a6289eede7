// deno-lint-ignore-file no-console -- it shows what it does
/**
 * A training loop of one's own: batches of a dataset, a tape, an optimizer and metrics. The step is
 * a `tf.function`, which from its second run on is one compiled graph.
 *
 *     deno run -A examples/training_loop.ts
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

  const model = new tf.keras.Sequential([
    tf.keras.Input([8, 8, 1]),
    new layers.Flatten(),
    new layers.Dense(64, "relu"),
    new layers.Dense(10),
  ]);
  const optimizer = new tf.keras.optimizers.SGD(0.1, { momentum: 0.9 });
  const lossOf = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
  const meanLoss = new tf.keras.metrics.Mean();
  const accuracy = new tf.keras.metrics.SparseCategoricalAccuracy();
  run.prepare?.(model);

  const step = tf.function((x: tf.Tensor, y: tf.Tensor) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => lossOf(y, model(x, { training: true })));
    const weights = model.trainableWeights;
    const gradients = tape.gradient(loss, weights) as tf.Tensor[];
    optimizer.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
    return loss;
  });

  let data = tf.data.Dataset.fromTensorSlices([train.x, tf.constant(train.y)] as const);
  if (shuffle) data = data.shuffle(train.y.length);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    meanLoss.resetState();
    for (const [x, y] of data.batch(32)) meanLoss.updateState(step(x, y));
    losses.push(Number(meanLoss.result()));
    if (!quiet) console.log(`epoch ${epoch + 1}: loss ${losses.at(-1)!.toFixed(4)}`);
  }

  accuracy.updateState(test.y, model(test.x));
  const score = Number(accuracy.result());
  if (!quiet) console.log(`accuracy on digits it has not seen: ${score.toFixed(4)}`);
  return { losses, score };
}

if (import.meta.main) await main();
