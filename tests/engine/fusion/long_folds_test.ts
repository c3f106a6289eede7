/**
 * Folds of so many rows that what folds partial results leaves partial results itself, and folds of one.
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

/** Rows whose parts of a thousand are more than a fold of them takes in one part. */
const ROWS = 2_600_003;

Deno.test("folds of millions of rows fold all parts, whatever lies behind them in memory", () => {
  tf.device("cpu", () => {
    const numbers = new Float32Array(ROWS * 3).fill(0.5);
    // The largest and smallest are far behind, in parts that are folded late.
    numbers[3 * (ROWS - 5)] = 7;
    numbers[3 * (ROWS - 900_000) + 1] = 9;
    numbers[3 * (ROWS - 2) + 2] = -3;
    const x = tf.constant(numbers, { shape: [ROWS, 3] });
    const fold = tf.function((x: tf.Tensor) => {
      const y = tf.multiply(x, 2);
      return [
        tf.reduceMax(y, 0),
        tf.reduceMin(y, 0),
        tf.reduceMax(y),
        tf.reduceMin(tf.negative(y), [0, 1]),
      ];
    });
    const results = fold(x).map((it) => Array.from(it.numpy().data as Float32Array));
    assertEquals(results, [[14, 18, 1], [1, 1, -6], [18], [-18]]);
    for (const run of [2, 3]) {
      assertEquals(
        fold(x).map((it) => Array.from(it.numpy().data as Float32Array)),
        results,
        `run ${run}`,
      );
    }
  });
});

Deno.test("folds over an axis of one element give the elements", () => {
  tf.device("cpu", () => {
    const x = tf.reshape(tf.range(0, 15_000, 1, "float32"), [5000, 1, 3]);
    for (const fold of [tf.reduceMean, tf.reduceMax, tf.reduceMin, tf.reduceSum]) {
      const folded = tf.function((x: tf.Tensor) => tf.add(fold(tf.multiply(x, 2), 1), 1))(x);
      assertEquals(folded.shape, [5000, 3]);
      assertEquals(
        folded.numpy().data,
        Float32Array.from({ length: 15_000 }, (_, i) => 2 * i + 1),
      );
    }
  });
});
