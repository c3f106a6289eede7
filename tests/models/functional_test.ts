import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { Input, Model, Sequential } = tf.keras;
const { Dense, Flatten, Layer } = tf.keras.layers;

const exact = tolerance("exact");

/** Two inputs, a shared layer, a model inside, two outputs. */
function branched() {
  const a = Input({ shape: [4], name: "a" });
  const b = Input({ shape: [4], name: "b" });
  const shared = new Dense(3, "relu", { name: "shared" });
  const inner = new Sequential([Input([3]), new Dense(5, { name: "inside" })], { name: "inner" });
  const y = inner(shared(a));
  const z = tf.multiply(shared(b), 2);
  return { model: new Model({ inputs: [a, b], outputs: { y, z } }), a, b, y, z, shared, inner };
}

type Branched = (inputs: unknown) => { y: tf.Tensor; z: tf.Tensor };

Deno.test("a functional model computes what its layers compute", () => {
  const { model, shared, inner } = branched();
  const [x, v] = [tf.random.normal([2, 4], { seed: 1 }), tf.random.normal([2, 4], { seed: 2 })];
  const { y, z } = (model as unknown as Branched)([x, v]);
  assertAllClose(y, inner(shared(x)), exact);
  assertAllClose(z, tf.multiply(shared(v), 2), exact);
  const traced = tf.function((p: tf.Tensor, q: tf.Tensor) =>
    (model as unknown as Branched)([p, q]).y
  );
  assertAllClose(traced(x, v), y, tolerance("product"));
});

Deno.test("a functional model takes its inputs as a list, or by the names of its inputs", () => {
  const { model } = branched();
  const run = model as unknown as Branched;
  const [x, v] = [tf.ones([2, 4]), tf.zeros([2, 4])];
  const { z } = run([x, v]);
  assertAllClose(run({ b: v, a: x }).z, z, exact);
  assertThrows(
    () => run({ a: x }),
    TypeError,
    `Cannot call Functional '${model.name}': expected inputs called a, b, received a`,
  );
  assertThrows(() => run([x]), TypeError, "expected 2 inputs (a: (None, 4), b: (None, 4))");
  assertThrows(
    () => run([x, tf.ones([2, 5])]),
    TypeError,
    "expected shape (None, 4) for input 'b', received shape (2, 5)",
  );
});

Deno.test("inputs by name are matched by name, in whatever order they are written", () => {
  const [a, b] = [Input([1]), Input([2])];
  const outputs = new Dense(1, { kernelInitializer: "ones" })(
    tf.concat([a, b] as never, 1) as never,
  );
  const model = new Model({ inputs: { second: b, first: a }, outputs }) as unknown as (
    inputs: unknown,
  ) => tf.Tensor;
  const values = { first: tf.constant([[1]]), second: tf.constant([[10, 100]]) };
  assertEquals(model(values).numpy().toArray(), [[111]]);
  assertThrows(
    () => model([values.first, values.second]),
    TypeError,
    "an object of inputs by name",
  );
});

Deno.test("a functional model's weights are its layers', each once, and freezing moves none", () => {
  const { model, shared } = branched();
  const paths = () => [...model.weights.map(({ path }) => path)];
  const before = paths();
  assertEquals(before, ["shared/kernel", "shared/bias", "inside/kernel", "inside/bias"]);
  shared.trainable = false;
  assertEquals(paths(), before);
  assertEquals([...model.trainableWeights.map(({ path }) => path)], before.slice(2));
  assertEquals([...model.nonTrainableWeights.map(({ path }) => path)], before.slice(0, 2));
  assertEquals(model.countParams(), 15 + 20);
});

Deno.test("a graph's layers are in Keras's order, the inputs first", () => {
  const { model } = branched();
  assertEquals([...model.layers.map(({ name }) => name).slice(0, 4)], [
    "a",
    "b",
    "shared",
    "inner",
  ]);
  assertEquals(model.inputs.map(({ name }) => name), ["a", "b"]);
  assertEquals(model.outputs.map(({ shape }) => shape), [[null, 5], [null, 3]]);
  assertStrictEquals(model.getLayer("inner"), model.layers[3]!);
});

Deno.test("a functional model can be used as a layer, and shares its weights", () => {
  const { model } = branched();
  const x = Input([4]);
  const { y } = (model as unknown as (x: unknown) => Record<string, tf.keras.KerasTensor>)([x, x]);
  assertEquals(y!.shape, [null, 5]);
  const outer = new Model(x, new Dense(2)(y!));
  assertEquals(outer.weights.length, 6);
  assert(outer.layers.includes(model as never));
  assertEquals(outer(tf.ones([3, 4])).shape, [3, 2]);
});

Deno.test("a part of a graph is a model of its own", () => {
  const x = Input([4]);
  const hidden = new Dense(3)(x);
  const whole = new Model(x, new Dense(2)(hidden));
  const front = new Model(x, hidden);
  const back = new Model(hidden, whole.output as tf.keras.KerasTensor);
  const values = tf.random.normal([2, 4], { seed: 3 });
  assertAllClose(back(front(values)), whole(values), exact);
});

