/**
 * First gradients where a function has a corner, a tie, a broadcast operand or no gradient at all, as
 * TensorFlow 2.21 gives them.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

type Run = (...xs: tf.Tensor[]) => tf.Tensor;

/** Gradients of the sum of a function's result; in eager code and in a traced function alike. */
function gradients(run: Run, xs: readonly tf.Tensor[]): unknown[] {
  const of = (...xs: tf.Tensor[]) => {
    const tape = new tf.GradientTape();
    const y = tape.run(() => {
      for (const x of xs) tape.watch(x);
      return tf.reduceSum(run(...xs));
    });
    return tape.gradient(y, xs);
  };
  const plain = (all: readonly (tf.Tensor | null)[]) =>
    all.map((it) => it === null ? null : tf.add(it, 0).numpy().toArray());
  const eager = plain(of(...xs));
  assertEquals(plain(tf.function(of)(...xs)), eager, "traced");
  return eager;
}

const INF = Infinity;
const a = [[1, 2], [3, 4]];

/** Name, function, arguments, gradients. */
const ROWS: readonly [string, Run, readonly tf.NestedArray[], readonly unknown[]][] = [
  ["abs at 0", (x) => tf.abs(x!), [[0, -2, 3]], [[0, -1, 1]]],
  ["sign", (x) => tf.sign(x!), [[0, -2]], [[0, 0]]],
  ["relu at 0", (x) => tf.nn.relu(x!), [[0, -1, 1]], [[0, 0, 1]]],
  ["relu6 at 0 and 6", (x) => tf.nn.relu6(x!), [[0, 6, 3, 7]], [[0, 0, 1, 0]]],
  ["selu at 0", (x) => tf.nn.selu(x!), [[0]], [[Math.fround(1.0507009873554805)]]],
  ["elu at 0", (x) => tf.nn.elu(x!), [[0, 1]], [[1, 1]]],
  ["leakyRelu at 0", (x) => tf.nn.leakyRelu(x!, 0.5), [[0, 1]], [[0.5, 1]]],
  ["reduceMax of ties", (x) => tf.reduceMax(x!), [[3, 1, 3]], [[0.5, 0, 0.5]]],
  ["reduceMin of ties", (x) => tf.reduceMin(x!, 1), [[[1, 1], [2, 3]]], [[[0.5, 0.5], [1, 0]]]],
  ["maximum of ties", (x, y) => tf.maximum(x!, y!), [[1, 2], [1, 3]], [[1, 0], [0, 1]]],
  ["minimum of ties", (x, y) => tf.minimum(x!, y!), [[1, 2], [1, 3]], [[1, 1], [0, 0]]],
  ["maximum broadcast", (x, y) => tf.maximum(x!, y!), [a, [2, 2]], [[[0, 1], [1, 1]], [1, 0]]],
  ["minimum broadcast", (x, y) => tf.minimum(x!, y!), [a, [[2], [2]]], [[[1, 1], [0, 0]], [[0], [
    2,
  ]]]],
  [
    "squaredDifference broadcast",
    (x, y) => tf.math.squaredDifference(x!, y!),
    [a, [1, 1]],
    [[[0, 2], [4, 6]], [-4, -8]],
  ],
  [
    "matmul of broadcast stacks",
    (x, y) => tf.matmul(x!, y!),
    [[[[1, 2]], [[3, 4]]], [[1], [1]]],
    [[[[1, 1]], [[1, 1]]], [[4], [6]]],
  ],
  ["cumsum over axis 0", (x) => tf.multiply(tf.cumsum(x!, 0), [[1, 2], [3, 4]]), [a], [[[4, 6], [
    3,
    4,
  ]]]],
  ["cumprod", (x) => tf.math.cumprod(x!), [[2, 3, 4]], [[16, 10, 6]]],
  ["topK", (x) => tf.math.topK(x!, 2).values, [[1, 5, 3]], [[0, 1, 1]]],
  ["clipByValue at its limits", (x) => tf.clipByValue(x!, 0, 2), [[0, 2, 1, 3, -1]], [[
    1,
    1,
    1,
    0,
    0,
  ]]],
  ["floor", (x) => tf.floor(x!), [[1.5]], [null]],
  ["ceil", (x) => tf.math.ceil(x!), [[1.5]], [null]],
  ["round", (x) => tf.round(x!), [[1.5]], [null]],
  ["rint", (x) => tf.math.rint(x!), [[1.5]], [null]],
  ["floordiv", (x, y) => tf.math.floordiv(x!, y!), [[5], [2]], [null, null]],
  ["floormod", (x, y) => tf.math.floormod(x!, y!), [[5], [2]], [[1], [-2]]],
  ["casts to integers and back", (x) => tf.cast(tf.cast(x!, "int32"), "float32"), [[1.5]], [null]],
  ["argmax", (x) => tf.cast(tf.argmax(x!), "float32"), [[1, 2]], [null]],
  ["comparisons", (x) => tf.cast(tf.greater(x!, 1), "float32"), [[1, 2]], [null]],
  [
    "a mask by comparison",
    (x) => tf.multiply(x!, tf.cast(tf.greater(x!, 1), "float32")),
    [[1, 2]],
    [[0, 1]],
  ],
  ["where by comparison", (x) => tf.where(tf.less(x!, 1.5), tf.square(x!), x!), [[1, 2]], [[2, 1]]],
  [
    "Huber's loss",
    (x) =>
      tf.where(
        tf.lessEqual(tf.abs(x!), 1),
        tf.multiply(tf.square(x!), 0.5),
        tf.subtract(tf.abs(x!), 0.5),
      ),
    [[0.5, -3, 1]],
    [[0.5, -1, 1]],
  ],
  ["equal targets cut", (x) => tf.cast(tf.equal(x!, x!), "float32"), [[1]], [null]],
  ["sqrt at 0", (x) => tf.sqrt(x!), [[0]], [[INF]]],
  ["divideNoNan by 0", (x, y) => tf.math.divideNoNan(x!, y!), [[1], [0]], [[0], [0]]],
  ["xlogy at 0", (x, y) => tf.math.xlogy(x!, y!), [[0], [2]], [[0], [0]]],
  ["norm at 0", (x) => tf.norm(x!), [[0, 0]], [[NaN, NaN]]],
  ["reduceProd with one 0", (x) => tf.reduceProd(x!), [[2, 0, 3]], [[0, 6, 0]]],
  ["reduceProd with two", (x) => tf.reduceProd(x!), [[0, 0, 3]], [[0, 0, 0]]],
  ["gather of one row twice", (x) => tf.gather(x!, [1, 1]), [[1, 2]], [[0, 2]]],
  ["pow at 0", (x, y) => tf.pow(x!, y!), [[0], [2]], [[0], [0]]],
  ["atan2 at the origin's axis", (y, x) => tf.atan2(y!, x!), [[0], [2]], [[0.5], [0]]],
];

