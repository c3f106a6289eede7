/**
 * Bad input by kind, one or two of each: class and text, at the call, before anything runs. What each
 * function refuses for each of its arguments is in tests/namespaces/bad_input_test.ts.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { stats } from "../../lib/tensor/graph.ts";

/** Takes a value as untyped code would give it. */
const loose = (value: unknown) => value as never;

/** A typed array whose memory was given away. */
function transferred(): Float32Array<ArrayBuffer> {
  const array = Float32Array.of(1, 2, 3);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
}

function disposed(): tf.Tensor {
  const x = tf.constant([1, 2]);
  x.dispose();
  return x;
}

const x = tf.ones([2, 3]);
const whole = tf.constant([1, 2], "int32");
const watching = (x: tf.TensorLike, run: (x: tf.Tensor) => tf.Tensor) => {
  const tape = new tf.GradientTape();
  const it = x as tf.Tensor;
  return tape.gradient(
    tape.run(() => {
      if (it instanceof tf.Tensor) tape.watch(it);
      return run(it);
    }),
    it,
  );
};

/** What is bad, call, class, message. */
const ROWS: readonly [string, () => unknown, ErrorConstructor, string][] = [
  ["rank", () => tf.matmul([1, 2], [3, 4]), TypeError, "tf.matmul: expected"],
  [
    "inner dimension",
    () => tf.matmul(x, x),
    TypeError,
    "tf.matmul: expected matrices whose inner dimensions agree, received shapes (2, 3) and (2, 3) with transposeA=false, transposeB=false",
  ],
  ["shapes", () => tf.add(tf.ones([2]), x), TypeError, "tf.add: expected shapes that broadcast"],
  [
    "dtypes",
    () => tf.add(whole, [1.5, 2.5]),
    TypeError,
    "tf.add: expected whole numbers for dtype int32, received 1.5; use a dtype of floats, or tf.cast",
  ],
  [
    "dtypes of tensors",
    () => tf.add(whole, tf.constant([1, 2])),
    TypeError,
    "tf.add: expected tensors of one dtype, received int32 and float32; convert one with tf.cast",
  ],
  [
    "name of a dtype",
    () => tf.constant([1], loose("double")),
    TypeError,
    'received dtype="double"; did you mean "float64"?',
  ],
  [
    "axis",
    () => tf.reduceSum(x, 2),
    RangeError,
    "tf.reduceSum: expected axis from -2 to 1 for a tensor of 2 dimensions, received axis=2",
  ],
  [
    "axis twice",
    () => tf.reduceSum(x, [0, 0]),
    RangeError,
    "tf.reduceSum: expected each axis once, received axis=[0, 0] for a tensor of 2 dimensions",
  ],
  [
    "fraction of an axis",
    () => tf.reduceSum(x, 0.5),
    RangeError,
    "tf.reduceSum: expected axis to be a whole number, received axis=0.5",
  ],
  [
    "text as an axis",
    () => tf.reduceSum(x, loose("0")),
    TypeError,
    'tf.reduceSum: expected axis to be a whole number, received axis="0"',
  ],
  [
    "index",
    () => tf.gather([1, 2, 3], tf.constant([-1], "int32")),
    RangeError,
    "tf.gather: expected indices from 0 to 2 into a dimension of 3, received indices[0] = -1 in indices of shape (1,)",
  ],
  [
    "negative dimension",
    () => tf.zeros([-1]),
    RangeError,
    "tf.zeros: expected shape[0] to be a whole number >= 0, received shape[0]=-1",
  ],
  [
    "count that is none",
    () => tf.oneHot([1], NaN),
    RangeError,
    "tf.oneHot: expected depth to be a whole number >= 0, received depth=NaN",
  ],
  [
    "bound without end",
    () => tf.range(Infinity),
    RangeError,
    "tf.range: expected finite bounds, received start=0, limit=Infinity, delta=1",
  ],
  [
    "20 GB",
    () => tf.zeros([50_000, 100_000]),
    RangeError,
    "tf.zeros: expected at most 2147483647 elements, received shape=(50000, 100000) with 5000000000",
  ],
  [
    "unknown option",
    () => tf.reduceSum(x, loose({ keepDims: true })),
    TypeError,
    "received keepDims; did you mean keepdims?",
  ],
  [
    "Python's option",
    () => tf.nn.moments(x, loose({ axes: 0, keep_dims: true })),
    TypeError,
    "received keep_dims; did you mean keepdims?",
  ],
  [
    "argument twice",
    () => tf.reduceSum(x, 0, loose({ axis: 1 })),
    TypeError,
    "tf.reduceSum: expected axis once, received it by position and by name: 0 and 1",
  ],
  [
    "value of a traced function",
    () => tf.function((x: tf.Tensor) => x.numpy())(x),
    TypeError,
    "cannot read argument 0 while the function is traced; use tf.cond or tf.whileLoop",
  ],
  [
    "gradient of whole numbers",
    () => watching(whole, (x) => tf.multiply(x, 2)),
    TypeError,
    "tf.GradientTape.watch: expected a tensor of floats, received dtype int32; convert it with tf.cast",
  ],
  [
    "gradient of a variable of whole numbers",
    () => watching(new tf.Variable(whole), (x) => tf.multiply(x, 2)),
    TypeError,
    "tf.GradientTape.gradient: expected a target of floats, received dtype int32; convert it with tf.cast before the operations to differentiate",
  ],
  [
    "device",
    () => tf.device("/GPU:7"),
    RangeError,
    'tf.device: expected the index of a device that is there, 0, received name="/GPU:7"',
  ],
  [
    "disposed tensor",
    () => tf.add(disposed(), 1),
    TypeError,
    "Tensor is disposed: expected a tensor",
  ],
  [
    "reading a disposed tensor",
    () => disposed().numpy(),
    TypeError,
    "Tensor is disposed: expected",
  ],
  [
    "memory given away",
    () => tf.constant(transferred()),
    TypeError,
    "tf.constant: expected an array with its memory, received Float32Array whose buffer was transferred; copy it before",
  ],
  [
    "memory of a host array given away",
    () => {
      const host = tf.constant([1, 2]).numpy();
      structuredClone(host.data, { transfer: [(host.data as Float32Array<ArrayBuffer>).buffer] });
      return tf.add(host, 1);
    },
    TypeError,
    "tf.add: expected an array with its memory, received Float32Array whose buffer was transferred",
  ],
  [
    "list with holes",
    () => tf.constant(loose(Object.assign(new Array(3), [1]))),
    TypeError,
    "tf.constant: expected numbers, booleans or strings of one kind, received undefined beside 1",
  ],
  [
    "list of itself",
    () => {
      const list: unknown[] = [1];
      list.push(list);
      return tf.constant(loose(list));
    },
    TypeError,
    "tf.constant: expected nested arrays of at most 64 levels, received more; does one hold itself?",
  ],
  [
    "ragged list",
    () => tf.constant([[1], [2, 3]]),
    TypeError,
    "tf.constant: expected nested arrays of one shape, received shape (1,) at index 0 and (2,) at index 1",
  ],
  [
    "mixed list",
    () => tf.constant(loose([1, "a"])),
    TypeError,
    'tf.constant: expected numbers, booleans or strings of one kind, received "a" beside 1',
  ],
  ["promise", () => tf.add(loose(Promise.resolve(1)), 1), TypeError, "tf.add: expected a tensor"],
  ["nothing", () => tf.add(loose(undefined), 1), TypeError, "tf.add: expected a tensor"],
  [
    "nothing in a list",
    () => tf.constant(loose([1, undefined])),
    TypeError,
    "tf.constant: expected numbers, booleans or strings of one kind, received undefined beside 1",
  ],
];

