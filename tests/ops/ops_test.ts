import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const float = (value: tf.NestedArray) => tf.constant(value, { dtype: "float32" });

Deno.test("constant() infers types as TensorFlow does and copies its values", () => {
  const types = [tf.constant([1, 2]), tf.constant([1, 2.5]), tf.constant([true]), tf.constant("a")];
  assertEquals(types.map(({ dtype }) => dtype), ["int32", "float32", "bool", "string"]);
  const source = Float32Array.of(1, 2);
  const copy = tf.constant(source);
  source[0] = 9;
  assertEquals(copy.numpy().toArray(), [1, 2]);
  assertEquals(tf.constant(7, { shape: [2, 2] }).numpy().toArray(), [[7, 7], [7, 7]]);
  assertEquals(tf.constant([1, 2, 3, 4], { shape: [2, 2] }).shape, [2, 2]);
});

Deno.test("constant() takes arrays of narrow floats as float32 and refuses complex ones", () => {
  for (const dtype of ["float16", "bfloat16"] as const) {
    const tensor = tf.constant(tf.NdArray.from([1.5, -2], dtype));
    assertEquals([tensor.dtype, tensor.numpy().toArray()], ["float32", [1.5, -2]]);
  }
  assertThrows(
    () => tf.constant(tf.NdArray.from([new tf.Complex(1, 2)])),
    TypeError,
    "expected real numbers, received an array of dtype complex64",
  );
});

Deno.test("constant() refuses ragged arrays, mixed kinds and values its dtype cannot hold", () => {
  const bad: [() => unknown, new (text: string) => Error, string][] = [
    [
      () => tf.constant([[1], [2, 3]]),
      TypeError,
      "received shape (1,) at index 0 and (2,) at index 1",
    ],
    [() => tf.constant([1, "a"]), TypeError, 'of one kind, received "a"'],
    [
      () => tf.constant([1.5], { dtype: "int32" }),
      TypeError,
      "expected whole numbers for dtype int32, received 1.5",
    ],
    [() => tf.constant([2 ** 31], { dtype: "int32" }), RangeError, "numbers of 32 bits"],
    [
      () => tf.constant([1, 2], { shape: [3] }),
      TypeError,
      "expected 3 values for shape (3,), received 2",
    ],
    [() => tf.constant(undefined as never), TypeError, "received undefined"],
    [() => tf.constant({} as never), TypeError, "expected a tensor, a number or nested arrays"],
  ];
  for (const [make, errorClass, text] of bad) assertThrows(make, errorClass, text);
});

Deno.test("operations of two tensors take numbers in the tensor's type and refuse mixed types", () => {
  assertEquals(tf.add(tf.constant([1, 2]), 3).dtype, "int32");
  assertEquals(tf.add(float([1, 2]), 3).dtype, "float32");
  assertEquals(tf.multiply(2, float([1, 2])).numpy().toArray(), [2, 4]);
  assertThrows(
    () => tf.add(tf.constant([1]), float([1])),
    TypeError,
    "tf.add: expected two tensors of one dtype, received int32 and float32; convert one with tf.cast",
  );
  assertThrows(
    () => tf.add(tf.constant([1]), 1.5),
    TypeError,
    "whole numbers for dtype int32, received 1.5",
  );
  assertThrows(
    () => tf.subtract(float([1, 2]), float([1, 2, 3])),
    TypeError,
    "tf.subtract: expected shapes that broadcast, received (2,) and (3,): dimension 2 meets 3",
  );
});

