import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { Sequential } = tf.keras;
const { Dense, Flatten } = tf.keras.layers;
const { clearSession } = tf.keras.backend;
const shapesOf = (model: tf.keras.Model) => [...model.weights.map(({ shape }) => shape)];

Deno.test("Sequential builds at its first call, with Keras's names", () => {
  clearSession();
  const net = new Sequential();
  net.add(new Flatten());
  net.add(new Dense(256, { activation: tf.nn.relu }));
  net.add(new Dense(10));
  assertEquals(net.layers.map((layer) => [layer.name, layer.weights.length]), [["flatten", 0], [
    "dense",
    0,
  ], ["dense_1", 0]]);
  const y = net(tf.random.uniform([2, 20]));
  assertEquals(y.shape, [2, 10]);
  assertEquals(net.weights.map(({ name }) => name), [
    "sequential/dense/kernel:0",
    "sequential/dense/bias:0",
    "sequential/dense_1/kernel:0",
    "sequential/dense_1/bias:0",
  ]);
  assertEquals(shapesOf(net), [[20, 256], [256], [256, 10], [10]]);
});

Deno.test("Sequential builds at once when its first layer knows its input shape", () => {
  clearSession();
  const net = new Sequential([new Dense(3, { inputShape: [4] }), new Dense(2)]);
  assertEquals(net.weights.map(({ name }) => name), [
    "dense/kernel:0",
    "dense/bias:0",
    "dense_1/kernel:0",
    "dense_1/bias:0",
  ]);
  assertEquals(net.built, true);
  net.add(new Dense(1));
  assertEquals(shapesOf(net).at(-2), [2, 1]);
  assertEquals(shapesOf(new Sequential([new Dense(3, { inputDim: 4 })])), [[4, 3], [3]]);
});

Deno.test("Sequential.build() makes the weights for a shape with an open batch", () => {
  const net = new Sequential([new Dense(3), new Dense(2)]);
  net.build([null, 4]);
  assertEquals(shapesOf(net), [[4, 3], [3], [3, 2], [2]]);
  assertEquals(net(tf.zeros([7, 4])).shape, [7, 2]);
});

Deno.test("Sequential applies a layer as often as it was added and lists its weights once", () => {
  const shared = new Dense(3, { kernelInitializer: "ones", biasInitializer: "ones" });
  const net = new Sequential([shared, shared]);
  assertEquals(net([[1, 1, 1]]).numpy().toArray(), [[13, 13, 13]]);
  assertEquals([net.layers.length, net.weights.length], [2, 2]);
  assertStrictEquals(net.layers[0], net.layers[1]);
});

Deno.test("Sequential nests, and getLayer() finds layers by name and index", () => {
  const block = (name: string) => new Sequential([new Dense(2, { name: "inner" })], { name });
  const net = new Sequential([block("a"), block("b")], { name: "net" });
  net([[1, 2]]);
  assertEquals(net.weights.map(({ name }) => name).filter((_, i) => i % 2 === 0), [
    "net/a/inner/kernel:0",
    "net/b/inner/kernel:0",
  ]);
  assertStrictEquals(net.getLayer("b"), net.layers[1]);
  assertStrictEquals(net.getLayer(0), net.layers[0]);
  assertThrows(
    () => net.getLayer("c"),
    RangeError,
    "Sequential 'net'.getLayer: expected the name of a layer, received \"c\"",
  );
  assertThrows(() => net.getLayer(2), RangeError, "from 0 to 1, received index=2");
});

Deno.test("Sequential.pop() removes the last layer", () => {
  const net = new Sequential([new Dense(3), new Dense(2)]);
  net([[1]]);
  net.pop();
  assertEquals([net.layers.length, net([[1]]).shape, net.weights.length], [1, [1, 3], 2]);
  net.pop();
  assertThrows(() => net.pop(), TypeError, "it has no layers");
});

Deno.test("Sequential computes what its layers compute one after the other", () => {
  const layers = [new Dense(5, { activation: "relu" }), new Dense(2)];
  const net = new Sequential(layers);
  const x = tf.random.normal([3, 4], { seed: 1 });
  assertAllClose(net(x), layers[1]!(layers[0]!(x)), tolerance("exact"));
});

Deno.test("Sequential refuses what is no layer, a class, itself and its holder", () => {
  const net = new Sequential([], { name: "net" });
  assertThrows(
    () => net.add(3 as never),
    TypeError,
    "Cannot add to Sequential 'net': expected a layer, received 3",
  );
  assertThrows(() => net.add(Dense as never), TypeError, "make an instance of the class with new");
  assertThrows(() => net.add(net as never), TypeError, "received 'net' > 'net'");
  const holder = new Sequential([net as never], { name: "holder" });
  assertThrows(() => net.add(holder as never), TypeError, "received 'net' > 'holder' > 'net'");
  assertEquals(net.layers.length, 0, "nothing was added");
  assertThrows(
    () => new Sequential(new Dense(1, { name: "d" }) as never),
    TypeError,
    "Sequential: expected a list of layers, received function d; options come second",
  );
});

Deno.test("Sequential takes layers, trainable and name by position or by name", () => {
  const layers = [new Dense(2)];
  const made = [
    new Sequential(layers, { name: "net", trainable: false }),
    new Sequential(layers, false, "net"),
    new Sequential({ layers, trainable: false, name: "net" }),
  ];
  for (const net of made) {
    assertEquals([net.name, net.trainable, net.layers.length], ["net", false, 1]);
  }
  assertEquals(new Sequential({ name: "empty" }).layers.length, 0);
  assertThrows(
    () => new Sequential(layers, { nmae: "net" } as never),
    TypeError,
    "Sequential: expected arguments among layers, trainable, name, received nmae; did you mean name?",
  );
});

Deno.test("Sequential names the layer whose inputs do not fit", () => {
  const net = new Sequential([new Dense(3, { name: "first" }), new Dense(2, { name: "second" })]);
  net([[1, 2]]);
  assertThrows(
    () => net([[1, 2, 3]]),
    TypeError,
    "Cannot call Dense 'first': expected inputs of shape (..., 2)",
  );
});

Deno.test("Sequential refuses to show weights before they exist", () => {
  const net = new Sequential([new Dense(2)], { name: "net" });
  const text =
    "Cannot read the weights of Sequential 'net': they are created when the model is first called";
  for (
    const read of [
      () => net.weights,
      () => net.getWeights(),
      () => net.trainableWeights,
      () => net.countParams(),
    ]
  ) {
    assertThrows(read, TypeError, text);
  }
  assert(net.layers[0]!.weights.length === 0);
});

Deno.test("Sequential adds or removes a last axis of length 1 for its input, as Keras does", () => {
  const net = new tf.keras.Sequential([
    tf.keras.Input([4, 1]),
    new tf.keras.layers.Conv1D(2, 3, { kernelInitializer: "ones" }),
  ]);
  assertEquals(String(net(tf.ones([2, 4]))), String(net(tf.ones([2, 4, 1]))));
  const flat = new tf.keras.Sequential([
    tf.keras.Input([3]),
    new tf.keras.layers.Dense(2, { kernelInitializer: "ones" }),
  ]);
  assertEquals(flat(tf.ones([5, 3, 1])).shape, [5, 2]);
});