for (const [what, run, type, text] of ROWS) {
  Deno.test(`bad input is refused at the call, before anything runs: ${what}`, () => {
    tf.zeros([1]).numpy();
    const { runs } = stats;
    const error = assertThrows(run, type, text) as Error;
    assertEquals(error.constructor, type);
    assertEquals(stats.runs, runs, "something ran");
    const frame = error.stack?.split("\n").find((line) => /^\s+at /.test(line)) ?? "";
    assertEquals(frame.includes("/tests/"), true, `it begins at ${frame}`);
  });
}

Deno.test("what a bad call was given is as usable as before", () => {
  const [a, v] = [tf.constant([1, 2]), new tf.Variable([3, 4])];
  const pending = tf.add(a, v);
  for (const run of [() => tf.matmul(a, v), () => v.assign([1]), () => tf.gather(v, [5])]) {
    assertThrows(run, Error, "expected");
  }
  v.assignAdd(a);
  assertEquals([pending, v].map((it) => it.numpy().toArray()), [[4, 6], [4, 6]]);
});

Deno.test("memory that is given away after a read is a copy: the tensor keeps its values", () => {
  const x = tf.add([1, 2], 1);
  const host = x.numpy();
  structuredClone(host.data, { transfer: [(host.data as Float32Array<ArrayBuffer>).buffer] });
  assertEquals(x.numpy().toArray(), [2, 3]);
});
