// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Texts from scratch: sixty short opinions (sentences.json), cut into words, words as vectors, and
 * whether the mean of them is praise.
 *
 *     deno run -A examples/text_classification.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import sentences from "./sentences.json" with { type: "json" };
import type { Outcome, Run } from "./support.ts";

const { layers } = tf.keras;

/** Sentences kept for testing: the last ones. */
const TEST = 16;

/** Trains it; the score is the accuracy on sentences for testing. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 60, shuffle = true, quiet = false } = run;
  const texts = sentences.map(([text]) => text as string);
  const labels = Float32Array.from(sentences, ([, label]) => label as number);
  const end = run.examples ?? texts.length - TEST;

  const vectorize = new layers.TextVectorization({ outputSequenceLength: 10 });
  vectorize.adapt(tf.constant(texts.slice(0, end)));
  const words = vectorize.getVocabulary();
  if (!quiet) {
    console.log(`${words.length} words, the most frequent: ${words.slice(2, 8).join(" ")}`);
  }
  const numbered = (it: string[]) => vectorize(tf.constant(it)) as tf.Tensor;
  const column = (it: Float32Array) => tf.reshape(tf.constant(it), [-1, 1]);

  const model = new tf.keras.Sequential([
    tf.keras.Input({ shape: [10], dtype: "int32" }),
    new layers.Embedding(words.length, 16),
    new layers.GlobalAveragePooling1D(),
    new layers.Dense(1, "sigmoid"),
  ]);
  if (!quiet) model.summary();
  model.compile({
    optimizer: new tf.keras.optimizers.SGD(1, { momentum: 0.9 }),
    loss: "binaryCrossentropy",
    metrics: ["accuracy"],
  });
  run.prepare?.(model);
  const { history } = await model.fit(numbered(texts.slice(0, end)), column(labels.slice(0, end)), {
    batchSize: 8,
    epochs,
    shuffle,
    verbose: quiet ? 0 : 2,
  });

  const [x, y] = [numbered(texts.slice(-TEST)), column(labels.slice(-TEST))];
  const [, score] = await model.evaluate(x, y, { verbose: 0 });
  if (!quiet) console.log(`accuracy on sentences it has not seen: ${score!.toFixed(4)}`);
  return { losses: history["loss"]!, score: score! };
}

if (import.meta.main) await main();
