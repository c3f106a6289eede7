// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Sequence to sequence: an LSTM reads "12+7 " character by character, another writes "19 ".
 *
 *     deno run -A examples/addition.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import type { Outcome, Run } from "./support.ts";

const { layers } = tf.keras;

const CHARACTERS = "0123456789+ ";
const [QUESTION, ANSWER] = [5, 3];

/** The first of all 10,000 sums of numbers up to 99, in an irregular order, from `start`. */
function sums(start: number, count: number): { questions: string[]; answers: string[] } {
  const numbers = Array.from({ length: count }, (_, i) => ((start + i) * 7919) % 10000);
  const pairs = numbers.map((it) => [Math.floor(it / 100), it % 100] as const);
  return {
    questions: pairs.map(([a, b]) => `${a}+${b}`.padEnd(QUESTION)),
    answers: pairs.map(([a, b]) => String(a + b).padEnd(ANSWER)),
  };
}

/** Numbers of characters, `(texts, length)`. */
function numbered(texts: readonly string[]): tf.Tensor {
  const rows = texts.map((it) => Array.from(it, (character) => CHARACTERS.indexOf(character)));
  return tf.constant(rows, "int32");
}

/** Trains it; the score is how many characters of answers to new questions are right. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 40, shuffle = true, quiet = false } = run;
  const seen = sums(0, run.examples ?? 8000);
  const unseen = sums(8000, 500);
  const oneHot = (texts: readonly string[]) => tf.oneHot(numbered(texts), CHARACTERS.length);

  const model = new tf.keras.Sequential([
    tf.keras.Input([QUESTION, CHARACTERS.length]),
    new layers.LSTM(64),
    new layers.RepeatVector(ANSWER),
    new layers.LSTM(64, { returnSequences: true }),
    new layers.Dense(CHARACTERS.length, "softmax"),
  ]);
  if (!quiet) model.summary();
  model.compile({
    optimizer: new tf.keras.optimizers.Adam(0.005),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  run.prepare?.(model);
  const { history } = await model.fit(oneHot(seen.questions), numbered(seen.answers), {
    epochs,
    shuffle,
    verbose: quiet ? 0 : 2,
  });

  const [x, y] = [oneHot(unseen.questions), numbered(unseen.answers)];
  const [, score] = await model.evaluate(x, y, { verbose: 0 });
  if (!quiet) {
    console.log(`characters right in new sums: ${score!.toFixed(4)}`);
    const written = tf.argmax(await model.predict(x, { verbose: 0 }), 2).numpy().data;
    for (let i = 0; i < 5; i++) {
      const text = Array.from(written.slice(ANSWER * i, ANSWER * (i + 1)) as ArrayLike<unknown>)
        .map((it) => CHARACTERS[Number(it)]).join("");
      console.log(`${unseen.questions[i]} = ${text} (${unseen.answers[i]})`);
    }
  }
  return { losses: history["loss"]!, score: score! };
}

if (import.meta.main) await main();
