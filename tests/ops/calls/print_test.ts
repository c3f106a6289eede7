/**
 * tf.print's texts are those that TensorFlow 2.21 printed for the same values.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

function printed(run: (options: { outputStream: (text: string) => void }) => void): string[] {
  const lines: string[] = [];
  run({ outputStream: (text) => lines.push(text) });
  return lines;
}

const CASES: readonly (readonly [unknown, string])[] = [
  [tf.constant(3.14159274), "3.14159274"],
  [tf.constant([1, 0.1, 1e10, 1e-7, NaN, -Infinity]), "[1 0.1 1e+10 1e-07 nan -inf]"],
  [tf.cast(tf.range(10), "int32"), "[0 1 2 ... 7 8 9]"],
  [tf.constant([[1, 2], [3, 4]]), "[[1 2]\n [3 4]]"],
  [tf.constant(["a", "b"]), '["a" "b"]'],
  [tf.constant("a"), "a"],
  [tf.constant(true), "1"],
  ["hi", "hi"],
  [3, "3"],
  [tf.constant(0.1, "float64"), "0.1"],
  [tf.zeros([0]), "[]"],
  [tf.reshape(tf.range(8), [2, 2, 2]), "[[[0 1]\n  [2 3]]\n\n [[4 5]\n  [6 7]]]"],
  [tf.constant(1e6), "1e+06"],
  [tf.constant(123456789), "123456792"],
  [tf.constant(0.1, "bfloat16"), "0.100097656"],
];

Deno.test("tf.print prints what TensorFlow prints", () => {
  for (const [value, text] of CASES) {
    assertEquals(printed((options) => tf.print(value, options)), [text]);
  }
  assertEquals(
    printed((options) =>
      tf.print("a", tf.constant(1), tf.range(10), { ...options, sep: "|", summarize: 2 })
    ),
    ["a|1|[0 1 ... 8 9]"],
  );
  assertEquals(
    printed((options) => tf.print(tf.range(7), { ...options, summarize: -1 })),
    ["[0 1 2 3 4 5 6]"],
  );
});

Deno.test("tf.print prints in each run of a traced function", () => {
  const lines = printed((options) => {
    const double = tf.function((x: tf.Tensor) => {
      tf.print("x =", x, options);
      return tf.multiply(x, 2);
    });
    assertEquals(Number(double(tf.constant(1))), 2);
    assertEquals(Number(double(tf.constant(2))), 4);
  });
  assertEquals(lines, ["x = 1", "x = 2"]);
});

Deno.test("tf.print refuses unknown options and counts that are none", () => {
  assertThrows(
    () => tf.print(1, { sep: "", ends: "" }),
    TypeError,
    "tf.print: expected arguments among summarize, sep, outputStream, received ends",
  );
  assertThrows(
    () => tf.print(1, { summarize: 1.5 }),
    RangeError,
    "tf.print: expected summarize to be a whole number from -1, received summarize=1.5",
  );
});
