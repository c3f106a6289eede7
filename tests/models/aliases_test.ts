/**
 * Weights and what optimizers keep beside them: lists read out, lists put in and slots share no
 * memory with the variables, nor do two models that were given one list.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { Dense } = tf.keras.layers;
const { Adam, SGD } = tf.keras.optimizers;

const list = (x: tf.TensorLike): unknown => tf.convertToTensor(x).numpy().toArray();
const all = (it: { weights: Iterable<tf.Variable> }) => [...it.weights].map(list);

function model() {
  const net = new tf.keras.Sequential([new Dense(3, { activation: "tanh" }), new Dense(2)]);
  const x = tf.constant([[1, -1], [0.5, 2]]);
  net(x);
  const optimizer = new Adam(0.1);
  const loss = () => tf.reduceSum(tf.square(net(x)));
  const step = () => optimizer.minimize(loss, net.trainableWeights);
  return { net, optimizer, step, traced: tf.function(step) };
}

Deno.test("getWeights() gives copies: steps do not show in them, nor writes to them in the weights", () => {
  for (const way of ["step", "traced"] as const) {
    const it = model();
    it[way]();
    for (const holder of [it.net, it.net.layers[0]!, it.optimizer]) {
      const before = all(holder);
      const copies = holder.getWeights();
      it[way]();
      it[way]();
      assertEquals([...copies].map((copy) => copy.toArray()), before, way);
      const after = all(holder);
      assert(`${after}` !== `${before}`);
      for (const { data } of copies) (data as Float32Array).fill(99);
      assertEquals(all(holder), after, way);
    }
  }
});

Deno.test("setWeights() copies arrays and tensors, for two models given the same list too", () => {
  const [a, b] = [model(), model()];
  const arrays = [...a.net.getWeights()];
  b.net.setWeights(arrays);
  const before = all(a.net);
  assertEquals(all(b.net), before);
  for (const { data } of arrays) (data as Float32Array).fill(99);
  assertEquals([all(a.net), all(b.net)], [before, before]);
  const tensors = [...a.net.weights].map((weight) => weight.value());
  b.net.setWeights(tensors);
  b.traced();
  b.traced();
  assertEquals(all(a.net), before);
  assertEquals(tensors.map(list), before);
  a.step();
  assertEquals(tensors.map(list), before);
  b.net.setWeights([...a.net.weights]);
  const now = all(a.net);
  a.traced();
  assertEquals(all(b.net), now);
});

Deno.test("slots of optimizers are apart from the weights, from each other and from lists", () => {
  const it = model();
  it.step();
  const slots = it.optimizer.weights;
  assertEquals(new Set([...slots].map((slot) => slot.value())).size, slots.length);
  const saved = [...it.optimizer.getWeights()];
  const [weights, before] = [all(it.net), all(it.optimizer)];
  it.traced();
  it.traced();
  it.optimizer.setWeights(saved);
  for (const { data } of saved) (data as Float32Array).fill(0);
  assertEquals(all(it.optimizer), before);
  it.net.layers[0]!.weights[0]!.assign(tf.zeros([2, 3]));
  assertEquals(all(it.optimizer), before);
  assert(`${all(it.net)}` !== `${weights}`);
});

Deno.test("a gradient that is a weight's own value, or one tensor for two weights, is only read", () => {
  for (const wrap of [(step: () => void) => step, (step: () => void) => tf.function(step)]) {
    const [v, w] = [new tf.Variable([1, 2]), new tf.Variable([3, 4])];
    const shared = tf.constant([1, 1]);
    const optimizer = new SGD(0.5, { momentum: 0.5 });
    const step = wrap(() => {
      optimizer.applyGradients([[v.value(), v], [shared, w]]);
    });
    step();
    assertEquals([list(v), list(w), list(shared)], [[0.5, 1], [2.5, 3.5], [1, 1]]);
    step();
    // Velocities: 0.5 * -0.5 * [1, 2] - 0.5 * [0.5, 1], and 0.5 * -0.5 - 0.5.
    assertEquals([list(v), list(w), list(shared)], [[0, 0], [1.75, 2.75], [1, 1]]);
  }
});

Deno.test("initial values from one array or tensor give weights of their own", () => {
  const values = tf.constant([[1, 2], [3, 4]]);
  const layers = [0, 1].map(() => new Dense(2, { kernelInitializer: () => values }));
  const x = tf.constant([[1, 1]]);
  for (const layer of layers) layer(x);
  layers[0]!.kernel!.assignAdd([[1, 1], [1, 1]]);
  assertEquals([list(layers[1]!.kernel!), list(values)], [[[1, 2], [3, 4]], [[1, 2], [3, 4]]]);
});

Deno.test("a traced function refuses layers and optimizers that it makes at each call, and keeps one", () => {
  const x = tf.constant([[1, 2]]);
  const w = new tf.Variable([1, 2]);
  const step = (_: tf.Tensor) =>
    new SGD(0.1, { momentum: 0.9 }).applyGradients([[tf.ones([2]), w]]);
  const text = "expected variables to be created on the first call only, received a new variable";
  const build = (x: tf.Tensor): void => void new Dense(2)(x);
  for (const run of [build, step]) {
    const traced = tf.function(run);
    for (let i = 0; i < 2; i++) assertThrows(() => traced(x), TypeError, text);
  }
  assertEquals(list(w), [1, 2]);
  let [layer, optimizer]: [InstanceType<typeof Dense>?, InstanceType<typeof Adam>?] = [];
  const train = tf.function((x: tf.Tensor) => {
    layer ??= new Dense(2, { kernelInitializer: "ones" });
    optimizer ??= new Adam(0.5);
    const own = layer;
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.reduceSum(own(x)));
    const gradients = tape.gradient(loss, [own.kernel!]);
    optimizer.applyGradients([[gradients[0]!, own.kernel!]]);
    return loss;
  });
  const losses = [1, 2, 3].map(() => Number(train(x)));
  assertEquals(train.experimentalGetTracingCount(), 2);
  // Adam moves each weight by its rate at each step.
  losses.forEach((loss, i) => assert(Math.abs(loss - (6 - 3 * i)) < 1e-4, `${losses}`));
});
