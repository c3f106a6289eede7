/**
 * How the functions of lib/ops/array take arguments, and what they refuse.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { function_ } from "../../../lib/functions/function.ts";
import { Tape } from "../../../lib/functions/tape.ts";
import { NdArray } from "../../../lib/display/ndarray.ts";
import { multiply } from "../../../lib/primitives/math/arithmetic.ts";
import { argmax } from "../../../lib/primitives/reduction/arg_extreme.ts";
import { reduceSum } from "../../../lib/primitives/reduction/reduce_sum.ts";
import { read } from "../../../lib/tensor/graph.ts";
import { aval } from "../../../lib/tensor/aval.ts";
import { leaf, type Tensor } from "../../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../../support/backends.ts";
import { functions as tf } from "./functions.ts";

const { backend } = TEST_BACKENDS[0]!;

const test = (name: string, run: () => void) =>
  Deno.test(name, () => {
    using(backend, run);
  });

const values = (x: Tensor) => Array.from(read(x) as Iterable<unknown>);

/** Checks the class and the whole text of an error. */
function refuses(run: () => unknown, Class: new () => Error, text: string): void {
  const error = assertThrows(run, Class);
  assertEquals((error as Error).message, text);
}

test("functions take arguments by position, by name, or both", () => {
  const x = tf.constant([[1, 2], [3, 4]]);
  assertEquals(values(tf.gather(x, [1], { axis: 1 })), [2, 4]);
  assertEquals(values(tf.concat({ values: [x, x], axis: 1 })), [1, 2, 1, 2, 3, 4, 3, 4]);
  assertEquals(values(tf.transpose(x, [1, 0])), [1, 3, 2, 4]);
  assertEquals(tf.zeros([2], "int32").dtype, "int32");
  assertEquals(tf.zeros({ shape: [2], dtype: "int8" }).dtype, "int8");
  assertEquals(tf.eye(2, { batchShape: [3] }).shape, [3, 2, 2]);
  assertEquals(values(tf.reshape({ tensor: x, shape: [4] })), [1, 2, 3, 4]);
});

test("functions refuse options they do not know, doubled ones, and too many", () => {
  const x = tf.constant([1, 2]);
  const call = tf.concat as (...args: unknown[]) => unknown;
  refuses(
    () => call([x], { axes: 0 }),
    TypeError,
    "tf.concat: expected arguments among values, axis, name, received axes; did you mean axis?",
  );
  refuses(
    () => call([x], 0, { axis: 0 }),
    TypeError,
    "tf.concat: expected axis once, received it by position and by name: 0 and 0",
  );
  refuses(
    () => (tf.oneHot as (...args: unknown[]) => unknown)([1], 2, { on_value: 3 }),
    TypeError,
    "tf.oneHot: on_value is called onValue here",
  );
  refuses(
    () => (tf.rank as (...args: unknown[]) => unknown)(x, null, 1),
    TypeError,
    "tf.rank: expected at most 2 arguments (input, name), received 3",
  );
  refuses(
    () => call([x]),
    TypeError,
    "tf.concat: expected axis, which has no default; it was not given",
  );
});

test("errors begin at the line that called", () => {
  try {
    tf.reshape([1, 2], [3]);
  } catch (error) {
    const frame = (error as Error).stack!.split("\n").find((line) => /^\s+at /.test(line))!;
    assertEquals(frame.includes("arguments_test.ts"), true);
    return;
  }
  throw new Error("no error");
});

test("dtypes do not depend on whether numbers are whole", () => {
  assertEquals(tf.constant([1, 2]).dtype, "float32");
  assertEquals(tf.fill([1], 2 ** 40).dtype, "float32");
  assertEquals(values(tf.fill([1], 2 ** 40)), [2 ** 40]);
  assertEquals(tf.constant(3n).dtype, "int64");
  assertEquals(tf.constant([true]).dtype, "bool");
  assertEquals(tf.constant("a").dtype, "string");
  assertEquals(tf.constant(new Float64Array([1])).dtype, "float64");
  assertEquals(tf.constant(new Uint8Array([1])).dtype, "uint8");
  assertEquals(tf.constant(new NdArray(new Int16Array([1]), [1], "int16")).dtype, "int16");
  assertEquals(tf.range(3).dtype, "int32");
  assertEquals(tf.range(0, 1, 0.5).dtype, "float32");
  assertEquals(tf.range(3n).dtype, "int64");
  assertEquals(tf.linspace(0, 10, 3).dtype, "float32");
  assertEquals(tf.shape([[1]]).dtype, "int32");
  assertEquals(tf.where([true]).dtype, "int64");
});

