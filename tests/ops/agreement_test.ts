/**
 * What random programs found: numbers, gradients and errors that have to be TensorFlow's. Values are
 * those of TensorFlow 2.21, written down by hand where they can be.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { testOf } from "../support/dtypes.ts";

/** The gradient of `sum(weights * fn(x))`. */
function gradientOf(fn: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, weights: number[]): tf.Tensor {
  const tape = new tf.GradientTape();
  const loss = tape.run(() => {
    tape.watch(x);
    const y = fn(x);
    return tf.reduceSum(tf.multiply(y, tf.constant(weights, { dtype: y.dtype })));
  });
  return tape.gradient(loss, x)!;
}

const list = (x: tf.Tensor): unknown => x.numpy().toArray();

Deno.test("moments() counts the mean as constant in the gradient of the gradient of the variance", () => {
  const x = tf.constant([1, 2, 4, 9]);
  const variance = (x: tf.Tensor) => tf.nn.moments(x, [0])[1];
  assertEquals(list(gradientOf(variance, x, [1])), [-1.5, -1, 0, 2.5]);
  // Of (2 / n) (x - mean) with a constant mean: 2 / n for itself, nothing across.
  const second = gradientOf((x) => gradientOf(variance, x, [1]), x, [1, 2, 0, 0]);
  assertEquals(list(second), [0.5, 1, 0, 0]);
});

Deno.test("leakyRelu() has its slope in float32 for float64 too", () => {
  const x = tf.constant([-1], { dtype: "float64" });
  assertEquals(list(tf.nn.leakyRelu(x, 0.2)), [-Math.fround(0.2)]);
  assertEquals(list(gradientOf((x) => tf.nn.leakyRelu(x, 0.2), x, [1])), [Math.fround(0.2)]);
});

Deno.test("gelu() keeps its digits far below 0", () => {
  // x P(X <= x), by SciPy.
  for (
    const [x, expected] of [
      [-2, -0.04550026389635839],
      [-4, -0.00012668496733247945],
      [-7, -8.958687807200846e-12],
      [-12, -2.1317785344931838e-32],
    ] as const
  ) {
    const actual = Number(tf.nn.gelu(tf.constant(x)));
    if (Math.abs(actual / expected - 1) > 2e-5) throw new Error(`gelu(${x}) is ${actual}`);
  }
});

Deno.test("gelu() has the root of one half in float32 for float64 too", () => {
  const actual = Number(tf.nn.gelu(tf.constant(1, { dtype: "float64" })));
  if (Math.abs(actual - 0.8413447419273903) > 1e-15) throw new Error(`gelu(1) is ${actual}`);
});

Deno.test("sort() keeps equal elements in order, so that their gradients are TensorFlow's", () => {
  const x = tf.constant([2, 1, 1, 3, 1, 3]);
  const weights = [1, 2, 3, 4, 5, 6];
  assertEquals(list(gradientOf((x) => tf.sort(x), x, weights)), [4, 1, 2, 5, 3, 6]);
  const down = gradientOf((x) => tf.sort(x, { direction: "DESCENDING" }), x, weights);
  assertEquals(list(down), [3, 4, 5, 1, 6, 2]);
});

Deno.test("cumulativeLogsumexp() of NaN and infinities is TensorFlow's", () => {
  const of = (...x: number[]) => list(tf.math.cumulativeLogsumexp(tf.constant(x)));
  assertEquals(of(NaN, 1), [-Infinity, 1]);
  assertEquals(of(Infinity, Infinity), [Infinity, NaN]);
  assertEquals(of(Infinity, -Infinity), [Infinity, Infinity]);
  assertEquals(of(-Infinity, Infinity), [-Infinity, Infinity]);
});

Deno.test("maxPool2d() has gradients in floats of 16 bits", () =>
  // Graphics cards refuse them.
  tf.device("cpu", () => {
    for (const dtype of ["float16", "bfloat16"] as const) {
      const x = tf.cast(tf.constant([[[[1], [3]], [[2], [0]]]]), dtype);
      const pool = (x: tf.Tensor) => tf.nn.maxPool2d(x, 2, 1, "SAME");
      // 3 is the largest of three windows.
      const gradient = gradientOf((x) => tf.reshape(pool(x), [4]), x, [1, 2, 4, 8]);
      assertEquals(gradient.dtype, dtype);
      assertEquals(list(tf.cast(gradient, "float32")), [[[[0], [3]], [[4], [8]]]]);
    }
  }));

