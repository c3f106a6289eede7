/**
 * Trains a small model with one call of `fit` for 20,000 steps and prints, as JSON, the process's
 * memory in MB after each 2,000 of them.
 *
 *     deno run -A scripts/bench/training/memory.ts [STEPS]
 *
 * @module
 */
import * as tf from "kerasaur";

const COUNT = Number(Deno.args[0] ?? 20_000);
/** Steps of an epoch; memory is looked at where epochs end. */
const STEPS = 200;
const BATCH = 32;

const resident: number[] = [];

class Watch extends tf.keras.callbacks.Callback {
  override onEpochEnd(epoch: number): void {
    const tenth = COUNT / 10;
    if ((epoch + 1) * STEPS % tenth === 0) resident.push(Deno.memoryUsage().rss / 2 ** 20);
  }
}

if (COUNT % (10 * STEPS) !== 0) {
  throw new RangeError(`memory: expected a multiple of ${10 * STEPS} steps, received ${COUNT}`);
}
const x = tf.random.uniform([STEPS * BATCH, 64], { seed: 2 });
const y = tf.random.uniform([STEPS * BATCH], { maxval: 8, dtype: "int32", seed: 3 });
const net = new tf.keras.Sequential([
  new tf.keras.layers.Dense(64, { activation: "relu" }),
  new tf.keras.layers.Dense(8),
]);
net.compile({
  optimizer: new tf.keras.optimizers.Adam(0.001),
  loss: new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ["accuracy"],
});
await net.fit(x, y, {
  batchSize: BATCH,
  epochs: COUNT / STEPS,
  verbose: 0,
  callbacks: [new Watch()],
});
Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(resident)}\n`));