Deno.test("arithmetic, comparison and logic give TensorFlow's values", () => {
  const [a, b] = [float([1, -2, 3]), float([2, 2, 3])];
  const rows: [tf.Tensor, unknown][] = [
    [tf.add(a, b), [3, 0, 6]],
    [tf.subtract(a, b), [-1, -4, 0]],
    [tf.multiply(a, b), [2, -4, 9]],
    [tf.divide(a, b), [0.5, -1, 1]],
    [tf.pow(a, 2), [1, 4, 9]],
    [tf.maximum(a, b), [2, 2, 3]],
    [tf.minimum(a, b), [1, -2, 3]],
    [tf.equal(a, b), [false, false, true]],
    [tf.notEqual(a, b), [true, true, false]],
    [tf.greater(a, 0), [true, false, true]],
    [tf.lessEqual(a, b), [true, true, true]],
    [tf.logicalNot(tf.less(a, b)), [false, false, true]],
    [tf.logicalAnd(tf.less(a, 2), tf.greater(a, 0)), [true, false, false]],
    [tf.logicalOr(tf.less(a, 0), tf.greater(a, 2)), [false, true, true]],
    [tf.abs(a), [1, 2, 3]],
    [tf.negative(a), [-1, 2, -3]],
    [tf.sign(a), [1, -1, 1]],
    [tf.square(a), [1, 4, 9]],
    [tf.math.floordiv(tf.constant([7, -7]), 2), [3, -4]],
    [tf.round(float([0.5, 1.5, -2.5])), [0, 2, -2]],
    [tf.nn.relu(a), [1, 0, 3]],
    [tf.nn.leakyRelu(float([-5, 5])), [-1, 5]],
  ];
  for (const [tensor, expected] of rows) {
    assertEquals(tensor.numpy().toArray(), expected, `${tensor}`);
  }
});

Deno.test("reductions take axes and keepdims, and refuse axes there are not", () => {
  const x = float([[1, 2, 3], [4, 5, 6]]);
  assertEquals(Number(tf.reduceSum(x)), 21);
  assertEquals(tf.reduceSum(x, { axis: 0 }).numpy().toArray(), [5, 7, 9]);
  assertEquals(tf.reduceMean(x, { axis: -1, keepdims: true }).numpy().toArray(), [[2], [5]]);
  assertEquals(tf.reduceMax(x, { axis: [0, 1] }).numpy().toArray(), 6);
  assertEquals(Number(tf.reduceProd(tf.constant([2, 3, 4]))), 24);
  assertEquals(
    [tf.reduceAll(tf.constant([true, false])), tf.reduceAny(tf.constant([true, false]))].map((it) =>
      it.numpy().item()
    ),
    [false, true],
  );
  assertEquals(tf.argmax(x, { axis: 1 }).numpy().toArray(), [2, 2]);
  assertEquals(Number(tf.norm(float([3, 4]))), 5);
  assertEquals(Number(tf.norm(float([3, -4]), { ord: 1 })), 7);
  assertEquals(Number(tf.math.reduceStd(float([1, 3]))), 1);
  assertThrows(
    () => tf.reduceSum(x, { axis: 2 }),
    RangeError,
    "tf.reduceSum: expected axis from -2 to 1 for shape (2, 3), received axis=2",
  );
  const whole = tf.reduceMean(tf.constant([[1, 2], [-2, -3]]), { axis: 1 });
  assertEquals([whole.dtype, whole.numpy().toArray()], ["int32", [1, -2]]);
});

Deno.test("matmul() and tensordot() check their inner dimensions", () => {
  const [a, b] = [float([[1, 2], [3, 4]]), float([[1, 0], [0, 2]])];
  assertEquals(tf.matmul(a, b).numpy().toArray(), [[1, 4], [3, 8]]);
  assertEquals(tf.matmul(a, b, { transposeA: true }).numpy().toArray(), [[1, 6], [2, 8]]);
  assertEquals(tf.tensordot(float([1, 2]), float([3, 4]), 1).numpy().toArray(), 11);
  assertThrows(
    () => tf.matmul(a, float([[1, 2, 3]])),
    TypeError,
    "received shapes (2, 2) and (1, 3)",
  );
  assertThrows(() => tf.matmul(a, float([1, 2])), TypeError, "expected matrices");
});

