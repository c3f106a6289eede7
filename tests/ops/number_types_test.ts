/**
 * Dtypes that depend on no value: of numbers, fractions, indices, typed arrays and texts.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const x = tf.constant([[1, 2, 3], [4, 5, 6]]);
const whole = tf.constant([1, 2], "int32");

Deno.test("no dtype depends on whether a number happens to be whole", () => {
  const dtypeOf = (it: { readonly dtype: string }) => it.dtype;
  for (const number of [2, 2.5, -0, 2 ** 40, NaN]) {
    const made = [
      tf.constant(number),
      tf.constant([number]),
      new tf.Variable(number),
      tf.fill([2], number),
      tf.add(number, 1),
      tf.stack([number, 1]),
      tf.convertToTensor([[number]]),
    ];
    assertEquals(made.map(dtypeOf), made.map(() => "float32"), `${number}`);
  }
  assertEquals(Number(tf.reduceMean([1.0, 2.0])), 1.5);
  assertEquals(Number(tf.divide(1, 2)), 0.5);
  const v = new tf.Variable(2.0);
  const tape = new tf.GradientTape();
  const y = tape.run(() => tf.multiply(v, 0.5));
  assertEquals(Number(tape.gradient(y, v)), 0.5);
});

Deno.test("numbers beside a tensor take its dtype, and fractions beside whole numbers are refused", () => {
  assertEquals([tf.add(whole, 3).dtype, tf.multiply(2, whole).dtype], ["int32", "int32"]);
  assertEquals(tf.add(tf.constant(Float64Array.of(1)), 0.1).numpy().item(), 1.1);
  for (
    const run of [
      () => tf.add(whole, 1.5),
      () => whole.add(0.5),
      () => tf.where([true, false], whole, 0.5),
    ]
  ) {
    assertThrows(run, TypeError, "expected whole numbers for dtype int32");
  }
  assertThrows(() => tf.add(whole, x), TypeError, "int32");
  assertThrows(() => tf.add(tf.constant([1]), tf.constant(["a"])), TypeError, "tf.add");
});

Deno.test("indices and sizes have TensorFlow's dtypes", () => {
  const rows: [tf.Tensor, string][] = [
    [tf.argmax(x, 1), "int64"],
    [tf.argmin(x), "int64"],
    [tf.range(3), "int32"],
    [tf.range(0, 1, 0.25), "float32"],
    [tf.shape(x), "int32"],
    [tf.size(x), "int32"],
    [tf.rank(x), "int32"],
    [tf.argsort([3, 1]), "int32"],
    [tf.oneHot([0], 2), "float32"],
    [tf.equal(x, x), "bool"],
    [tf.where([true, false]), "int64"],
    [tf.random.uniform([2]), "float32"],
  ];
  assertEquals(rows.map(([it]) => it.dtype as string), rows.map(([, dtype]) => dtype));
});

Deno.test("typed arrays, BigInts, truth values and texts keep their types", () => {
  const rows: [tf.TensorLike, string][] = [
    [Float64Array.of(1), "float64"],
    [Float32Array.of(1), "float32"],
    [Int32Array.of(1), "int32"],
    [BigInt64Array.of(1n), "int64"],
    [Uint8Array.of(1), "uint8"],
    [Int8Array.of(1), "int8"],
    [Uint16Array.of(1), "uint16"],
    [5n, "int64"],
    [[true], "bool"],
    ["a", "string"],
  ];
  assertEquals(rows.map(([value]) => tf.constant(value).dtype as string), rows.map((it) => it[1]));
  assertEquals(tf.constant([1.5], "float16").numpy().toArray(), [1.5]);
  assertEquals(tf.constant(2n ** 53n + 1n).numpy().item(), 2n ** 53n + 1n);
});