for (const [name, run, values, expected] of ROWS) {
  Deno.test(`the gradient of ${name} is TensorFlow's`, () => {
    assertEquals(gradients(run, values.map((it) => tf.constant(it))), expected);
  });
}

Deno.test("cumprod() has its derivative beside a 0, where TensorFlow's division gives 0", () => {
  assertEquals(gradients((x) => tf.math.cumprod(x!), [tf.constant([2, 0, 4])]), [[1, 10, 0]]);
});

Deno.test("a dilated convolution has gradients", () => {
  const x = tf.reshape(tf.range(9, { dtype: "float32" }), [1, 3, 3, 1]);
  const filters = tf.ones([2, 2, 1, 1]);
  const conv: Run = (x, f) => tf.nn.conv2d(x!, f!, 1, "VALID", { dilations: 2 });
  const [dx, df] = gradients(conv, [x, filters]);
  assertEquals([dx].flat(Infinity), [1, 0, 1, 0, 0, 0, 1, 0, 1]);
  assertEquals([df].flat(Infinity), [0, 2, 6, 8]);
});

Deno.test("the L1 penalty leaves weights of 0 where they are", () => {
  const w = new tf.Variable([0, 2, -2]);
  const l1 = tf.keras.regularizers.l1(0.5);
  new tf.keras.optimizers.SGD(1).minimize(() => l1(w), [w]);
  assertEquals(w.numpy().toArray(), [0, 1.5, -1.5]);
});
