/**
 * Gradients of cross products.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

Deno.test("cross() of a vector with itself has gradients of 0, to the last digit", () => {
  const x = tf.constant([[7.3, 0.9, 0.1], [1.3, 0.3, 0.99]]);
  const weights = tf.constant([[0.1, -0.7, 1.1], [0.3, 0.6, -0.2]]);
  const outer = new tf.GradientTape();
  const [first, again] = outer.run(() => {
    outer.watch(x);
    const tape = new tf.GradientTape();
    const loss = tape.run(() => {
      tape.watch(x);
      const y = tf.exp(x);
      return tf.reduceSum(tf.multiply(tf.linalg.cross(y, y), weights));
    });
    const gradient = tape.gradient(loss, x)!;
    return [gradient, tf.reduceSum(tf.multiply(gradient, weights))];
  });
  const second = outer.gradient(again!, x)!;
  for (const gradient of [first!, second]) {
    assertEquals(Array.from(gradient.numpy().data as Float32Array, Math.abs), Array(6).fill(0));
  }
});