test("constant() converts truth values, fills shapes, and refuses what does not fit", () => {
  assertEquals(values(tf.constant([true, false], "float32")), [1, 0]);
  assertEquals(values(tf.constant(7, { shape: [2] })), [7, 7]);
  refuses(
    () => tf.constant([1, 2], { shape: [3] }),
    TypeError,
    "tf.constant: expected a shape for the 2 elements of shape (2,), or one element to fill it with, received shape=(3,)",
  );
  refuses(
    () => tf.constant([1.5], "int32"),
    TypeError,
    "tf.constant: expected whole numbers for dtype int32, received 1.5; use a dtype of floats, or tf.cast",
  );
  refuses(
    () => tf.constant([300], "uint8"),
    RangeError,
    "tf.constant: expected numbers from 0 to 255 for dtype uint8, received 300",
  );
  refuses(
    () => tf.constant([[1], [2, 3]]),
    TypeError,
    "tf.constant: expected nested arrays of one shape, received shape (1,) at index 0 and (2,) at index 1",
  );
  refuses(
    () => tf.constant([1], "flaot32" as "float32"),
    TypeError,
    'tf.constant: expected dtype to be one of float16, bfloat16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool, string, complex64, received dtype="flaot32"; did you mean "float32"?',
  );
});

test("constant() of a plain number is no tensor that others share", () => {
  const [x, y] = [tf.constant(3), tf.constant(3)];
  assertEquals(x === y, false);
  const tape = new Tape(false);
  tape.watch(x);
  const z = tape.record(() => multiply(x, y));
  const [gradient] = tape.gradients([[z, tf.ones([])]], [x]);
  assertEquals(values(gradient!), [3]);
  assertEquals(tf.zeros([]) === tf.zeros([]), false);
});

test("functions that leave a tensor as it is give one of its own", () => {
  const x = tf.constant([[1, 2]]);
  const same: [string, Tensor][] = [
    ["reshape", tf.reshape(x, [1, 2])],
    ["transpose", tf.transpose(x, [0, 1])],
    ["squeeze", tf.squeeze(tf.constant([1, 2]))],
    ["tile", tf.tile(x, [1, 1])],
    ["repeat", tf.repeat(x, 1, 0)],
    ["pad", tf.pad(x, [[0, 0], [0, 0]])],
    ["reverse", tf.reverse(x, [])],
    ["roll", tf.roll(x, 0, 0)],
    ["slice", tf.slice(x, [0, 0], [1, 2])],
    ["broadcastTo", tf.broadcastTo(x, [1, 2])],
    ["concat", tf.concat([x], 0)],
    ["identity", tf.identity(x)],
    ["ensureShape", tf.ensureShape(x, null)],
    ["meshgrid", tf.meshgrid(tf.constant([1]))[0]!],
  ];
  for (const [name, result] of same) assertEquals(result === x, false, name);
  const tape = new Tape(false);
  tape.watch(x);
  const [y, z] = tape.record(() => {
    const inner = tf.reshape(x, [1, 2]);
    return [inner, multiply(x, inner)];
  });
  // With respect to the result alone, not to what it was made of.
  assertEquals(values(tape.gradients([[z!, tf.onesLike(z!)]], [y!])[0]!), [1, 2]);
});

