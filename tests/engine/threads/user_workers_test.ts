/**
 * Several workers of the user's own, each with the library, its own memory and its own helper threads,
 * all training at once: the same bits as one alone, the process ends by itself, and what was ended
 * leaves nothing behind.
 */
import { assert, assertEquals } from "@std/assert";
import { program } from "../program.ts";

/** A training that prints or posts a hash of its losses and weights. */
const TRAINING = `
  async function train(tf, seed) {
    const numbers = (shape, at) =>
      tf.constant(
        Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * 0.37 + at)),
        { shape },
      );
    const x = numbers([512, 300], seed);
    const w = new tf.Variable(numbers([300, 200], seed + 1));
    const adam = new tf.keras.optimizers.Adam(0.01);
    const step = tf.function(() => {
      const tape = new tf.GradientTape();
      const loss = tape.run(() => tf.reduceMean(tf.square(tf.tanh(tf.matmul(x, w)))));
      adam.applyGradients([[tape.gradient(loss, w), w]]);
      return loss;
    });
    const losses = [];
    for (let i = 0; i < 40; i++) {
      losses.push(Number(step()));
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    const bytes = new Uint8Array(Float32Array.of(...losses, ...w.numpy().data).buffer);
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).join();
  }
`;

/** The main program and its workers are the same file. */
const PROGRAM = `
  import * as tf from "kerasaur";
  ${TRAINING}
  if (typeof WorkerGlobalScope === "undefined") {
    const seeds = [1, 2, 3];
    const alone = [];
    for (const seed of seeds) alone.push(await train(tf, seed));
    const workers = seeds.map((seed) => {
      const worker = new Worker(import.meta.url, { type: "module" });
      worker.postMessage(seed);
      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = reject;
      });
    });
    const again = await train(tf, 1);
    const others = await Promise.all(workers);
    console.log(JSON.stringify({ alone, others, again }));
  } else {
    onmessage = async ({ data }) => {
      postMessage(await train(tf, data));
      close();
    };
  }
`;

Deno.test("workers of the user's train at once with the bits of one alone, and the process ends", async () => {
  const { code, out, error } = await program(PROGRAM, { flags: ["--allow-ffi", "--allow-read"] });
  assertEquals([code, error], [0, ""]);
  const { alone, others, again } = JSON.parse(out);
  assertEquals(others, alone);
  assertEquals(again, alone[0]);
  assertEquals(new Set(alone).size, 3);
});

/** Workers that are ended in the middle of their training, one after the other. */
const ENDED = `
  import * as tf from "kerasaur";
  ${TRAINING}
  if (typeof WorkerGlobalScope === "undefined") {
    const address = () => 1024 * /^VmSize:\\s+(\\d+)/m.exec(Deno.readTextFileSync("/proc/self/status"))[1];
    const wanted = await train(tf, 1);
    const taken = [];
    for (let i = 0; i < 3; i++) {
      const worker = new Worker(import.meta.url, { type: "module" });
      await new Promise((resolve) => worker.onmessage = resolve);
      worker.terminate();
      // The helpers of a worker end when their turn comes, or after two seconds.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      taken.push(address());
    }
    console.log(JSON.stringify({ taken, same: await train(tf, 1) === wanted }));
  } else {
    postMessage(await train(tf, 2));
    for (;;) await train(tf, 2);
  }
`;

Deno.test({
  name: "workers that are ended while they train take their memory and helper threads with them",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const { code, out, error } = await program(ENDED);
    assertEquals([code, error], [0, ""]);
    const { taken, same } = JSON.parse(out) as { taken: number[]; same: boolean };
    assert(same);
    // Each memory, which a helper would hold, has 16 GiB of addresses, or whatever could be had.
    assert(taken.at(-1)! - taken[0]! < 2 ** 30, `addresses after each worker: ${taken}`);
  },
});