Deno.test("shapes are changed, joined and taken apart", () => {
  const x = float([[1, 2], [3, 4]]);
  assertEquals(tf.reshape(x, [-1]).shape, [4]);
  assertEquals(tf.transpose(x).numpy().toArray(), [[1, 3], [2, 4]]);
  assertEquals(tf.expandDims(x, -1).shape, [2, 2, 1]);
  assertEquals(tf.squeeze(tf.zeros([1, 2, 1])).shape, [2]);
  assertEquals(tf.concat([x, x], 1).shape, [2, 4]);
  assertEquals(tf.stack([x, x]).shape, [2, 2, 2]);
  assertEquals(tf.gather(x, [1, 0]).numpy().toArray(), [[3, 4], [1, 2]]);
  assertEquals(tf.where([true, false], [1, 2], [3, 4]).numpy().toArray(), [1, 4]);
  assertEquals(tf.range(2, 8, 3).numpy().toArray(), [2, 5]);
  assertThrows(
    () => tf.reshape(x, [3]),
    TypeError,
    "expected a shape for the 4 elements of shape (2, 2), received shape=(3,)",
  );
  assertThrows(() => tf.gather(x, [2]), RangeError, "expected indices from 0 to 1, received 2");
  assertThrows(
    () => tf.concat([x, float([[1, 2, 3]])], 0),
    TypeError,
    "expected shapes that agree with (2, 2), received (1, 3) at index 1",
  );
  assertThrows(() => tf.squeeze(x, { axis: 0 }), RangeError, "to have length 1, received 2");
});

Deno.test("tensors print as TensorFlow's, read as numbers, and free themselves", () => {
  const x = tf.constant([1, 2]);
  assertEquals(`${x}`, "tf.Tensor([1 2], shape=(2,), dtype=int32)");
  assertEquals(Deno.inspect(x), `${x}`, "console.log is Python's print");
  assert(
    /^<tf\.Tensor: id=\d+, shape=\(2,\), dtype=int32, numpy=array\(\[1, 2\], dtype=int32\)>$/.test(
      tf.py.repr(x),
    ),
  );
  const scalar = float(2.5);
  assertEquals([Number(scalar), (scalar as unknown as number) > 2, `${scalar}`], [
    2.5,
    true,
    "tf.Tensor(2.5, shape=(), dtype=float32)",
  ]);
  assertThrows(
    () => Number(x),
    TypeError,
    "expected one element to convert to a number, received shape (2,)",
  );
  {
    using held = float([1]);
    assertEquals(held.isDisposed, false);
  }
  assertThrows(() => (x.dispose(), x.numpy()), Error, "disposed");
});

Deno.test("tensors show as text and table in a notebook, without colours", async () => {
  const x = float([[1, 2]]);
  const display = (x as unknown as Record<symbol, () => Promise<Record<string, string>>>)[
    Symbol.for("Jupyter.display")
  ]!;
  const bundle = await display.call(x);
  assert(bundle["text/plain"]!.startsWith("<tf.Tensor: id="));
  assert(bundle["text/html"]!.includes("<td>2.</td>"));
});

Deno.test("operations refuse bad arguments by name before anything is computed", () => {
  const bad: [() => unknown, new (text: string) => Error, string][] = [
    [() => tf.where([true], [1], [1.5]), TypeError, "whole numbers for dtype int32"],
    [
      () => tf.where([true], tf.constant([1]), float([1])),
      TypeError,
      "tf.where: expected two tensors of one dtype",
    ],
    [
      () => tf.where([true, false], [1, 2, 3], [1, 2, 3]),
      TypeError,
      "tf.where: expected shapes that broadcast, received (2,) and (3,)",
    ],
    [
      () => tf.nn.biasAdd(tf.ones([2, 3]), tf.ones([2])),
      TypeError,
      "tf.nn.biasAdd: expected shapes that broadcast",
    ],
    [
      () => tf.nn.biasAdd(tf.ones([2, 3]), tf.ones([1])),
      TypeError,
      "expected a bias of shape (3,) for inputs of shape (2, 3), received shape (1,)",
    ],
    [
      () => tf.nn.leakyRelu([1], { alpha: "x" as never }),
      TypeError,
      'expected alpha to be a number, received alpha="x"',
    ],
    [
      () => tf.fill([2], "a" as never),
      TypeError,
      'tf.fill: expected value to be a number, received value="a"',
    ],
    [
      () => tf.range(NaN),
      RangeError,
      "tf.range: expected start to be a finite number, received start=NaN",
    ],
    [() => tf.range(0, Infinity), RangeError, "tf.range: expected limit to be a finite number"],
    [
      () => new tf.keras.layers.Dense(2, { useBias: "no" as never }),
      TypeError,
      'Dense: expected useBias to be true or false, received useBias="no"',
    ],
  ];
  for (const [run, errorClass, text] of bad) assertThrows(run, errorClass, text);
});
