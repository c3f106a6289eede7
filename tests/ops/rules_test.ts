/**
 * Rules of TensorFlow 2.21 for shapes, dtypes and edges that random programs found; the values are
 * TensorFlow's, written down by hand.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { testOf } from "../support/dtypes.ts";

const list = (x: tf.Tensor): unknown => x.numpy().toArray();
const whole = (values: number[], dtype: tf.DType = "int32") => tf.constant(values, dtype);

Deno.test("leakyRelu() takes whole numbers for float32", () => {
  const y = tf.nn.leakyRelu(whole([-10, 0, 4]), 0.5);
  assertEquals([list(y), y.dtype], [[-5, 0, 4], "float32"]);
  assertThrows(
    () => tf.nn.leakyRelu([true]),
    TypeError,
    "tf.nn.leakyRelu: expected a tensor of floats, received dtype bool",
  );
});

Deno.test("norm() of whole numbers with a sign is one where it takes no root", () => {
  const x = whole([4, -8, 3]);
  for (const [ord, expected] of [[1, 15], [Infinity, 8]] as const) {
    const y = tf.norm(x, ord);
    assertEquals([list(y), y.dtype], [expected, "int32"]);
  }
  assertEquals(list(tf.norm(tf.reshape(whole([1, -2, 3, 4]), [2, 2]), 1, [0, 1])), 6);
  for (const ord of ["euclidean", 2, 3] as const) {
    assertThrows(
      () => tf.norm(x, ord),
      TypeError,
      "tf.norm: expected a tensor of floats, received dtype int32",
    );
  }
  assertThrows(
    () => tf.norm(whole([1, 2], "uint8"), 1),
    TypeError,
    "tf.norm: expected a tensor of floats, received dtype uint8",
  );
});

Deno.test("betainc() broadcasts single numbers alone", () => {
  const [one, many] = [tf.constant(1), tf.constant([1, 1])];
  assertEquals(tf.math.betainc(one, one, many).shape, [2]);
  assertEquals(tf.math.betainc(many, one, one).shape, [2]);
  assertEquals(tf.math.betainc(many, one, many).shape, [2]);
  const refused: [number[], number[], number[]][] = [
    [[2, 1], [2, 1], [2, 1, 2]],
    [[1], [1], [3]],
    [[2], [], [3]],
    [[2, 2], [2, 2], [2]],
  ];
  for (const [a, b, x] of refused) {
    assertThrows(
      () => tf.math.betainc(tf.ones(a), tf.ones(b), tf.ones(x)),
      TypeError,
      "tf.math.betainc: expected single numbers and tensors of one shape, received (",
    );
  }
});

Deno.test("weightedMoments() counts axes after broadcasting with the weights", () => {
  const [x, weights] = [tf.constant([[1, 2]]), tf.ones([3, 1, 2])];
  assertEquals(list(tf.nn.weightedMoments(x, [-1], weights)[0]), [[1.5], [1.5], [1.5]]);
  assertEquals(list(tf.nn.weightedMoments(x, [0], weights)[0]), [[1, 2]]);
  assertEquals(list(tf.nn.weightedMoments(x, [2], weights)[1]), [[0.25], [0.25], [0.25]]);
  assertEquals(tf.nn.weightedMoments(x, [0, 2], weights, true)[0].shape, [1, 1, 1]);
  // As moments() over no axes.
  assertEquals(tf.nn.weightedMoments(tf.ones([7, 1, 2]), [], 1)[0].shape, [7, 2]);
  assertEquals(tf.nn.weightedMoments(tf.ones([7, 1, 2]), [], 1, true)[0].shape, [7, 1, 2]);
});

Deno.test("softmaxCrossEntropyWithLogits() gives one loss for each row of logits", () => {
  const loss = (labels: number[], logits: number[], axis?: number) =>
    tf.nn.softmaxCrossEntropyWithLogits(tf.ones(labels), tf.ones(logits), axis);
  assertEquals(loss([1, 3, 2], [3, 2]).shape, [3]);
  assertEquals(loss([3, 2], [1, 3, 2]).shape, [1, 3]);
  assertEquals(loss([1, 1, 2], [2]).shape, []);
  assertEquals(loss([1, 2], [3, 1]).shape, [3]);
  assertEquals(loss([2, 1], [2, 3], 0).shape, [3]);
  for (const [labels, logits, axis] of [[[3, 2], [2]], [[3, 2], [1, 2]], [[2, 3], [1, 2, 3], 1]]) {
    assertThrows(
      () => loss(labels as number[], logits as number[], axis as number | undefined),
      TypeError,
      "tf.nn.softmaxCrossEntropyWithLogits: expected as many rows of labels as of logits, or one",
    );
  }
});

Deno.test("reverseSequence() counts axes from the front", () => {
  const x = tf.constant([[1, 2], [3, 4]]);
  assertEquals(list(tf.reverseSequence(x, [2, 1], 1, 0)), [[2, 1], [3, 4]]);
  assertThrows(
    () => tf.reverseSequence(x, [2, 1], -1, 0),
    RangeError,
    "tf.reverseSequence: expected seqAxis from 0 to 1, received seqAxis=-1; use 1",
  );
  assertThrows(
    () => tf.reverseSequence(x, [2, 1], { seqAxis: 1, batchAxis: -2 }),
    RangeError,
    "tf.reverseSequence: expected batchAxis from 0 to 1, received batchAxis=-2; use 0",
  );
});

Deno.test("erfcinv() refuses whole numbers by its own name", () =>
  void assertThrows(
    () => tf.math.erfcinv(whole([1])),
    TypeError,
    "tf.math.erfcinv: expected a tensor of floats, received dtype int32",
  ));

testOf("float16", "saturateCast() of whole numbers stops at the largest float16", () => {
  const cast = (values: number[], dtype: tf.DType) =>
    list(tf.saturateCast(whole(values, dtype), "float16"));
  assertEquals(cast([65530, 3], "uint16"), [65504, 3]);
  assertEquals(cast([2 ** 31 - 1, -(2 ** 31), 7], "int32"), [65504, -65504, 7]);
  assertEquals(cast([-32768], "int16"), [-32768]);
});

for (const dtype of ["float64", "float32", "float16", "bfloat16", "int32", "int64"] as const) {
  testOf(dtype, `a traced relu of ${dtype} between bounds is computed`, () => {
    const x = whole([-3, 2, 9], dtype);
    const fn = tf.function((x: tf.Tensor) => tf.nn.relu6(tf.nn.relu(x)));
    assertEquals(list(tf.cast(fn(x), "float32")), [0, 2, 6]);
    const clipped = tf.function((x: tf.Tensor) => tf.clipByValue(tf.nn.relu(x), 1, 5));
    assertEquals(list(tf.cast(clipped(x), "float32")), [1, 2, 5]);
  });
}

Deno.test("the gradient of reduceLogsumexp() keeps the digits that its result has lost", () => {
  const x = tf.constant([10000, 0, 10000]);
  const tape = new tf.GradientTape();
  const y = tape.run(() => {
    tape.watch(x);
    return tf.reduceLogsumexp(x);
  });
  assertEquals(list(tape.gradient(y, x)!), [0.5, 0, 0.5]);
});
