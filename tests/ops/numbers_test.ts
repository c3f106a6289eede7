/**
 * Numbers at the edge: reductions of nothing, infinities, NaN, limits of integers, division by zero.
 * The values are TensorFlow 2.21's.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const list = (x: tf.Tensor): unknown => x.numpy().toArray();
const int = (values: tf.NestedArray) => tf.constant(values, "int32");
const none = (dtype: tf.DType = "float32", shape = [0]) => tf.zeros(shape, dtype);
const INF = Infinity;

/** Rows that a test compares as they are: call, value, dtype. */
const ROWS: readonly [string, () => tf.Tensor, unknown, string][] = [
  ["reduceAll of nothing", () => tf.reduceAll(none("bool")), true, "bool"],
  ["reduceAny of nothing", () => tf.reduceAny(none("bool")), false, "bool"],
  ["reduceMean of nothing", () => tf.reduceMean(none()), NaN, "float32"],
  ["reduceVariance of nothing", () => tf.math.reduceVariance(none()), NaN, "float32"],
  ["reduceStd of nothing", () => tf.math.reduceStd(none()), NaN, "float32"],
  ["reduceMax of nothing", () => tf.reduceMax(none()), -INF, "float32"],
  ["reduceMin of nothing", () => tf.reduceMin(none()), INF, "float32"],
  ["reduceMax of no int32", () => tf.reduceMax(none("int32")), -(2 ** 31), "int32"],
  ["reduceMin of no int32", () => tf.reduceMin(none("int32")), 2 ** 31 - 1, "int32"],
  ["reduceMax of no int64", () => tf.reduceMax(none("int64")), -(2n ** 63n), "int64"],
  ["reduceMin of no uint8", () => tf.reduceMin(none("uint8")), 255, "uint8"],
  ["reduceMax of no uint8", () => tf.reduceMax(none("uint8")), 0, "uint8"],
  ["reduceProd of nothing", () => tf.reduceProd(none()), 1, "float32"],
  ["reduceSum of nothing", () => tf.reduceSum(none("int32")), 0, "int32"],
  ["reduceLogsumexp of nothing", () => tf.reduceLogsumexp(none()), -INF, "float32"],
  ["norm of nothing", () => tf.norm(none()), 0, "float32"],
  ["reduceMax over an empty axis", () => tf.reduceMax(none("float32", [2, 0]), 1), [
    -INF,
    -INF,
  ], "float32"],
  ["reduceLogsumexp of -inf", () => tf.reduceLogsumexp([-INF, -INF]), -INF, "float32"],
  ["reduceLogsumexp of inf", () => tf.reduceLogsumexp([INF, 1]), INF, "float32"],
  ["reduceLogsumexp of both", () => tf.reduceLogsumexp([INF, -INF]), INF, "float32"],
  ["reduceLogsumexp beside -inf", () => tf.reduceLogsumexp([-INF, 3]), 3, "float32"],
  [
    "reduceMean of large int32",
    () => tf.reduceMean(int([2 ** 31 - 1, 2 ** 31 - 1])),
    2 ** 31 - 1,
    "int32",
  ],
  ["clipByValue of NaN", () => tf.clipByValue([NaN, 5], 0, 0), [NaN, 0], "float32"],
  ["norm 1 of a matrix", () => tf.norm([[1, -2], [3, 4]], 1, [0, 1]), 6, "float32"],
  ["norm inf of a matrix", () => tf.norm([[1, -2], [3, 4]], INF, [0, 1]), 7, "float32"],
  ["norm inf of a vector", () => tf.norm([1, -2, 3], INF), 3, "float32"],
  ["floordiv of no floats", () => tf.math.floordiv(none(), none()), [], "float32"],
  ["floormod of no floats", () => tf.math.floormod(none(), 2), [], "float32"],
  ["floordiv of floats by 0", () => tf.math.floordiv([1, -1, 0], 0), [INF, -INF, NaN], "float32"],
  ["divideNoNan by 0", () => tf.math.divideNoNan([1, -1, 0], 0), [0, 0, 0], "float32"],
  ["pow of int32", () => tf.pow(int([2, -3]), int([10, 3])), [1024, -27], "int32"],
  ["pow of 0 by 0", () => tf.pow(int([0]), int([0])), [1], "int32"],
  ["int32 wraps", () => tf.add(int([2 ** 31 - 1]), 1), [-(2 ** 31)], "int32"],
  ["abs of the least int32", () => tf.abs(int([-(2 ** 31)])), [-(2 ** 31)], "int32"],
  ["floordiv of negative int32", () => tf.math.floordiv(int([-7, 7]), 2), [-4, 3], "int32"],
  ["sign of NaN", () => tf.sign([NaN, -0, -INF]), [NaN, 0, -1], "float32"],
  ["maximum with NaN", () => tf.maximum([NaN, 1], [1, NaN]), [NaN, NaN], "float32"],
  ["round to even", () => tf.round([0.5, 1.5, 2.5, -0.5]), [0, 2, 2, -0], "float32"],
  ["argmax of the first of equals", () => tf.argmax([1, 3, 3]), 1n, "int64"],
];

