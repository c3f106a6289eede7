/**
 * What waits to be computed, or was computed and forgotten, pins no memory: a loop that holds
 * nothing stays within what one step needs. It runs in a process of its own, where the garbage
 * collector can be called.
 */
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const PROGRAM = `
  import * as tf from "kerasaur";
  const inUse = async () => {
    for (let i = 0; i < 3; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { heapUsed, external } = Deno.memoryUsage();
    return heapUsed + external;
  };
  const MIB = 2 ** 20;
  const report = {};
  const v = new tf.Variable(tf.zeros([MIB / 4]));
  const held = [];
  for (let i = 0; i < 4; i++) v.assignAdd(tf.ones([MIB / 4]));
  v.numpy();
  let before = await inUse();
  // Results of steps that nobody reads, each of which could hold the weights it came from.
  for (let i = 0; i < 50; i++) {
    const activations = tf.multiply(v, 2);
    held.push(tf.reduceSum(activations));
    v.assignSub(tf.multiply(activations, 0.01));
  }
  v.numpy();
  report.unread = (await inUse() - before) / MIB;
  held.length = 0;
  before = await inUse();
  // A loop of tapes that are never asked, and of traces for new shapes.
  const f = tf.function((x) => tf.reduceSum(tf.square(x)));
  for (let i = 0; i < 30; i++) {
    const tape = new tf.GradientTape();
    tape.run(() => tf.reduceSum(tf.square(v)));
    f(tf.ones([i % 5 + 1]));
  }
  tf.ones([1]).numpy();
  report.tapes = (await inUse() - before) / MIB;
  console.log(JSON.stringify(report));
`;

Deno.test("steps whose results nobody reads hold none of the weights they came from", async () => {
  const file = await Deno.makeTempFile({ dir: ROOT, suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, PROGRAM);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--v8-flags=--expose-gc", file],
      cwd: ROOT,
    }).output();
    assertEquals(new TextDecoder().decode(stderr), "");
    const { unread, tapes } = JSON.parse(new TextDecoder().decode(stdout));
    // Each step makes arrays of 1 MiB; 50 of them would be 50 MiB.
    assert(unread < 8, `${unread} MiB for results that were not read`);
    assert(tapes < 8, `${tapes} MiB for tapes that were not asked`);
  } finally {
    await Deno.remove(file);
  }
});
