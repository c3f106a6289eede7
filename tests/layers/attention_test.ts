import { assert, assertEquals, assertThrows } from "@std/assert";
import { testOf } from "../support/dtypes.ts";
import * as tf from "kerasaur";
import { maskOf, setMask } from "../../lib/layers/base/masks.ts";
import { assertAllClose } from "../support/compare.ts";
import { under } from "../support/profile.ts";
import { tolerance } from "../support/tolerances.ts";

const { layers } = tf.keras;
const values = (x: unknown) => (x as tf.Tensor).numpy().toArray();
const random = (shape: number[], seed: number) =>
  tf.random.statelessNormal(shape, { seed: [seed, 1] });
const same = (a: tf.Tensor, b: tf.Tensor, what: string) =>
  assertAllClose(a, b.numpy() as never, tolerance("layer"), what);

Deno.test("MultiHeadAttention takes value and key by position and by name", () => {
  const layer = new layers.MultiHeadAttention(2, 3);
  const [q, v, k] = [random([2, 3, 4], 1), random([2, 5, 6], 2), random([2, 5, 7], 3)];
  const y = layer(q, v, k);
  assertEquals(y.shape, [2, 3, 4]);
  same(layer(q, { value: v, key: k }), y, "by name");
  same(layer(q, v, { key: k, attentionMask: tf.ones([2, 3, 5]) }), y, "with a mask");
  same(tf.function((a: tf.Tensor) => layer(a, v, k))(q), y, "traced");
  assertEquals(new layers.MultiHeadAttention(1, 2)([[[1, 2]]], [[[3, 4], [5, 6]]]).shape, [
    1,
    1,
    2,
  ]);
});

Deno.test("MultiHeadAttention is part of models", () => {
  const [query, value] = [tf.keras.Input({ shape: [3, 4] }), tf.keras.Input({ shape: [null, 6] })];
  const layer = new layers.MultiHeadAttention({ numHeads: 2, keyDim: 3 });
  const y = layer(query, value, { useCausalMask: true });
  assertEquals(y.shape, [null, 3, 4]);
  const model = new tf.keras.Model({ inputs: [query, value], outputs: y });
  const [q, v] = [random([2, 3, 4], 1), random([2, 5, 6], 2)];
  same((model as (x: unknown) => tf.Tensor)([q, v]), layer(q, v, { useCausalMask: true }), "model");
  const [, scores] = layer(query, value, { returnAttentionScores: true }) as unknown as [
    unknown,
    tf.keras.KerasTensor,
  ];
  assertEquals(scores.shape, [null, 2, 3, null]);
});

Deno.test("MultiHeadAttention is made again from its configuration, with its weights", () => {
  const layer = new layers.MultiHeadAttention({ numHeads: 2, keyDim: 3, attentionAxes: -2 });
  const [q, v] = [random([2, 3, 4], 1), random([2, 5, 6], 2)];
  const y = layer(q, v);
  const config = under(
    "keras3",
    () => JSON.parse(JSON.stringify(tf.keras.layers.serialize(layer))),
  );
  assertEquals(config.config.attention_axes, [1]);
  const copy = tf.keras.layers.deserialize(config) as typeof layer;
  copy.setWeights(layer.getWeights() as never);
  same(copy(q, v), y, "copy");
});

Deno.test("projections start, and dropout draws, as in Keras 3.15.1 after the same seed", () => {
  under("keras3", () => {
    tf.keras.utils.setRandomSeed(3);
    const options = { numHeads: 2, keyDim: 3, dropout: 0.3, useGate: true };
    const layer = new layers.MultiHeadAttention(options);
    const x = tf.constant(Array.from({ length: 24 }, (_, i) => i / 24), { shape: [2, 3, 4] });
    const y = layer(x, x, { training: true });
    const starts = layer.weights.filter((_, i) => i % 2 === 0)
      .map((it) => (it.numpy().toArray() as number[][][]).flat(2)[0]!);
    const expected = [0.26879716, 0.4494028, -0.31651264, -0.09556949, 0.3688482];
    assertEquals(starts.map(Math.fround), expected.map(Math.fround));
    const outputs = [-0.06065294, 0.11651348, 0.0357274, 0.08965392];
    same(y.slice([0, 0, 0], [1, 1, 4]), tf.constant([[outputs]]), "outputs");
  });
});

Deno.test("masks that tensors carry leave their steps out", () => {
  const layer = new layers.MultiHeadAttention(2, 3);
  const [q, v] = [random([2, 3, 4], 1), random([2, 5, 6], 2)];
  layer(q, v);
  const cut = layer(q, v.slice([0, 0, 0], [2, 3, 6]));
  const steps = tf.constant([[true, true, true, false, false], [true, true, true, false, false]]);
  same(layer(q, v, { valueMask: steps }), cut, "given");
  const marked = tf.identity(v);
  setMask(marked, steps);
  same(layer(q, marked), cut, "carried");
  const heads = tf.reshape(steps, [2, 1, 1, 5]);
  same(layer(q, v, { attentionMask: heads, keyMask: steps }), cut, "by head and by key");
  const group = new layers.GroupQueryAttention(3, 4, 2);
  same(group(q, v, { valueMask: steps }), group(q, v.slice([0, 0, 0], [2, 3, 6])), "groups");
  assertEquals(maskOf(layer(q, v)), undefined);
});

