import { assertEquals, assertThrows } from "@std/assert";
import { testOf } from "../support/dtypes.ts";
import * as tf from "kerasaur";
import { maskOf, setMask } from "../../lib/layers/base/masks.ts";
import { under } from "../support/profile.ts";

const { layers } = tf.keras;
const values = (x: unknown) => (x as tf.Tensor).numpy().toArray();
const TABLE = [[0, 0], [1, 2], [3, 4]];
const embedding = () => new layers.Embedding(3, 2, { weights: TABLE, name: "table" });

Deno.test("Embedding takes indices of any type of numbers", () => {
  for (const dtype of ["int8", "uint8", "int32", "uint32", "int64", "uint64"] as const) {
    assertEquals(values(embedding()(tf.constant([2, 1], { dtype }))), [[3, 4], [1, 2]], dtype);
  }
  assertEquals(values(embedding()(tf.constant([2.9, 1]))), [[3, 4], [1, 2]]);
  assertEquals(values(embedding()([[2, 1]])), [[[3, 4], [1, 2]]]);
  assertEquals(embedding()(tf.zeros([0, 5], { dtype: "int32" })).shape, [0, 5, 2]);
  assertEquals(values(embedding()(1)), [1, 2]);
});

Deno.test("Embedding never gives a row for an index that is none", () => {
  assertThrows(
    () => embedding()([[0, 3]]),
    RangeError,
    "Cannot call Embedding 'table': expected indices from 0 to 2 into a dimension of 3, received inputs[0, 1] = 3",
  );
  assertThrows(() => embedding()([-1]), RangeError, "inputs[0] = -1");
  const later = [
    tf.add(tf.constant([1], { dtype: "int32" }), 2),
    tf.constant([NaN]),
    tf.constant([2 ** 32 + 1], { dtype: "uint64" }),
    tf.constant([3e9]),
  ];
  for (const x of later) assertThrows(() => embedding()(x).numpy(), RangeError);
  const layer = embedding();
  const traced = tf.function((x: tf.Tensor) => layer(x));
  assertThrows(() => traced(tf.constant([7], { dtype: "int32" })).numpy(), RangeError);
  assertThrows(() => embedding()([0.5]), TypeError, "expected whole numbers for dtype int32");
  assertThrows(() => embedding()(tf.constant(["a"])), TypeError, "received dtype string");
});

Deno.test("Embedding refuses options that are none", () => {
  assertThrows(() => new layers.Embedding(0, 2), RangeError, "inputDim");
  assertThrows(() => new layers.Embedding({ outputDim: 2 } as never), TypeError, "inputDim");
  assertThrows(() => new layers.Embedding(3, 2, { weights: [[1, 2]] }), TypeError, "(3, 2)");
});

testOf("float16", "Embedding of 16 bits keeps its indices and its table exact", () => {
  const layer = new layers.Embedding(4099, 1, { dtype: "mixed_float16", maskZero: true });
  const x = tf.constant([[4097, 0]], { dtype: "float32" });
  const y = layer(x);
  assertEquals(y.dtype, "float16");
  assertEquals(layer.weights[0]!.dtype, "float32");
  assertEquals(values(maskOf(y)), [[true, false]]);
  layer.setWeights([tf.reshape(tf.range(4099, { dtype: "float32" } as never), [4099, 1])]);
  assertEquals(values(tf.cast(layer(x), "float32")), [[[4096], [0]]]);
});

Deno.test("ReversibleEmbedding goes back, within its limit", () => {
  const layer = new layers.ReversibleEmbedding({ inputDim: 3, outputDim: 2, weights: TABLE });
  assertEquals(values(layer([[1, 1]], { reverse: true })), [[0, 3, 7]]);
  assertEquals(values(layer([1, 2])), [[1, 2], [3, 4]]);
  assertThrows(
    () => layer([[1, 2, 3]], { reverse: true }),
    TypeError,
    "expected floats of shape (..., 2) in reverse, received shape (1, 3)",
  );
  assertEquals(layer(tf.keras.Input({ shape: [5, 2] }), { reverse: true }).shape, [null, 5, 3]);
});

Deno.test("EinsumDense starts as in Keras 3.15.1, which counts inputs and outputs by the equation", () => {
  under("keras3", () => {
    const start = (equation: string, shape: (number | null)[], kernelInitializer: never) => {
      const layer = new layers.EinsumDense(equation, shape, { kernelInitializer });
      layer(tf.ones([2, 5, 3, 2].slice(0, equation.indexOf(","))));
      return (layer.kernel!.numpy().toArray() as number[][][]).flat(2).slice(0, 3).map(Math.fround);
    };
    const { GlorotUniform, HeNormal } = tf.keras.initializers;
    assertEquals(
      start("abc,cde->abde", [null, 2, 4], new GlorotUniform({ seed: 7 }) as never),
      [0.36495954, 0.254327, -0.6532029].map(Math.fround),
    );
    assertEquals(
      start("abcd,cde->abe", [null, 2], new HeNormal({ seed: 7 }) as never),
      [-0.4424994, -0.23543112, -1.2336805].map(Math.fround),
    );
  });
});

