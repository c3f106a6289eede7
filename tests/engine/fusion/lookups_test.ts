/**
 * Means of rows that are looked up, and what their gradients add to the rows, are one kernel each,
 * and what loops compute.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const [ROWS, WIDTH, TEXTS, WORDS] = [300, 33, 40, 17];

const table = new tf.Variable(
  tf.constant(Float32Array.from({ length: ROWS * WIDTH }, (_, i) => i % 29 - 14), {
    shape: [ROWS, WIDTH],
  }),
);
const places = Int32Array.from({ length: TEXTS * WORDS }, (_, i) => (i * i + 3 * i) % ROWS);
const factors = Float32Array.from({ length: TEXTS * WIDTH }, (_, i) => i % 7 * WORDS);

const step = tf.function((words: tf.Tensor, factors: tf.Tensor) => {
  const tape = new tf.GradientTape();
  const means = tape.run(() => tf.reduceMean(tf.gather(table, words), 1));
  return [means, tape.gradient(means, table, factors)!] as const;
});

const words = (values: Int32Array) => tf.constant(values, { shape: [TEXTS, WORDS] });
const above = tf.constant(factors, { shape: [TEXTS, WIDTH] });

Deno.test("means of looked up rows and their gradients equal loops", () => {
  tf.device("cpu", () => {
    const [means, gradient] = step(words(places), above);
    const values = table.numpy().data as Float32Array;
    const expected = new Float32Array(TEXTS * WIDTH);
    const sums = new Float32Array(ROWS * WIDTH);
    places.forEach((row, i) => {
      const text = Math.floor(i / WORDS);
      for (let k = 0; k < WIDTH; k++) {
        expected[text * WIDTH + k]! += values[row * WIDTH + k]!;
        sums[row * WIDTH + k]! += factors[text * WIDTH + k]! / WORDS;
      }
    });
    assertEquals(means.numpy().data, expected.map((it) => it / WORDS));
    assertEquals(gradient.numpy().data, sums);
    const { steps } = tf.config.explain(step, words(places), above);
    const kernels = steps.filter(({ by }) => by === "kernel").flatMap((it) => it.operators);
    assert(kernels.includes("GatherSum") && kernels.includes("ScatterAdd"), `${kernels}`);
    const others = steps.filter(({ by }) => by !== "kernel").flatMap((it) => it.operators);
    assert(!others.includes("Gather"), `${others}`);
  });
});

Deno.test("a row that is not there is an error of the lookup, and the next call works", () => {
  tf.device("cpu", () => {
    for (const wrong of [ROWS, -1]) {
      assertThrows(
        () => step(words(places.with(5, wrong)), above)[0].numpy(),
        RangeError,
        "tf.gather: cannot compute: invalid index found, index = 300",
      );
    }
    assertEquals(step(words(places), above)[0].shape, [TEXTS, WIDTH]);
  });
});
