// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Structured data: a table with a measure, a text and a small number in each row. Layers learn what
 * they need from the columns (mean and variance, the vocabulary), and make numbers of them.
 *
 *     deno run -A examples/structured_data.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import type { Outcome, Run } from "./support.ts";

const { layers } = tf.keras;

interface Table {
  readonly temperature: Float32Array;
  readonly weather: string[];
  readonly weekday: number[];
  /** 1 where many went to swim. */
  readonly crowded: Float32Array;
}

const WEATHER = ["sun", "cloud", "rain", "wind"];

/** Days of a swimming pool, from a formula: warm, dry days at weekends are crowded. */
function days(start: number, count: number): Table {
  const rows = Array.from({ length: count }, (_, i) => {
    const day = start + i;
    const temperature = 10 + (day * 37) % 251 / 10;
    const kind = (day * 7919) % 101 % 4;
    const appeal = temperature - [0, 4, 12, 7][kind]! + (day % 7 >= 5 ? 6 : 0);
    return { temperature, kind, weekday: day % 7, crowded: appeal > 18 ? 1 : 0 };
  });
  return {
    temperature: Float32Array.from(rows, (it) => it.temperature),
    weather: rows.map(({ kind }) => WEATHER[kind]!),
    weekday: rows.map(({ weekday }) => weekday),
    crowded: Float32Array.from(rows, (it) => it.crowded),
  };
}

/** Trains it; the score is the accuracy on later days. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 25, shuffle = true, quiet = false } = run;
  const seen = days(0, run.examples ?? 800);
  const unseen = days(800, 200);

  const column = (values: Float32Array) => tf.reshape(tf.constant(values), [-1, 1]);
  const normalized = new layers.Normalization();
  normalized.adapt(column(seen.temperature));
  const lookup = new layers.StringLookup({ outputMode: "one_hot" });
  lookup.adapt(tf.constant(seen.weather));
  const weekdays = new layers.CategoryEncoding(7, "one_hot");
  const features = ({ temperature, weather, weekday }: Table) =>
    tf.concat([
      normalized(column(temperature)),
      tf.cast(lookup(tf.constant(weather)) as tf.Tensor, "float32"),
      weekdays(tf.constant(weekday, "int32")) as tf.Tensor,
    ], 1);
  if (!quiet) console.log(`words of the column of texts: ${lookup.getVocabulary().join(" ")}`);

  const x = features(seen);
  const model = new tf.keras.Sequential([
    tf.keras.Input([x.shape[1]!]),
    new layers.Dense(16, "relu"),
    new layers.Dense(1, "sigmoid"),
  ]);
  model.compile({
    optimizer: new tf.keras.optimizers.Adam(0.01),
    loss: "binaryCrossentropy",
    metrics: ["accuracy"],
  });
  run.prepare?.(model);
  const { history } = await model.fit(x, column(seen.crowded), {
    epochs,
    shuffle,
    verbose: quiet ? 0 : 2,
  });

  const [, score] = await model.evaluate(features(unseen), column(unseen.crowded), { verbose: 0 });
  if (!quiet) console.log(`accuracy on days to come: ${score!.toFixed(4)}`);
  return { losses: history["loss"]!, score: score! };
}

if (import.meta.main) await main();