Deno.test("dropout of attention draws anew in each run of a function", () => {
  const layer = new layers.MultiHeadAttention(2, 3, { dropout: 0.5, seed: 1 });
  const x = random([2, 6, 4], 1);
  const run = tf.function((x: tf.Tensor) => layer(x, x, { training: true }));
  const [first, second] = [values(run(x)), values(run(x))];
  assert(JSON.stringify(first) !== JSON.stringify(second));
  same(layer(x, x), layer(x, x), "without training");
});

testOf("float16", "attention in 16 bits computes its softmax in 32", () => {
  for (const dtype of ["mixed_float16", "mixed_bfloat16"] as const) {
    const layer = new layers.MultiHeadAttention(2, 64, { dtype });
    const x = tf.multiply(random([1, 3, 8], 1), 30);
    const y = layer(x, x, { attentionMask: tf.constant([[[1, 0, 0], [1, 1, 0], [0, 0, 0]]]) });
    assertEquals(y.dtype, dtype.slice(6));
    assert(values(tf.reduceAll(tf.math.isFinite(tf.cast(y, "float32")))));
  }
});

Deno.test("MultiHeadAttention names what does not fit", () => {
  const { MultiHeadAttention } = layers;
  const layer = new MultiHeadAttention({ numHeads: 2, keyDim: 3, name: "heads" });
  const [q, v] = [tf.ones([2, 3, 4]), tf.ones([2, 5, 6])];
  const where = "Cannot call MultiHeadAttention 'heads': expected";
  assertThrows(() => layer(q), TypeError, `${where} a query and a value, received a query alone`);
  assertThrows(() => layer(q, tf.ones([2, 6])), TypeError, "received (2, 3, 4), (2, 6)");
  assertThrows(() => layer(q, v, { key: tf.ones([2, 4, 6]) }), TypeError, "(2, 5, 6), (2, 4, 6)");
  assertThrows(
    () => layer(q, v, { attentionMask: tf.ones([2, 3, 4]) }),
    TypeError,
    `${where} a mask that broadcasts to the scores of shape (2, 2, 3, 5)`,
  );
  assertThrows(() => layer(q, v, { causal: true } as never), TypeError, "received causal");
  assertThrows(
    () => new MultiHeadAttention(2, 3, { flashAttention: true }),
    RangeError,
    "MultiHeadAttention: expected flashAttention to be false or null, as no device has it yet",
  );
  assertEquals(new MultiHeadAttention(2, 3, { flashAttention: false }).numHeads, 2);
  assertThrows(() => new MultiHeadAttention(0, 3), RangeError, "numHeads");
  assertThrows(() => new MultiHeadAttention(2, 3, { dropout: 1 }), RangeError, "dropout");
  assertThrows(() => new MultiHeadAttention(2, 3, { attentionAxes: 2 })(q, v), RangeError, "Axes");
  assertThrows(
    () => new layers.GroupQueryAttention(3, 4, 3),
    RangeError,
    "expected numKeyValueHeads to divide numQueryHeads=4, received numKeyValueHeads=3",
  );
});

Deno.test("masks of steps need attention along one axis", () => {
  const layer = new layers.MultiHeadAttention(2, 3, { attentionAxes: [1, 2] });
  const x = tf.ones([2, 3, 3, 4]);
  const steps = { valueMask: tf.ones([2, 3]) };
  assertThrows(() => layer(x, x, steps), TypeError, "received attentionAxes=(1, 2)");
  assertThrows(() => layer(x, x, { useCausalMask: true }), TypeError, "give attentionMask");
  const second = new layers.MultiHeadAttention(2, 3, { attentionAxes: 2 });
  assertEquals(second(x, x, { useCausalMask: true }).shape, [2, 3, 3, 4]);
  assertThrows(() => second(x, x, steps), TypeError, "attention along axis 1");
});

Deno.test("Attention takes a list of two or three tensors", () => {
  const layer = new layers.Attention({ name: "attention" });
  const x = tf.ones([1, 2, 3]);
  assertThrows(
    () => layer(x as never),
    TypeError,
    "Cannot call Attention 'attention': expected [query, value] or [query, value, key], received",
  );
  assertThrows(() => layer([x, x], { mask: tf.ones([1, 2]) } as never), TypeError, "[queryMask");
  assertThrows(() => new layers.Attention({ scoreMode: "sum" as never }), RangeError, "scoreMode");
  const input = tf.keras.Input({ shape: [2, 3] });
  assertEquals(layer([input, input]).shape, [null, 2, 3]);
});
