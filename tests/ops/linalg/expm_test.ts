/**
 * Gradients of exponentials of matrices.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

const MATRIX = [[1, -3, 0], [-3, -1, 3], [1, -1, 3]];

/** The gradient of `factor` times a weighted sum of the elements of the exponential. */
function gradientOf(factor: number, dtype: "float32" | "float64"): Float64Array {
  const x = tf.constant(MATRIX, dtype);
  const weights = tf.constant([[1, -2, 3], [0.5, 4, -1], [2, 2, -3]], dtype);
  const tape = new tf.GradientTape();
  const loss = tape.run(() => {
    tape.watch(x);
    return tf.reduceSum(tf.multiply(tf.linalg.expm(x), tf.multiply(weights, factor)));
  });
  return Float64Array.from(tape.gradient(loss, x)!.numpy().data as Float32Array);
}

for (const dtype of ["float32", "float64"] as const) {
  Deno.test(`expm() keeps the digits of its gradient where what follows is steep, in ${dtype}`, () => {
    const epsilon = dtype === "float32" ? 2 ** -23 : 2 ** -52;
    const [one, many] = [gradientOf(1, dtype), gradientOf(1e15, dtype)];
    const largest = Math.max(...one.map(Math.abs));
    const far = Math.max(...one.map((x, i) => Math.abs(x - many[i]! / 1e15))) / largest;
    assertEquals(far < 16 * epsilon, true, `${far / epsilon} last places`);
  });
}

Deno.test("expm() has no gradient but zeros for zeros, and none for what is not finite", () => {
  assertEquals([...gradientOf(0, "float64")], Array(9).fill(0));
  assertEquals([...gradientOf(NaN, "float64")], Array(9).fill(NaN));
});