Deno.test("EinsumDense names what does not fit", () => {
  const { EinsumDense } = layers;
  for (const equation of ["ab,bc", "ab,bc->...ac", "a...,ab->b...", "aab,bc->ac", "ab,bc->ad"]) {
    assertThrows(() => new EinsumDense(equation, 3), RangeError, `"${equation}"`);
  }
  assertThrows(() => new EinsumDense("ab,bc->ac", 3, { biasAxes: "b" }), RangeError, "biasAxes");
  const built = (equation: string, shape: (number | null)[], x: number[], bias?: string) => () =>
    new EinsumDense(equation, shape, { biasAxes: bias })(tf.ones(x));
  assertThrows(built("abc,cd->abd", [3], [2, 5, 4]), TypeError, "expected outputShape without");
  assertThrows(built("abc,cd->abd", [4, 3], [2, 5, 4]), TypeError, "expected 5 along axis b");
  assertThrows(built("abc,cd->abd", [null, 3], [2, 5]), TypeError, "3 dimensions");
  assertThrows(built("abc,cd->abd", [null, null], [2, 5, 4]), TypeError, "shape of the kernel");
  assertEquals(built("abc,cd->abd", [null, 3], [2, 5, 4], "b")().shape, [2, 5, 3]);
});

Deno.test("Masking compares whole numbers and fractions exactly", () => {
  const x = tf.constant([[[2, 2], [2, 3]]], { dtype: "int32" });
  const masked = new layers.Masking(2)(x);
  assertEquals([masked.dtype, values(masked)], ["int32", [[[0, 0], [2, 3]]]]);
  assertEquals(values(maskOf(masked)), [[false, true]]);
  assertEquals(values(maskOf(new layers.Masking(2.5)(x))), [[true, true]]);
  assertThrows(() => new layers.Masking(Infinity), RangeError, "maskValue");
  assertThrows(() => new layers.Masking()(3), TypeError, "at least 1 dimensions");
});

Deno.test("Identity hands on nested values and masks", () => {
  const x = tf.constant([[1, 2]]);
  setMask(x, tf.constant([[true, false]]));
  const layer = new layers.Identity();
  const [y] = layer([x, tf.constant([3])] as never) as never as tf.Tensor[];
  assertEquals(values(maskOf(y!)), [[true, false]]);
  assertEquals(values(y), [[1, 2]]);
});

Deno.test("TimeDistributed computes steps of unknown layers one by one", () => {
  class Centered extends layers.Layer {
    override call(x: tf.Tensor) {
      return tf.subtract(x, tf.reduceMean(x, 0));
    }
  }
  const x = tf.constant([[[1, 2], [3, 4]], [[3, 6], [5, 10]]]);
  const expected = [[[-1, -2], [-1, -3]], [[1, 2], [1, 3]]];
  assertEquals(values(new layers.TimeDistributed(new Centered())(x)), expected);
});

Deno.test("TimeDistributed computes all steps of a model of plain layers as one batch", () => {
  const counted: number[] = [];
  class Counting extends layers.Dense {
    override call(x: tf.Tensor) {
      counted.push(x.shape[0]!);
      return super.call(x);
    }
  }
  const model = new tf.keras.Sequential([new layers.Flatten(), new layers.Dense(2)]);
  const layer = new layers.TimeDistributed(model);
  const x = tf.ones([3, 4, 5, 2]);
  assertEquals(layer(x).shape, [3, 4, 2]);
  assertEquals(layer(tf.keras.Input({ shape: [4, 5, 2] })).shape, [null, 4, 2]);
  assertEquals(layer(tf.ones([3, 0, 5, 2])).shape, [3, 0, 2]);
  assertEquals(layer.weights.length, 2);
  new layers.TimeDistributed(new Counting(2))(tf.ones([3, 4, 5]));
  assertEquals(counted, [3, 3, 3, 3]);
});

Deno.test("TimeDistributed refuses what has no steps, and masks of others", () => {
  const layer = new layers.TimeDistributed(new layers.Dense(2));
  assertThrows(() => layer(tf.ones([2, 3])), TypeError, "at least 3 dimensions");
  assertThrows(
    () => layer(tf.ones([2, 3, 4]), { mask: tf.constant([[true, false]]) }),
    TypeError,
    "expected a mask of shape (2, 3, ...), received shape (1, 2)",
  );
});
