// deno-lint-ignore-file no-console -- its numbers are its purpose
/**
 * Trains without disposing of anything, and prints the memory that is in use
 * after a tenth of the steps and at the end: JavaScript's heap and arrays after a collection, the
 * buffers of the device, the whole process.
 *
 *     deno run -A --v8-flags=--expose-gc tests/devices/programs/memory_loop.ts [DEVICE] [STEPS]
 *
 * @module
 */
import * as tf from "kerasaur";
import { providers } from "../../../lib/engine/mod.ts";
import type { BufferProvider } from "../../../lib/engine/webgpu/provider.ts";

const device = (Deno.args[0] ?? "cpu") as tf.Device;
const steps = Number(Deno.args[1] ?? 10_000);
const { gc } = globalThis as { gc?: () => void };
if (!gc) throw new Error("run it with --v8-flags=--expose-gc");

tf.config.setDevice(device);
const provider = device === "tensorflow" ? {} : providers[device];
const { buffers } = provider as Partial<BufferProvider>;
const x = tf.random.uniform([32, 64], { seed: 2 });
const w = new tf.Variable(tf.random.uniform([64, 32], { seed: 1 }));
const b = new tf.Variable(tf.zeros([32]));

function step(): void {
  const tape = new tf.GradientTape();
  const loss = tape.run(() => tf.reduceMean(tf.square(tf.tanh(tf.add(tf.matmul(x, w), b)))));
  const [dw, db] = tape.gradient(loss, [w, b]);
  w.assignSub(tf.multiply(dw!, 0.01));
  b.assignSub(tf.multiply(db!, 0.01));
}

/** Bytes in use once the collector has run and told of what it found. */
async function inUse() {
  for (let i = 0; i < 3; i++) {
    gc!();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external, rss } = Deno.memoryUsage();
  return { live: heapUsed + external, buffers: buffers?.bytes ?? 0, process: rss };
}

const reports = [];
for (let i = 1; i <= steps; i++) {
  step();
  if (i === Math.ceil(steps / 10) || i === steps) reports.push({ steps: i, ...await inUse() });
}
console.log(JSON.stringify(reports));
