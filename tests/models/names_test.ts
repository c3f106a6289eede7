import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import golden from "../goldens/models/names.json" with { type: "json" };

const { Input, Model, Sequential } = tf.keras;
const { Dense, Flatten, Layer } = tf.keras.layers;
const { clearSession } = tf.keras.backend;

class Block extends Layer {
  inner = new Dense(2);
  scale!: tf.Variable;
  override build(shape: never) {
    this.scale = this.addWeight("scale", { shape: [2] });
    this.inner.build(shape);
  }
  override call(x: tf.Tensor) {
    return tf.multiply(this.inner(x), this.scale);
  }
}

class HTTPNet2D extends Model {
  block = new Block();
  tail = new Sequential([new Dense(3), new Dense(1)]);
  override call(x: tf.Tensor) {
    return this.tail(this.block(x));
  }
}

Deno.test("names and paths over a long session are Keras's", () => {
  const before = tf.random.getProfile();
  tf.random.setProfile("keras3");
  const steps: unknown[] = [];
  const step = (name: string, ...objects: tf.keras.layers.Layer[]) => {
    const made = objects.map((it) => ({
      name: it.name,
      layers: it instanceof Model ? [...it.layers.map((layer) => layer.name)] : [],
      paths: [...it.weights.map(({ path }) => path)],
    }));
    steps.push({ step: name, made });
  };
  try {
    clearSession();
    const ones = tf.ones([2, 4]);
    const first = new Sequential([new Dense(3), new Dense(2)]);
    first(ones);
    step("Sequential, called", first);
    step("Sequential with Input", new Sequential([Input([4]), new Dense(3), new Flatten()]));
    const third = new Sequential();
    third.add(new Dense(2));
    third.add(new Sequential([new Dense(5)]));
    third.build([null, 4]);
    step("Sequential in Sequential, built", third);
    const x = Input([4]);
    const shared = new Dense(4);
    const model = new Model(x, shared(shared(x)));
    step("functional, shared layer", model);
    const outer = new Model(x, new Sequential([new Dense(2)])(model(x)));
    step("functional in functional", outer);
    const net = new HTTPNet2D();
    net(ones);
    step("subclass", net);
    const other = new HTTPNet2D();
    other(ones);
    step("subclass again", other);
    const dense = new Dense(2);
    dense.build([null, 3]);
    step("layer, built", dense);
    step("clone", tf.keras.models.cloneModel(outer));
    const layers = [Input([4], { name: "in" }), new Dense(2, { name: "a" }), new Dense(2)];
    step("given names", new Sequential(layers, { name: "own" }));
    clearSession();
    const again = new Sequential([new Dense(3)]);
    again(ones);
    step("after clear_session", again);
    const begin = Input([4]);
    step("functional after clear_session", new Model(begin, new Dense(1)(begin)));
  } finally {
    tf.random.setProfile(before);
  }
  // Symbolic tensors are counted with those that Keras makes inside, which we do not.
  const counted = (it: unknown) =>
    JSON.parse(JSON.stringify(it).replace(/keras_tensor(_\d+)?/g, "keras_tensor"));
  golden.steps.forEach((expected, i) => assertEquals(counted(steps[i]), counted(expected)));
  assertEquals(steps.length, golden.steps.length);
});