test("shapes, axes and counts are checked by name", () => {
  const x = tf.constant([[1, 2], [3, 4]]);
  refuses(
    () => tf.zeros([2, -1]),
    RangeError,
    "tf.zeros: expected shape[1] to be a whole number >= 0, received shape[1]=-1",
  );
  refuses(
    () => tf.zeros([1.5]),
    RangeError,
    "tf.zeros: expected shape[0] to be a whole number >= 0, received shape[0]=1.5",
  );
  refuses(
    () => tf.zeros("3" as unknown as number),
    TypeError,
    'tf.zeros: expected shape to be a whole number, received shape="3"; write 3, without quotes',
  );
  refuses(
    () => tf.concat([x, x], 2),
    RangeError,
    "tf.concat: expected axis from -2 to 1 for a tensor of 2 dimensions, received axis=2",
  );
  refuses(
    () => tf.concat([x, [1]], 0),
    TypeError,
    "tf.concat: expected shapes that agree with (2, 2) except for axis 0, received (1,) at index 1",
  );
  refuses(
    () => tf.stack([x, [1]]),
    TypeError,
    "tf.stack: expected tensors of one shape, received (2, 2) at index 0 and (1,) at index 1",
  );
  refuses(
    () => tf.squeeze(x, 0),
    TypeError,
    "tf.squeeze: expected axes of length 1, received axis=0 of shape (2, 2)",
  );
  refuses(
    () => tf.split(x, [-1, -1]),
    RangeError,
    "tf.split: expected sizes, at most one of them -1, that add up to axis 0 of shape (2, 2), received numOrSizeSplits=[-1, -1]",
  );
  refuses(
    () => tf.split(x, 3),
    RangeError,
    "tf.split: expected a number of parts that divides axis 0 of shape (2, 2), received numOrSizeSplits=3",
  );
  refuses(
    () => tf.transpose(x, [0, 0]),
    RangeError,
    "tf.transpose: expected perm to name each of the 2 axes of shape (2, 2) once, received perm=[0, 0]",
  );
  refuses(
    () => tf.pad(x, [[3, 0], [0, 0]], "SYMMETRIC"),
    RangeError,
    "tf.pad: expected at most 2 elements before and after axis 0 of shape (2, 2) in mode SYMMETRIC, received paddings[0]=[3, 0]",
  );
  refuses(
    () => tf.slice(x, [0, 1], [1, 2]),
    RangeError,
    "tf.slice: expected begin and size within shape (2, 2), received begin=[0, 1], size=[1, 2]",
  );
  refuses(
    () => tf.topK(x, 3),
    RangeError,
    "tf.math.topK: expected k to be at most the length of the last axis, 2, received k=3",
  );
  refuses(
    () => tf.range(3, 0),
    RangeError,
    "tf.range: expected a delta that leads from start to limit, received start=3, limit=0, delta=1",
  );
  refuses(
    () => tf.tensorScatterNdUpdate(x, [[0]], [1]),
    TypeError,
    "tf.tensorScatterNdUpdate: expected updates of shape indices.shape[:-1] + shape[indices.shape[-1]:] for shape (2, 2) and indices of shape (1, 1), received updates of shape (1,)",
  );
});

test("counts and shapes may be tensors, which are read", () => {
  const two = tf.constant(2, "int32");
  assertEquals(tf.zeros([two, 3]).shape, [2, 3]);
  assertEquals(tf.reshape([1, 2, 3, 4], tf.constant([2, 2], "int32")).shape, [2, 2]);
  assertEquals(tf.zeros(new Int32Array([2, 1])).shape, [2, 1]);
  assertEquals(values(tf.range(two)), [0, 1]);
  assertEquals(values(tf.repeat([5, 6], tf.constant([2, 0], "int32"))), [5, 5]);
  assertEquals(values(tf.repeat(5, 3, -1)), [5, 5, 5]);
  assertThrows(() => tf.repeat(5, 3, 1), RangeError, "expected axis from -1 to 0");
  const traced = function_((n: Tensor) => tf.zeros([n]));
  assertThrows(() => traced(two), TypeError, "cannot read argument 0 while the function is traced");
});

test("indices out of range are refused at the call where they are known", () => {
  refuses(
    () => tf.gather([1, 2, 3], [0, 3]),
    RangeError,
    "tf.gather: expected indices from 0 to 2 into a dimension of 3, received indices[1] = 3 in indices of shape (2,)",
  );
  refuses(
    () => tf.gather([1, 2, 3], -1),
    RangeError,
    "tf.gather: expected indices from 0 to 2 into a dimension of 3, received indices = -1 in indices of shape ()",
  );
  refuses(
    () => tf.scatterNd([[0, 5]], [1], [2, 2]),
    RangeError,
    "tf.scatterNd: expected indices from 0 to 1 into a dimension of 2, received indices[0, 1] = 5 in indices of shape (1, 2)",
  );
  refuses(
    () => tf.gather([1, 2], [0.5]),
    TypeError,
    "tf.gather: expected whole numbers for dtype int32, received 0.5; use a dtype of floats, or tf.cast",
  );
  refuses(
    () => tf.gather([1, 2], tf.constant([1])),
    TypeError,
    "tf.gather: expected indices of dtype int32 or int64, received dtype float32; convert them with tf.cast",
  );
});