Deno.test("besselI1e() of the largest numbers does not vanish", () => {
  const x = tf.constant([1.7e308], { dtype: "float64" });
  const [[actual], expected] = [tf.math.besselI1e(x).numpy().toArray() as [number], 3.0597e-155];
  if (Math.abs(actual / expected - 1) > 1e-4) throw new Error(`besselI1e(1.7e308) is ${actual}`);
});

Deno.test("pad() refuses to mirror where there is no element", () =>
  void assertThrows(
    () => tf.pad(tf.zeros([0]), [[0, 0]], "REFLECT"),
    RangeError,
    "tf.pad: expected elements to mirror at along axis 0 of shape (0,) in mode REFLECT, received none; use mode SYMMETRIC or CONSTANT",
  ));

Deno.test("oneHot() refuses truth values without both of them", () =>
  void assertThrows(
    () => tf.oneHot([1], 2, { dtype: "bool" }),
    TypeError,
    "tf.oneHot: expected onValue and offValue of dtype bool, received none and none",
  ));

Deno.test("tensorDiag() and tensorDiagPart() refuse truth values and texts", () => {
  assertThrows(
    () => tf.linalg.tensorDiag([true]),
    TypeError,
    "tf.linalg.tensorDiag: expected a tensor of numbers, received dtype bool",
  );
  assertThrows(
    () => tf.linalg.tensorDiagPart(tf.constant([["a"]])),
    TypeError,
    "tf.linalg.tensorDiagPart: expected a tensor of numbers, received dtype string",
  );
});

Deno.test("softmaxCrossEntropyWithLogits() refuses labels without dimensions", () =>
  void assertThrows(
    () => tf.nn.softmaxCrossEntropyWithLogits(tf.constant(1), tf.constant([1])),
    TypeError,
    "tf.nn.softmaxCrossEntropyWithLogits: expected labels of at least one dimension, received shape ()",
  ));

Deno.test("reduceMean() takes whole numbers of 32 and 64 bits without sign", () => {
  const wide = tf.constant([1, 4294967295, 2], { dtype: "uint32" });
  assertEquals(list(tf.reduceMean(wide)), 1431655766);
  const wider = tf.constant(BigUint64Array.of(2n ** 63n, 2n ** 62n), { dtype: "uint64" });
  assertEquals(tf.reduceMean(wider).numpy().data[0], 3n * 2n ** 61n);
});

Deno.test("meshgrid() refuses vectors of two dtypes", () =>
  void assertThrows(
    () => tf.meshgrid([1, 2], tf.constant([1, 2], { dtype: "int32" })),
    TypeError,
    "tf.meshgrid: expected vectors of one dtype, received float32 and int32; use tf.cast",
  ));

Deno.test("tf.function() computes quotients of 1 times what is made of constants alone", () => {
  const x = tf.constant(2);
  const neutral: Record<string, (c: tf.Tensor) => tf.Tensor> = {
    "1 c": (c) => tf.multiply(tf.constant(1), c),
    "c + 0": (c) => tf.add(c, tf.constant(0)),
    "c / 1": (c) => tf.divide(c, tf.constant(1)),
  };
  for (const [name, of] of Object.entries(neutral)) {
    const fn = tf.function((x: tf.Tensor) =>
      tf.multiply(of(tf.reshape(tf.constant([3]), [])), tf.divide(1, x))
    );
    assertEquals(Number(fn(x)), 1.5, name);
  }
});

Deno.test("igamma() is 0 at 0 whatever its first argument is, as in TensorFlow", () =>
  assertEquals(list(tf.math.igamma([0, -1, NaN, 0], [0, 0, 0, 1])), [0, 0, 0, NaN]));

Deno.test("linspace() of one number has a gradient of zeros for the end", () => {
  const [start, stop] = [tf.constant([1, 2]), tf.constant([Infinity, 4])];
  const tape = new tf.GradientTape();
  const y = tape.run(() => {
    tape.watch([start, stop]);
    return tf.linspace(start, stop, 1, { axis: 1 });
  });
  assertEquals(list(y), [[1], [2]]);
  assertEquals(tape.gradient(y, [start, stop]).map((it) => it && list(it)), [[1, 1], [0, 0]]);
});

