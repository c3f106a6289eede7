// deno-lint-ignore-file no-console -- it shows what it does
/**
 * Forecasts: windows of a series (a slow and a fast wave, and some noise), cut by tf.data, and an
 * LSTM that says the next value.
 *
 *     deno run -A examples/time_series.ts
 *
 * @module
 */
import * as tf from "../mod.ts";
import type { Outcome, Run } from "./support.ts";

const { layers } = tf.keras;

/** Values that a forecast sees. */
const WINDOW = 24;

/** The series; its noise is an arithmetic sequence, folded. */
function series(length: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, t) => Math.sin(t / 20) + 0.5 * Math.sin(t / 3) + 0.2 * ((t * 7919) % 101 / 101 - 0.5),
  );
}

/** Windows of `WINDOW` values, each with the value that follows. */
function windows(values: Float32Array) {
  return tf.data.Dataset.fromTensorSlices(tf.constant(values))
    .window(WINDOW + 1, 1, 1, true)
    .flatMap((it) => (it as unknown as tf.data.Dataset<tf.Tensor>).batch(WINDOW + 1))
    .map((it) =>
      [tf.reshape(it.slice([0], [WINDOW]), [WINDOW, 1]), it.slice([WINDOW], [1])] as const
    );
}

/** Trains it; the score is its error beside that of saying the last value again. */
export async function main(run: Run = {}): Promise<Outcome> {
  const { epochs = 8, shuffle = true, quiet = false } = run;
  const all = series(1000);
  const seen = windows(all.subarray(0, run.examples ?? 800));
  const unseen = windows(all.subarray(800));

  const model = new tf.keras.Sequential([
    tf.keras.Input([WINDOW, 1]),
    new layers.LSTM(16),
    new layers.Dense(1),
  ]);
  model.compile({ optimizer: new tf.keras.optimizers.Adam(0.01), loss: "mse" });
  run.prepare?.(model);
  const data = (shuffle ? seen.shuffle(1000) : seen).batch(32);
  const { history } = await model.fit(data, { epochs, verbose: quiet ? 0 : 2 });

  const error = await model.evaluate(unseen.batch(32), { verbose: 0 }) as number;
  let [naive, count] = [0, 0];
  for (let t = 800 + WINDOW; t < 1000; t++, count++) naive += (all[t]! - all[t - 1]!) ** 2;
  const score = error / (naive / count);
  if (!quiet) {
    console.log(`error on what comes later: ${error.toFixed(4)}`);
    console.log(`that is ${score.toFixed(3)} of what saying the last value again would give`);
  }
  return { losses: history["loss"]!, score };
}

if (import.meta.main) await main();