/** Rows for the processor, with the reason. */
const ON_CPU: Readonly<Record<string, string>> = {
  "reduceLogsumexp of -inf": "WGSL leaves the logarithm of 0 to the graphics card",
};

for (const [name, run, value, dtype] of ROWS) {
  Deno.test(`${name} is TensorFlow's`, () => {
    for (const wrap of [(f: () => tf.Tensor) => f, (f: () => tf.Tensor) => tf.function(f)]) {
      const call = wrap(run);
      const result = name in ON_CPU ? tf.device("cpu", () => call()) : call();
      assertEquals([list(result), result.dtype], [value, dtype]);
    }
  });
}

Deno.test("where() with nothing broadcasts to nothing, and keeps the dtype", () => {
  const result = tf.where(none("bool", [0, 1]), tf.ones([1, 3]), tf.zeros([1, 3]));
  assertEquals([result.shape, result.dtype], [[0, 3], "float32"]);
  assertEquals(tf.where(true, none("int32"), none("int32")).shape, [0]);
});

Deno.test("topK() and sort() lose no element beside NaN", () => {
  const x = [2, NaN, 1, 3];
  const { values, indices } = tf.math.topK(x, 4);
  const taken = (list(indices) as number[]).toSorted((a, b) => a - b);
  assertEquals(taken, [0, 1, 2, 3]);
  assertEquals(list(tf.gather(x, indices)), list(values));
  assertEquals((list(tf.sort(x)) as number[]).filter(Number.isNaN).length, 1);
});

Deno.test("what TensorFlow raises for is an error that names the operation", () => {
  const refused: [() => tf.Tensor, ErrorConstructor, RegExp][] = [
    [() => tf.argmax(none()), RangeError, /argmax.*(empty|0|no element|nothing)/],
    [() => tf.argmin(none("float32", [2, 0]), 1), RangeError, /argmin/],
    [() => tf.math.floordiv(int([1]), int([0])), RangeError, /floordiv.*zero/],
    [() => tf.math.floormod(int([1]), int([0])), RangeError, /floormod.*zero/],
    [() => tf.truncatediv(int([1]), int([0])), RangeError, /truncatediv.*zero/],
    [() => tf.pow(int([2]), int([-1])), RangeError, /pow.*negative/i],
    [
      () => tf.fill([1], 2 ** 40).cast("int32").add(tf.constant([2 ** 40], "int32")),
      RangeError,
      /from -2147483648 to 2147483647 for dtype int32/,
    ],
  ];
  for (const [run, type, text] of refused) {
    const error = assertThrows(() => run().numpy(), type) as Error;
    assert(text.test(error.message), error.message);
  }
  // What is computed afterwards is not lost with it.
  const x = tf.constant([1, 2]);
  const y = tf.add(x, 1);
  assertThrows(() => tf.math.floordiv(int([1]), int([0])).numpy(), RangeError);
  assertEquals(list(y), [2, 3]);
});

Deno.test("fill() of a number that no int32 holds stays the number", () => {
  assertEquals(list(tf.fill([1], 2 ** 40)), [2 ** 40]);
  assertEquals(tf.fill([1], 2 ** 40).dtype, "float32");
  assertThrows(() => tf.fill([1], tf.constant(2 ** 40, "int32")), RangeError, "for dtype int32");
});