Deno.test("softmaxCrossEntropyWithLogits() broadcasts one row, and refuses to pair other counts", () => {
  const loss = tf.nn.softmaxCrossEntropyWithLogits([[1, 0]], [[[0, 0]], [[0, 0]]]);
  assertEquals(loss.shape, [2, 1]);
  assertThrows(
    () => tf.nn.softmaxCrossEntropyWithLogits(tf.ones([2, 1, 2]), tf.ones([2, 3, 2])),
    TypeError,
    "tf.nn.softmaxCrossEntropyWithLogits: expected as many rows of labels as of logits, or one, received shapes (2, 1, 2) and (2, 3, 2); use tf.broadcastTo",
  );
});

Deno.test("moments() over no axes leaves the axes of length 1 out, as in TensorFlow", () =>
  assertEquals(tf.nn.moments(tf.ones([3, 1]), []).map(({ shape }) => shape), [[3], [3]]));

Deno.test("segmentProd() has the second gradients of products with a factor of 0", () => {
  const product = (x: tf.Tensor) => tf.math.segmentProd(x, [0, 0, 0]);
  const first = (x: tf.Tensor) => gradientOf(product, x, [1]);
  // Of x y z for (0, 3, 5): the first are (15, 0, 0), the second of their sum x + y + z + ...
  const x = tf.constant([0, 3, 5]);
  assertEquals(list(first(x)), [15, 0, 0]);
  assertEquals(list(gradientOf(first, x, [1, 1, 1])), [8, 5, 3]);
  const zeros = tf.constant([0, 0, 5]);
  assertEquals(list(first(zeros)), [0, 0, 0]);
  assertEquals(list(gradientOf(first, zeros, [1, 1, 1])), [5, 5, 0]);
});

Deno.test("clipByNorm() counts a negative norm as 0", () =>
  assertEquals(list(tf.clipByNorm([0.5, 2], -1)), [0, 0]));

Deno.test("gather() has a gradient where the rows have no elements", () => {
  const x = tf.zeros([2, 0]);
  const tape = new tf.GradientTape();
  const y = tape.run(() => {
    tape.watch(x);
    return tf.gather(x, [1, 1]);
  });
  assertEquals(tape.gradient(y, x)!.shape, [2, 0]);
});

Deno.test("tf.function() has all digits of constant factors of float64 in products of matrices", () => {
  const wide = { dtype: "float64" } as const;
  const [x, w] = [tf.constant([[1, 2]], wide), tf.constant([[3], [5]], wide)];
  const tenth = () => tf.constant(0.1, wide);
  const scaled = tf.function((x: tf.Tensor) => [
    tf.matmul(tf.multiply(x, tenth()), w),
    tf.multiply(tf.matmul(x, w), tenth()),
    tf.divide(tf.matmul(x, w), tf.constant(10, wide)),
    tf.matmul(x, x, { transposeB: true }).mul(tenth()),
  ]);
  for (const [i, y] of scaled(x).entries()) {
    const [actual, expected] = [Number(y), i === 3 ? 0.5 : 1.3];
    if (Math.abs(actual - expected) > 1e-15) throw new Error(`result ${i} is ${actual}`);
  }
});

Deno.test("gelu() of the largest numbers does not overflow", () => {
  const x = tf.constant([3.4028234663852886e38, -3.4028234663852886e38]);
  assertEquals(list(tf.nn.gelu(x)), [3.4028234663852886e38, -0]);
  assertEquals(list(tf.nn.gelu(x, true)), [3.4028234663852886e38, -0]);
});

testOf("float16", "saturateCast() gives the largest number that floats of 16 bits can be", () => {
  const of = (dtype: "float16" | "bfloat16", to: "int16" | "uint16") =>
    list(tf.saturateCast(tf.cast(tf.constant([65504, -65504, 3]), dtype), to));
  assertEquals(of("float16", "int16"), [32752, -32768, 3]);
  assertEquals(of("bfloat16", "int16"), [32640, -32768, 3]);
  assertEquals(of("bfloat16", "uint16"), [65280, 0, 3]);
});