test("computed indices out of range end the run with the operation's name, negative ones too", () => {
  const x = tf.constant([[1, 2, 3], [4, 5, 6]]);
  for (const dtype of ["int32", "int64"] as const) {
    const minus = multiply(tf.constant([1, 1], dtype), tf.constant(-1, dtype));
    const least = multiply(tf.constant([-(2 ** 31)], dtype), tf.constant(1, dtype));
    const large = multiply(tf.constant([3], dtype), tf.constant(1, dtype));
    const runs: [string, () => Tensor][] = [
      ["tf.gather:", () => tf.gather(x, minus)],
      ["tf.gather:", () => tf.gather(x, minus, { axis: 1 })],
      ["tf.gather:", () => tf.gather(x, least)],
      ["tf.gather:", () => tf.gather(x, large)],
      ["tf.gather:", () => tf.gather(x, tf.reshape(minus, [2, 1]), { axis: 1, batchDims: 1 })],
      ["tf.gatherNd:", () => tf.gatherNd(x, tf.reshape(minus, [1, 2]))],
      ["tf.scatterNd:", () => tf.scatterNd(tf.reshape(large, [1, 1]), [1], [2])],
      ["tf.tensorScatterNdAdd:", () => tf.tensorScatterNdAdd(x, tf.reshape(minus, [1, 2]), [1])],
    ];
    for (const [name, run] of runs) {
      const error = assertThrows(() => read(run()), Error) as Error;
      assertEquals(error.message.startsWith(name), true, error.message);
    }
  }
  assertEquals(values(tf.gather(x, [1])), [4, 5, 6]);
});

test("traced functions compute with each call's arguments, whatever they begin with", () => {
  const x = tf.constant([[1, 2], [3, 4]]);
  const y = tf.constant([[5, 6], [7, 8]]);
  const each: Record<string, (x: Tensor) => Tensor> = {
    reshape: (x) => tf.reshape(x, [-1]),
    expandDims: (x) => tf.expandDims(x, 0),
    squeeze: (x) => tf.squeeze(tf.expandDims(x, 0)),
    stack: (x) => tf.stack([x, x]),
    concatEmpty: (x) => tf.concat([x, tf.zeros([0, 2])], 0),
    gatherByArgmax: (x) => tf.gather(tf.constant([10, 20]), argmax(x, 0, "int32")),
    sort: (x) => tf.sort(x, 0, "DESCENDING"),
  };
  for (const [name, run] of Object.entries(each)) {
    const traced = function_(run);
    assertEquals(values(traced(x)), values(run(x)), name);
    assertEquals(values(traced(y)), values(run(y)), name);
    const waiting = tf.reshape(multiply(y, x), [2, 2]);
    assertEquals(values(traced(waiting)), values(run(waiting)), name);
  }
});

test("reads of arguments while traced are errors, never frozen", () => {
  const x = tf.constant([1, 2, 1]);
  for (const run of [tf.unique, tf.where, tf.uniqueWithCounts] as ((x: Tensor) => unknown)[]) {
    const traced = function_((it: Tensor) => run(it) as Tensor);
    assertThrows(() => traced(x), TypeError, "cannot read argument 0 while the function is traced");
  }
  const masked = function_((it: Tensor) => tf.booleanMask(it, tf.constant([true, false, true])));
  assertEquals(values(masked(x)), [1, 1]);
  assertEquals(values(masked(tf.constant([7, 8, 9]))), [7, 9]);
});

test("gather() adds up the gradient of repeated indices", () => {
  const x = tf.constant([1, 2, 3]);
  const tape = new Tape(false);
  tape.watch(x);
  const y = tape.record(() => reduceSum(tf.gather(x, [0, 2, 0, 0]), [0]));
  assertEquals(values(tape.gradients([[y, tf.ones([])]], [x])[0]!), [3, 0, 1]);
});

test("topK() and sort() lose no elements to NaN", () => {
  const x = tf.constant([1, NaN, 3, NaN, 3, -Infinity]);
  const { values: largest, indices } = tf.topK(x, 6);
  assertEquals(values(largest), [NaN, NaN, 3, 3, 1, -Infinity]);
  assertEquals(values(indices), [1, 3, 2, 4, 0, 5]);
  assertEquals(values(tf.sort(x)), [-Infinity, 1, 3, 3, NaN, NaN]);
  assertEquals(values(tf.argsort(x)), [5, 0, 2, 4, 1, 3]);
});

test("where() with an empty operand has the shape that all three broadcast to", () => {
  assertEquals(tf.where(tf.zeros([0, 1], "bool"), [1, 2], 3).shape, [0, 2]);
});

test("transpose() conjugates complex numbers where it is asked to", () => {
  const x = leaf(Float32Array.of(1, 2, 3, -4), aval("complex64", [1, 2]));
  assertEquals(values(tf.transpose(x)), [1, 2, 3, -4]);
  assertEquals(values(tf.transpose(x, { conjugate: true })), [1, -2, 3, 4]);
  assertEquals(values(tf.transpose([[1, 2]], { conjugate: true })), [1, 2]);
});
