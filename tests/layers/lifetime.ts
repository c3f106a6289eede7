// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Calls every layer over and over, forward and back, outside of functions and inside, and prints by
 * how many MiB the memory in use grew once everything had been compiled. A program of its own, for
 * `lifetime_test.ts`: the garbage collector can be called only where it was asked for.
 *
 * @module
 */
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";
import { readCases } from "./golden_case.ts";
import { type AnyLayer, argumentsOf, leaves, makeLayer } from "./golden_layer.ts";
import { inKeras3, WITHOUT_GOLDENS } from "./golden_table.ts";

/** Calls of each kind of a layer in a round. */
const CALLS = 10;

/** A layer's calls in one round. */
function callsOf(className: string): () => void {
  const it = readCases(className)[0]!;
  const layer: AnyLayer = makeLayer(it);
  const args = argumentsOf(it);
  const run = () => tf.addN(leaves(layer(...args)).map((y) => tf.reduceSum(tf.cast(y, "float32"))));
  const traced = tf.function(run);
  return () => {
    for (let i = 0; i < CALLS; i++) {
      Number(run());
      Number(traced());
      const tape = new tf.GradientTape();
      const loss = tape.run(run);
      const gradients = tape.gradient(loss, layer.trainableWeights);
      gradients.forEach((gradient) => gradient?.numpy());
    }
  };
}

async function inUse(): Promise<number> {
  const { gc } = globalThis as unknown as { gc(): void };
  for (let i = 0; i < 3; i++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, external } = Deno.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

const rounds = namesIn("keras.layers").filter((name) => !(name in WITHOUT_GOLDENS));
const calls: (() => void)[] = [];
inKeras3(() => calls.push(...rounds.map(callsOf)));
const used: number[] = [];
for (let i = 0; i < 4; i++) {
  inKeras3(() => calls.forEach((call) => call()));
  used.push(await inUse());
}
console.log(JSON.stringify({ layers: calls.length, grown: used[3]! - used[1]! }));
