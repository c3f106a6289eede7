import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { Layer, Dense } = tf.keras.layers;
const { clearSession } = tf.keras.backend;

class Scale extends Layer {
  factor!: tf.Variable;
  override build(inputShape: tf.Shape) {
    this.factor = this.addWeight("factor", { shape: [inputShape.at(-1)!], initializer: "ones" });
  }
  override call(x: tf.Tensor) {
    return tf.multiply(x, this.factor);
  }
}

Deno.test("Layer instances are functions of their class", () => {
  const layer = new Scale({ name: "scale" });
  assertEquals([typeof layer, layer instanceof Scale, layer instanceof Layer], [
    "function",
    true,
    true,
  ]);
  assertEquals(layer.name, "scale");
  assertEquals("length" in layer && Object.hasOwn(layer, "length"), false);
  assertEquals(layer([[1, 2]]).numpy().toArray(), [[1, 2]]);
});

Deno.test("Layer names count per class as Keras's do, and start anew with the session", () => {
  clearSession();
  class MyHTTPLayer2D extends Layer {}
  class NestMLP extends Layer {}
  class _Hidden extends Layer {}
  const made = [new Dense(1), new Dense(1), new Scale(), new Dense(1), new MyHTTPLayer2D()];
  const names = [...made, new NestMLP(), new _Hidden()].map(({ name }) => name);
  assertEquals(names, [
    "dense",
    "dense_1",
    "scale",
    "dense_2",
    "my_http_layer2d",
    "nest_mlp",
    "private__hidden",
  ]);
  clearSession();
  assertEquals(new Dense(1).name, "dense");
});

Deno.test("Layer.addWeight() names weights after the layers being called", () => {
  clearSession();
  const inner = new Scale();
  class Outer extends Layer {
    inner = inner;
    override call(x: tf.Tensor) {
      return this.inner(x);
    }
  }
  new Outer()([[1, 2]]);
  assertEquals(inner.factor.name, "outer/scale/factor:0");
  const alone = new Scale();
  alone.build([2, 3]);
  assertEquals(alone.factor.name, "factor:0");
});

Deno.test("Layer finds layers and variables in its properties, arrays, maps and objects, each once", () => {
  const shared = new Dense(2, { name: "shared" });
  class Holder extends Layer {
    own = new tf.Variable([1, 2], { name: "own" });
    list = [shared, [new Dense(1, { name: "listed" })]];
    map = new Map([["a", new Dense(1, { name: "mapped" })]]);
    plain = { again: shared, deep: { it: new Dense(1, { name: "deep" }) } };
    date = new Date();
    #secret = new Dense(1, { name: "secret" });
    get secretName() {
      return this.#secret.name;
    }
  }
  const holder = new Holder();
  assertEquals(holder.sublayers.map(({ name }) => name), ["shared", "listed", "mapped", "deep"]);
  assertEquals(holder.weights.map(({ name }) => name), ["own:0"]);
  assertEquals(holder.secretName, "secret");
});

Deno.test("Layer.trainable moves weights, its own and those inside, to the other list", () => {
  const layer = new Dense(2);
  layer([[1, 2]]);
  layer.trainable = false;
  assertEquals([layer.trainableWeights.length, layer.nonTrainableWeights.length], [0, 2]);
  assertEquals(layer.weights.length, 2);
  class Mixed extends Layer {
    override build() {
      this.addWeight({ name: "moving", trainable: false, initializer: "zeros" });
      this.addWeight({ name: "gain", initializer: "ones" });
    }
    override call(x: tf.Tensor) {
      return x;
    }
  }
  const mixed = new Mixed({ name: "mixed" });
  mixed([1]);
  assertEquals(mixed.weights.map(({ name }) => name), ["mixed/gain:0", "mixed/moving:0"]);
});

Deno.test("Layer refuses a cycle of layers, naming the way round", () => {
  class Node extends Layer {
    next: Node | undefined;
  }
  const [a, b] = [new Node({ name: "a" }), new Node({ name: "b" })];
  a.next = b;
  b.next = a;
  assertThrows(
    () => a.weights,
    TypeError,
    "Cannot collect the layers of 'a': expected layers without a cycle, received 'a' > 'b' > 'a'",
  );
});

Deno.test("Layer.setWeights() before the build says when weights come into being", () => {
  assertThrows(
    () => new Dense(2, { name: "d" }).setWeights([tf.zeros([1, 2])]),
    TypeError,
    "Cannot set the weights of Dense 'd': expected a list of 0 arrays, received 1; it has none until it is built",
  );
});

Deno.test("Layer passes lists of tensors and the training flag on to call()", () => {
  let seen: unknown;
  class Sum extends Layer<tf.Tensor[], tf.Tensor> {
    override call([a, b]: tf.Tensor[], { training }: { training?: boolean }) {
      seen = training;
      return tf.add(a!, b!);
    }
  }
  const y = new Sum()([tf.constant([1]), tf.constant([2])], { training: true });
  assertEquals([y.numpy().toArray(), seen], [[3], true]);
});

Deno.test("Layer prints as Keras 3 prints it", () => {
  const layer = new Dense(2, { name: "d" });
  assertStrictEquals(`${layer}`, "<Dense name=d, built=False>");
  layer([[1]]);
  assertStrictEquals(Deno.inspect(layer), "<Dense name=d, built=True>");
  assert(!Deno.inspect(layer).includes("Function"));
});
