/**
 * Updates of the same element by many threads: none of them is lost.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

const ROWS = 20_000;
const UPDATES = 25_600;
const WIDTH = 64;

/** Rows of which some come several times. */
const places = Int32Array.from({ length: UPDATES }, (_, i) => (i * 7919 + i * i * 31) % ROWS);
const counts = new Float32Array(ROWS);
for (const place of places) counts[place]! += 1;

/** Rows with an element that is not how often they came. */
function wrong(sums: tf.Tensor): number {
  const data = sums.numpy().data as Float32Array;
  return data.filter((it, i) => it !== counts[Math.floor(i / WIDTH)]).length;
}

Deno.test("rows that are scattered to several times get all updates, in each of 20 runs", () => {
  const indices = tf.constant(places, { shape: [UPDATES, 1] });
  const updates = tf.ones([UPDATES, WIDTH]);
  const scatter = tf.function(() => tf.scatterNd(indices, updates, [ROWS, WIDTH]));
  for (let run = 0; run < 20; run++) assertEquals(wrong(scatter() as tf.Tensor), 0);
});

Deno.test("the gradient of rows that are gathered several times adds up all of them", () => {
  const table = new tf.Variable(tf.ones([ROWS, WIDTH]));
  const indices = tf.constant(places);
  const gradient = tf.function(() => {
    const tape = new tf.GradientTape();
    const sum = tape.run(() => tf.reduceSum(tf.gather(table, indices)));
    return tape.gradient(sum, table);
  });
  for (let run = 0; run < 20; run++) assertEquals(wrong(gradient() as tf.Tensor), 0);
});
