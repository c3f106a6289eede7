/**
 * Runs that a notebook's stop button ends at any point, in the main thread's part of a kernel or while
 * it waits for others: the next run is right, whatever helpers were still at work on.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { interrupt } from "../../support/interrupt.ts";
import { program } from "../program.ts";

const [ROWS, COLUMNS] = [2000, 250];
const data = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => Math.sin(i * 0.1));

/** A run with several kernels over the same memory, after which nothing of another is left. */
function runner() {
  const x = tf.constant(data, { shape: [ROWS, COLUMNS] });
  const f = tf.function((x: tf.Tensor, a: tf.Tensor) => {
    const y = tf.multiply(tf.tanh(x), tf.add(x, a));
    const centered = tf.subtract(y, tf.reduceMean(y, 0));
    return [tf.reduceSum(tf.square(centered), 1), tf.exp(tf.negative(centered))];
  });
  return (a: number) =>
    (f(x, tf.constant(a)) as tf.Tensor[]).map((it) => it.numpy().data as Float32Array);
}

/** Interrupts in CI; more when somebody asks. */
const COUNT = Number(Deno.env.get("KERASAUR_INTERRUPTS") ?? 40);

Deno.test(`after each of ${COUNT} interrupts the next run gives the bits of an undisturbed one`, async () => {
  await tf.device("cpu", async () => {
    const run = runner();
    const wanted = [1, 2].map(run);
    for (let i = 0; i < 30; i++) run(1);
    let different = 0;
    for (let i = 0; i < COUNT; i++) {
      // Of another argument, so that whatever it leaves behind would be seen.
      interrupt(() => {
        for (;;) run(3 + i);
      }, 5 + i % 7);
      await Promise.resolve();
      const found = run(1 + i % 2);
      for (const [n, it] of found.entries()) {
        const right = wanted[i % 2]![n]!;
        if (it.length !== right.length || it.some((value, at) => value !== right[at])) different++;
      }
    }
    assertEquals(different, 0);
  });
});

/**
 * A helper that pauses for a second in its part, while the main thread is ended: the next run has to
 * wait for it. Prints how many numbers of that run are wrong.
 */
const PAUSED = `
  import "./tests/engine/threads/faulty_helper.ts";
  import * as tf from "kerasaur";
  import { interrupt } from "./tests/support/interrupt.ts";
  const data = Float32Array.from({ length: 600_000 }, (_, i) => Math.sin(i));
  const x = tf.constant(data, { shape: [3000, 200] });
  const f = tf.function((x, a) => [tf.multiply(tf.tanh(x), a), tf.reduceMax(x, 1)]);
  const run = (a) => f(x, tf.constant(a))[0].numpy().data;
  for (let i = 0; i < 20; i++) {
    run(i);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  interrupt(() => {
    for (let i = 0;; i++) run(1000 + i);
  }, 700);
  await Promise.resolve();
  const start = performance.now();
  let wrong = 0;
  for (let i = 1; i < 10; i++) {
    const y = run(i);
    for (let n = 0; n < y.length; n++) {
      if (!(Math.abs(y[n] - i * Math.tanh(data[n])) <= 1e-5 * i)) wrong++;
    }
  }
  console.log(JSON.stringify({ wrong, ms: performance.now() - start }));
`;

Deno.test({
  name: "a helper that is still at work on a job that was ended is waited for",
  ignore: navigator.hardwareConcurrency < 2,
  fn: async () => {
    // So many parts that it pauses within the run that is ended.
    const env = { FAULT: "pauses", FAULT_AFTER: "1000" };
    // On a machine that is busy the pause of a second may be over before the next run begins.
    for (let attempt = 0, waited = 0; attempt < 3 && waited <= 100; attempt++) {
      const { code, out, error } = await program(PAUSED, { env });
      assertEquals([code, error], [0, ""]);
      const { wrong, ms } = JSON.parse(out) as { wrong: number; ms: number };
      assertEquals(wrong, 0);
      waited = ms;
    }
  },
});
