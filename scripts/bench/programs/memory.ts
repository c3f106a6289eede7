/**
 * Trains step after step without `tf.function`, without a pause and without freeing anything, and
 * prints the process's memory in MB at each tenth of the way.
 *
 *     deno run -A scripts/bench/programs/memory.ts DEVICE STEPS
 *
 * @module
 */
import * as tf from "kerasaur";

const [device = "cpu", steps = "20000"] = Deno.args;
/** Bytes that the buffers of a graphics card may take. */
const POOL = 2 ** 26;
const COUNT = Number(steps);

tf.config.setDevice(device as "cpu");
tf.config.setDeviceMemory(POOL);
const x = tf.random.uniform([32, 64], { seed: 2 });
const y = tf.random.uniform([32, 8], { seed: 3 });
const net = new tf.keras.Sequential([
  new tf.keras.layers.Dense(64, { activation: tf.nn.relu }),
  new tf.keras.layers.Dense(8),
]);
const optimizer = new tf.keras.optimizers.Adam(0.001);

function step(): tf.Tensor {
  const tape = new tf.GradientTape();
  const loss = tape.run(() => tf.reduceMean(tf.square(tf.subtract(net(x), y))));
  const weights = net.trainableWeights;
  const gradients = tape.gradient(loss, weights);
  optimizer.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
  return loss;
}

const resident: number[] = [];
for (let i = 1; i <= COUNT; i++) {
  // Half of the losses are read, as a loop does that prints some.
  const loss = step();
  if (i % 2 === 0) Number(loss);
  if (i % Math.ceil(COUNT / 10) === 0) resident.push(Deno.memoryUsage().rss / 2 ** 20);
}
Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(resident)}\n`));
