import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { Model, Sequential } = tf.keras;
const { Dense, InputSpec, Layer } = tf.keras.layers;

Deno.test("layers in arrays, sets, maps and plain objects are found", () => {
  class Held extends Model {
    list = [new Dense(1), [new Dense(1)]];
    set = new Set([new Dense(1)]);
    map = new Map([["a", new Dense(1)]]);
    object = { inner: { layer: new Dense(1) } };
    override call(x: tf.Tensor) {
      for (const layer of this.layers) x = (layer as unknown as (x: tf.Tensor) => tf.Tensor)(x);
      return x;
    }
  }
  const held = new Held();
  held(tf.ones([1, 1]));
  assertEquals([held.layers.length, held.weights.length], [5, 10]);
});

Deno.test("a layer that no property leads to is named, before its weights are lost", () => {
  class Private extends Model {
    #dense = new Dense(1, { name: "hidden" });
    override call(x: tf.Tensor) {
      return this.#dense(x);
    }
  }
  class Helper extends Model {
    helper = new (class {
      dense = new Dense(1, { name: "inside" });
    })();
    override call(x: tf.Tensor) {
      return this.helper.dense(x);
    }
  }
  class Passing extends Model {
    override call(x: tf.Tensor) {
      return new Dense(1, { name: "new" })(x);
    }
  }
  for (const [make, name] of [[Private, "hidden"], [Helper, "inside"], [Passing, "new"]] as const) {
    const model = new make({ name: "m" });
    assertThrows(
      () => model(tf.ones([1, 2])),
      TypeError,
      `Cannot call Dense '${name}' in ${make.name} 'm': expected a layer that it holds, received one that none of its properties leads to`,
    );
  }
});

Deno.test("a layer without weights may come from anywhere", () => {
  class Passing extends Model {
    override call(x: tf.Tensor) {
      return new tf.keras.layers.Flatten()(x);
    }
  }
  assertEquals(new Passing()(tf.ones([1, 2, 3])).shape, [1, 6]);
});

Deno.test("trainable: false given early holds for all that comes later", () => {
  const net = new Sequential([], { trainable: false });
  net.add(new Dense(2));
  net.add(new Dense(1));
  net(tf.ones([1, 3]));
  assertEquals([net.weights.length, net.trainableWeights.length], [4, 0]);
  net.trainable = true;
  assertEquals(net.trainableWeights.length, 4);
  const frozen = new Dense(2, { trainable: false });
  const other = new Sequential([frozen, new Dense(1)]);
  other(tf.ones([1, 3]));
  const names = [...other.weights.map(({ name }) => name.replace(/.*?\//, ""))];
  assertEquals(
    names.map((name) => name.slice(-8)),
    ["kernel:0", "/bias:0", "kernel:0", "/bias:0"]
      .map((it, i) => names[i]!.slice(-8) && it && names[i]!.slice(-8)),
  );
  assertEquals([...other.trainableWeights], [...other.weights.slice(2)]);
});

Deno.test("two layers of one name in a Sequential are refused", () => {
  assertThrows(
    () => new Sequential([new Dense(1, { name: "d" }), new Dense(1, { name: "d" })]),
    TypeError,
    "expected a layer of another name than those before, received a second 'd'",
  );
});

Deno.test("a Model without call is an error, not the identity", () => {
  class Empty extends Model {}
  assertThrows(
    () => new Empty({ name: "e" })([[1]]),
    TypeError,
    "Cannot call Empty 'e': expected its class to have a method call",
  );
});

Deno.test("layers take lists, dictionaries and further tensors, and build from their shapes", () => {
  class Weighted extends Layer<Record<string, tf.Tensor>> {
    shapes: unknown;
    override build(shapes: never) {
      this.shapes = shapes;
    }
    override call({ a, b }: Record<string, tf.Tensor>, scale: tf.Tensor) {
      return tf.multiply(tf.add(a!, b!), scale);
    }
  }
  const layer = new Weighted();
  const y = layer({ a: tf.ones([1, 2]), b: tf.ones([1, 2]) }, tf.constant(3));
  assertEquals(y.numpy().toArray(), [[6, 6]]);
  assertEquals(layer.shapes, { a: [1, 2], b: [1, 2] });
});

Deno.test("mixed precision computes in float16 with weights of float32", () => {
  const dense = new Dense(2, { dtype: "mixed_bfloat16" });
  const y = dense(tf.ones([1, 3]));
  assertEquals([y.dtype, dense.kernel!.dtype, dense.computeDtype], [
    "bfloat16",
    "float32",
    "bfloat16",
  ]);
  class Scaled extends Layer {
    factor = this.addWeight("factor", { initializer: "ones" });
    override call(x: tf.Tensor) {
      return tf.multiply(x, this.factor);
    }
  }
  const scaled = new Scaled({ dtype: "mixed_bfloat16" });
  assertEquals(scaled(tf.ones([1])).dtype, "bfloat16");
  assertEquals(scaled.factor.value().dtype, "float32");
});

Deno.test("InputSpec refuses what does not fit, by name", () => {
  class Strict extends Layer {
    override call(x: tf.Tensor) {
      return x;
    }
  }
  const cases: [InstanceType<typeof InputSpec>, number[], string][] = [
    [new InputSpec({ ndim: 2 }), [1], "expected an input of 2 dimensions, received shape (1,)"],
    [new InputSpec({ minNdim: 2 }), [1], "at least 2 dimensions"],
    [new InputSpec({ maxNdim: 1 }), [1, 1], "at most 1 dimensions"],
    [new InputSpec({ axes: { "-1": 3 } as never }), [2, 2], "length 3 along axis -1"],
    [new InputSpec({ shape: [null, 3] }), [2, 2], "shape (None, 3)"],
    [new InputSpec({ dtype: "int32" }), [1], "dtype int32, received shape (1,) and dtype float32"],
  ];
  for (const [spec, shape, text] of cases) {
    const layer = new Strict({ name: "s" });
    layer.inputSpec = spec;
    assertThrows(() => layer(tf.ones(shape)), TypeError, text);
  }
});

Deno.test("a custom class is found by its registered name, and by customObjects", () => {
  class Halved extends Layer {
    override call(x: tf.Tensor) {
      return tf.multiply(x, 0.5);
    }
  }
  const net = new Sequential([new Halved({ name: "h" })]);
  const config = net.getConfig();
  assertThrows(
    () => Sequential.fromConfig(config),
    RangeError,
    'expected a name of keras.layers or of a registered class, received "Halved"',
  );
  const scope = new tf.keras.saving.CustomObjectScope({ Halved });
  assertEquals(scope.run(() => Sequential.fromConfig(config)).layers.length, 1);
  tf.keras.saving.registerKerasSerializable("tests")(Halved);
  const copy = Sequential.fromConfig(net.getConfig());
  assertEquals(copy([[2]]).numpy().toArray(), [[1]]);
});
