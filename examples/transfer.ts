// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Transfer: a convolutional base learns the digits 0 to 4 and is frozen; a new head on it learns 5
 * to 9; then all of it is tuned with small steps.
 *
 *     deno run -A examples/transfer.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Outcome, type Run } from "./support.ts";

const { Adam } = tf.keras.optimizers;
const { layers } = tf.keras;

/** Trains it; losses are those of the three trainings, the score the accuracy on 5 to 9. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 8, shuffle = true, quiet = false } = run;
  const low = await digits(run.examples, (digit) => digit < 5);
  const high = await digits(run.examples, (digit) => digit >= 5);
  const less5 = (y: Uint8Array) => y.map((it) => it - 5);

  const base = new tf.keras.Sequential([
    tf.keras.Input([8, 8, 1]),
    new layers.Conv2D(16, 3, { padding: "same", activation: "relu" }),
    new layers.MaxPooling2D(2),
    new layers.Conv2D(32, 3, { activation: "relu" }),
    new layers.Flatten(),
  ]);
  const withHead = () => {
    const image = tf.keras.Input([8, 8, 1]);
    const outputs = new layers.Dense(5, "softmax")(base(image));
    return new tf.keras.Model({ inputs: image, outputs });
  };
  const losses: number[] = [];
  const train = async (model: tf.keras.Model, rate: number, x: tf.Tensor, y: Uint8Array) => {
    const loss = "sparseCategoricalCrossentropy";
    model.compile({ optimizer: new Adam(rate), loss, metrics: ["accuracy"] });
    const verbose = quiet ? 0 : 2;
    const { history } = await model.fit(x, y, { epochs, shuffle, verbose });
    losses.push(...history["loss"]!);
  };

  const first = withHead();
  run.prepare?.(first);
  await train(first, 0.003, low.train.x, low.train.y);

  base.trainable = false;
  const second = withHead();
  // The base keeps what it learned: only the new head is prepared.
  run.prepare?.(second.layers.at(-1)!);
  if (!quiet) console.log("\nfrozen, with a new head:");
  await train(second, 0.003, high.train.x, less5(high.train.y));

  base.trainable = true;
  if (!quiet) console.log("\nall of it, with small steps:");
  await train(second, 0.0003, high.train.x, less5(high.train.y));

  const [, score] = await second.evaluate(high.test.x, less5(high.test.y), { verbose: 0 });
  if (!quiet) console.log(`accuracy on 5 to 9 it has not seen: ${score!.toFixed(4)}`);
  return { losses, score: score! };
}

if (import.meta.main) await main();
