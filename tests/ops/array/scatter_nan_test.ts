/**
 * What is not a number among updates that are compared, as TensorFlow 2.21 takes it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { testOf } from "../../support/dtypes.ts";

for (const dtype of ["float32", "float64", "float16", "bfloat16"] as const) {
  testOf(dtype, `tensorScatterNdMax() and Min() pass over NaN among updates, in ${dtype}`, () => {
    const values = (x: tf.Tensor) => tf.cast(x, "float64").numpy().toArray();
    const tensor = tf.constant([0.5, NaN, 2], dtype);
    const at = [[0], [0], [0], [1], [2]];
    const updates = tf.constant([-1.5, NaN, -0.25, 1, NaN], dtype);
    assertEquals(values(tf.tensorScatterNdMax(tensor, at, updates)), [0.5, NaN, 2]);
    assertEquals(values(tf.tensorScatterNdMin(tensor, at, updates)), [-1.5, NaN, 2]);
    const last = tf.constant([1, 3, NaN, 1, -Infinity], dtype);
    assertEquals(values(tf.tensorScatterNdMax(tensor, at, last)), [3, NaN, 2]);
    assertEquals(values(tf.tensorScatterNdMin(tensor, at, last)), [0.5, NaN, -Infinity]);
  });
}