Deno.test("operations of tf become layers of a graph, and are written and read", () => {
  const x = Input({ shape: [4], name: "x" });
  const outputs = tf.nn.relu(x.add(-1)).reduceSum({ axis: 1, keepdims: true });
  const model = new Model(x, outputs);
  const copy = Model.fromConfig(JSON.parse(JSON.stringify(model.getConfig()))) as typeof model;
  const values = tf.constant([[0, 1, 2, 4]]);
  assertEquals(model(values).numpy().toArray(), [[4]]);
  assertEquals(copy(values).numpy().toArray(), [[4]]);
  assertThrows(() => tf.matmul(x, tf.ones([5, 2])), TypeError);
});

Deno.test("symbolic tensors have no values, and say so", () => {
  const x = Input({ shape: [4], name: "x" });
  const text = "KerasTensor 'x': expected a tensor with";
  assertThrows(() => x.numpy(), TypeError, text);
  assertThrows(() => Number(x), TypeError, text);
  assertThrows(() => [...x], TypeError, text);
  assertEquals(
    `${x}`,
    "<KerasTensor shape=(None, 4), dtype=float32, sparse=False, ragged=False, name=x>",
  );
});

Deno.test("graphs that do not hold together are refused", () => {
  const [a, b] = [Input({ shape: [2], name: "a" }), Input({ shape: [2], name: "b" })];
  const y = tf.add(a, b);
  assertThrows(
    () => new Model({ inputs: a, outputs: y, name: "m" }),
    TypeError,
    "Model 'm': expected outputs that depend on the inputs alone, received one that depends on 'b'",
  );
  const twice = new Dense(2, { name: "d" })(new Dense(2, { name: "d" })(a));
  assertThrows(
    () => new Model(a, twice),
    TypeError,
    "expected layers of different names, received two called 'd'",
  );
  assertThrows(() => new Model({ inputs: a }), TypeError, "received only one of them");
  assertThrows(() => new Model(a, tf.ones([2]) as never), TypeError, "to be symbolic tensors");
});

Deno.test("layers without a rule for shapes are asked by tracing, with nothing computed", () => {
  class Pairs extends Layer {
    calls = 0;
    override call(x: tf.Tensor) {
      this.calls++;
      return tf.concat([x, x], 1);
    }
  }
  const layer = new Pairs();
  assertEquals(layer.computeOutputShape([null, 3]), [null, 6]);
  assertEquals(layer.computeOutputShape([2, null, 3]), [2, null, 3]);
  const y = layer(Input([3]));
  assertEquals([y.shape, y.dtype], [[null, 6], "float32"]);
});

Deno.test("a layer that needs a length that is not known says which", () => {
  assertThrows(
    () => new Dense(2, { name: "d" })(Input([null])),
    TypeError,
    "Cannot build Dense 'd': expected the length of the inputs (axis -1) to be known, received shape (None, None)",
  );
});

Deno.test("training reaches the layers of a graph, unless their calls say otherwise", () => {
  const seen: unknown[] = [];
  class Seen extends Layer {
    override call(x: tf.Tensor, { training }: { training?: boolean } = {}) {
      if (x.trace === undefined) seen.push(training);
      return x;
    }
    override computeOutputShape(shape: tf.keras.SymbolicShape) {
      return shape;
    }
  }
  const x = Input([1]);
  const model = new Model(x, new Seen()(new Seen()(x), { training: true }));
  model([[1]]);
  model([[1]], { training: true });
  model([[1]], { training: false });
  assertEquals(seen, [false, true, true, true, false, true]);
});

Deno.test("a subclass of Model can be a graph, and keeps its class", () => {
  class Two extends Model {
    constructor() {
      const x = Input([2]);
      super({ inputs: x, outputs: new Dense(3)(x) });
    }
  }
  const two = new Two();
  assertEquals([two(tf.ones([1, 2])).shape, two.className], [[1, 3], "Two"]);
});

Deno.test("clones have the same layers and new weights; toJson and modelFromJson agree", () => {
  const { model } = branched();
  const { cloneModel, modelFromJson } = tf.keras.models;
  const [x, v] = [tf.ones([1, 4]), tf.ones([1, 4])];
  for (const copy of [cloneModel(model as never), modelFromJson(model.toJson())]) {
    assertEquals(copy.toJson(), model.toJson());
    assert(copy.weights[0] !== model.weights[0]);
    copy.setWeights(model.getWeights());
    const [own, theirs] = [copy, model].map((it) => (it as unknown as Branched)([x, v]));
    assertAllClose(own!.y, theirs!.y, exact);
  }
  assertEquals(JSON.stringify(model), model.toJson());
  const frozen = cloneModel(model as never, {
    cloneFunction: (layer) => {
      const copy = (layer.constructor as typeof Dense).fromConfig(layer.getConfig());
      copy.trainable = false;
      return copy as never;
    },
  });
  assertEquals(frozen.trainableWeights.length, 0);
});

Deno.test("what a model does not do yet says so", () => {
  const { model } = branched();
  const early = model as unknown as Record<string, () => void>;
  assertThrows(
    () => early["export"]!(),
    TypeError,
    `Functional '${model.name}'.export: it is not there yet and comes with Kerasaur 0.2`,
  );
});

Deno.test("Flatten in a graph keeps what is not known open", () => {
  assertEquals(new Flatten()(Input([null, 3])).shape, [null, null]);
  assertEquals(new Flatten()(Input([2, 3])).shape, [null, 6]);
});
