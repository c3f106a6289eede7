/**
 * Products of matrices of two dtypes.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { testOf } from "../../support/dtypes.ts";

testOf("bfloat16", "matmul() multiplies float32 by bfloat16 in float32, as TensorFlow does", () => {
  const wide = tf.constant([[1.003, 2]]);
  const narrow = tf.constant([[1], [0.5]], "bfloat16");
  const product = tf.matmul(wide, narrow);
  assertEquals(product.dtype, "float32");
  assertEquals(product.numpy().toArray(), [[Math.fround(Math.fround(1.003) + 1)]]);
  const turned = tf.matmul(narrow, wide, { transposeA: true, transposeB: true });
  assertEquals(turned.dtype, "float32");
  assertEquals(turned.numpy().toArray(), product.numpy().toArray());
});

testOf("bfloat16", "matmul() gives each of two dtypes its gradient in its own", () => {
  const wide = tf.constant([[1, 2]]);
  const narrow = tf.constant([[3], [4]], "bfloat16");
  const tape = new tf.GradientTape();
  const product = tape.run(() => {
    tape.watch([wide, narrow]);
    return tf.matmul(wide, narrow);
  });
  const [a, b] = tape.gradient(product, [wide, narrow]);
  assertEquals([a!.dtype, b!.dtype], ["float32", "bfloat16"]);
  assertEquals(a!.numpy().toArray(), [[3, 4]]);
  assertEquals(tf.cast(b!, "float32").numpy().toArray(), [[1], [2]]);
});

Deno.test("matmul() refuses two dtypes that TensorFlow refuses", () => {
  const text = "tf.matmul: expected tensors of one dtype";
  const [wide, narrow] = [tf.ones([2, 2]), tf.ones([2, 2], "bfloat16")];
  assertThrows(() => tf.matmul(tf.ones([1, 2, 2]), narrow), TypeError, text);
  assertThrows(() => tf.matmul(tf.ones([2, 2], "float16"), narrow), TypeError, text);
  assertThrows(() => tf.matmul(wide, tf.ones([2, 2], "float64")), TypeError, text);
});
