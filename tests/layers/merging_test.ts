import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { layers } = tf.keras;
const rows = (x: tf.Tensor) => x.numpy().toArray();

Deno.test("functions of merging take options by name, and concatenate and dot theirs by position", () => {
  const [a, b] = [tf.constant([[1, 2]]), tf.constant([[3, 4]])];
  assertEquals(rows(layers.add([a, b], { name: "sum" })), [[4, 6]]);
  assertEquals(rows(layers.concatenate([a, b], 0)), [[1, 2], [3, 4]]);
  assertEquals(rows(layers.concatenate([a, b], { axis: 0 })), [[1, 2], [3, 4]]);
  assertEquals(rows(layers.dot([a, b])), [[11]]);
  assertEquals(rows(layers.dot([[[0, 2]], [[4, 0]]], 1, { normalize: true })), [[0]]);
  assertThrows(
    () => layers.add([a, b], { axis: 1 } as never),
    TypeError,
    "tf.keras.layers.add: expected arguments among inputs, activityRegularizer, trainable",
  );
});

Deno.test("functions of merging make nodes of a graph", () => {
  const [x, y] = [tf.keras.Input({ shape: [null, 3] }), tf.keras.Input({ shape: [3] })];
  assertEquals(layers.add([x, y]).shape, [null, null, 3]);
  const model = new tf.keras.Model({ inputs: [x, y], outputs: layers.multiply([x, y]) });
  const outputs = model([tf.ones([2, 4, 3]), tf.fill([2, 3], 5)] as never) as unknown as tf.Tensor;
  assertEquals([outputs.shape, Number(tf.reduceSum(outputs))], [[2, 4, 3], 120]);
});

Deno.test("lists of arrays are merged as lists of tensors", () => {
  assertEquals(rows(layers.average([new Float32Array([1, 2]), new Float32Array([3, 6])])), [2, 4]);
  assertEquals(rows(layers.maximum([[1, 5], [3, 2], [0, 9]])), [3, 9]);
});

Deno.test("whole numbers become floats beside floats", () => {
  const y = layers.add([tf.constant([[1]], "int32"), tf.constant([[0.5]])]);
  assertEquals([y.dtype, rows(y)], ["float32", [[1.5]]]);
});

Deno.test("one input is merged with nothing", () => {
  for (const merge of [layers.add, layers.multiply, layers.average, layers.maximum]) {
    assertEquals(rows(merge([[[1, 2]]])), [[1, 2]]);
  }
});

Deno.test("merging refuses what is no list, batches and shapes that differ", () => {
  const refuses = (merge: () => unknown, text: string) => assertThrows(merge, TypeError, text);
  const add = () => new layers.Add({ name: "sum" });
  refuses(
    () => add()(tf.ones([2, 3])),
    "Cannot call Add 'sum': expected a list of tensors, received Tensor of shape (2, 3)",
  );
  refuses(
    () => add()([tf.ones([2, 3]), tf.ones([1, 3])]),
    "Cannot call Add 'sum': expected tensors of one batch size, received (2, 3) and (1, 3)",
  );
  refuses(
    () => add()([tf.ones([2, 3]), tf.ones([2, 4])]),
    "Cannot call Add 'sum': expected shapes that broadcast, received (2, 3) and (2, 4)",
  );
  refuses(
    () => new layers.Subtract({ name: "less" })([tf.ones([2]), tf.ones([2]), tf.ones([2])]),
    "Cannot call Subtract 'less': expected 2 tensors, received 3 of shapes (2,) and (2,) and (2,)",
  );
  refuses(
    () => new layers.Concatenate({ axis: 1, name: "join" })([tf.ones([2, 3]), tf.ones([3, 3])]),
    "Cannot call Concatenate 'join': expected shapes that are the same but for axis 1, received (2, 3) and (3, 3)",
  );
  refuses(
    () => new layers.Concatenate({ axis: 2, name: "join" })([tf.ones([2, 3]), tf.ones([3, 3])]),
    "Cannot call Concatenate 'join': expected tensors with an axis 2, received (2, 3) and (3, 3)",
  );
});

Deno.test("Dot refuses the batch's axis and lengths that differ", () => {
  assertThrows(
    () => new layers.Dot(0),
    RangeError,
    "Dot: expected axes to be any but 0, which is the batch, received axes=0",
  );
  assertThrows(
    () => new layers.Dot([1, 2, 3]),
    TypeError,
    "Dot: expected axes to be a whole number or a list of 2, received axes=[1, 2, 3]",
  );
  assertThrows(
    () => new layers.Dot([2, 1], { name: "dot" })([tf.ones([2, 3, 4]), tf.ones([2, 3])]),
    TypeError,
    "Cannot call Dot 'dot': expected one length along axis 2 of the first and axis 1 of the second, received (2, 3, 4) and (2, 3)",
  );
});
