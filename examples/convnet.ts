// deno-lint-ignore-file no-console -- it shows what it does
/**
 * A convolutional network reads handwritten digits.
 *
 *     deno run -A examples/convnet.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import { digits, type Outcome, type Run } from "./support.ts";

const { layers } = tf.keras;

/** Trains it; the score is the accuracy on digits for testing. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 8, shuffle = true, quiet = false } = run;
  const { train, test } = await digits(run.examples);

  const model = new tf.keras.Sequential([
    tf.keras.Input([8, 8, 1]),
    new layers.Conv2D(16, 3, { padding: "same", activation: "relu" }),
    new layers.Conv2D(32, 3, { padding: "same", activation: "relu" }),
    new layers.MaxPooling2D(2),
    new layers.Flatten(),
    new layers.Dense(10, "softmax"),
  ]);
  if (!quiet) model.summary();
  model.compile({
    optimizer: new tf.keras.optimizers.Adam(0.003),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  run.prepare?.(model);
  const verbose = quiet ? 0 : 2;
  const { history } = await model.fit(train.x, train.y, { epochs, shuffle, verbose });

  const [, score] = await model.evaluate(test.x, test.y, { verbose: 0 });
  if (!quiet) {
    console.log(`accuracy on digits it has not seen: ${score!.toFixed(4)}`);
    const answers = tf.argmax(await model.predict(test.x, { verbose: 0 }), 1);
    console.log("answers, a row for each digit:");
    console.log(String(tf.math.confusionMatrix(test.y, answers)));
  }
  return { losses: history["loss"]!, score: score! };
}

if (import.meta.main) await main();
