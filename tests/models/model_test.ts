import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { Model, Sequential } = tf.keras;
const { Dense } = tf.keras.layers;
const { clearSession } = tf.keras.backend;

class Linear extends Model {
  d1 = new Dense(10);
  d2 = new Dense(1);
  override call(x: tf.Tensor): tf.Tensor {
    return this.d2(this.d1(x));
  }
}

Deno.test("Model names its weights after itself and its layers, in order of assignment", () => {
  clearSession();
  new Dense(1);
  new Dense(1);
  const net = new Linear();
  net(tf.zeros([2, 20]));
  assertEquals(net.weights.map(({ name }) => name), [
    "linear/dense_2/kernel:0",
    "linear/dense_2/bias:0",
    "linear/dense_3/kernel:0",
    "linear/dense_3/bias:0",
  ]);
  assertEquals(net.layers.map(({ name }) => name), ["dense_2", "dense_3"]);
});

Deno.test("Model finds layers in arrays and nested models, and own variables last", () => {
  class Nested extends Model {
    scale = new tf.Variable(2, { name: "scale" });
    blocks = [new Sequential([new Dense(3)]), new Linear()];
    override call(x: tf.Tensor): tf.Tensor {
      let y = x;
      for (const block of this.blocks) y = block(y);
      return tf.multiply(y, this.scale);
    }
  }
  clearSession();
  const net = new Nested({ name: "outer" });
  assertEquals(net([[1, 2]]).shape, [1, 1]);
  assertEquals(net.weights.map(({ name }) => name), [
    "outer/sequential/dense/kernel:0",
    "outer/sequential/dense/bias:0",
    "outer/linear/dense_1/kernel:0",
    "outer/linear/dense_1/bias:0",
    "outer/linear/dense_2/kernel:0",
    "outer/linear/dense_2/bias:0",
    "scale:0",
  ]);
});

Deno.test("Model runs data-dependent control flow inside call() as written", () => {
  class Halving extends Model {
    override call(x: tf.Tensor): tf.Tensor {
      let y = x;
      while (Number(tf.reduceMax(y)) > 1) y = tf.divide(y, 2);
      return y;
    }
  }
  assertEquals(new Halving()([8, 0]).numpy().toArray(), [1, 0]);
});

Deno.test("Model calls a layer twice and shares its weights", () => {
  class Twice extends Model {
    layer = new Dense(1, {
      useBias: false,
      kernelInitializer: new tf.keras.initializers.Constant(3),
    });
    override call(x: tf.Tensor): tf.Tensor {
      return this.layer(this.layer(x));
    }
  }
  const net = new Twice();
  const tape = new tf.GradientTape();
  const y = tape.run(() => net([[1]]));
  assertEquals([net.weights.length, Number(y)], [1, 9]);
  assertEquals(tape.gradient(y, net.weights[0]!)!.numpy().toArray(), [[6]]);
});

Deno.test("Model.build() makes the weights without data", () => {
  const net = new Linear();
  net.build([null, 4]);
  assertEquals([...net.weights.map(({ shape }) => shape)], [[4, 10], [10], [10, 1], [1]]);
});

Deno.test("Model runs an own build() before its first call", () => {
  class Lazy extends Model {
    dense: InstanceType<typeof Dense> | undefined;
    override build(inputShape: readonly (number | null)[]) {
      this.dense = new Dense(inputShape.at(-1)!);
    }
    override call(x: tf.Tensor): tf.Tensor {
      return this.dense!(x);
    }
  }
  const net = new Lazy();
  assertEquals(net([[1, 2, 3]]).shape, [1, 3]);
  assertEquals(net.weights.length, 2);
});

Deno.test("Model refuses to show weights before its first call and to be called with nothing", () => {
  const net = new Linear({ name: "net" });
  assertThrows(() => net.weights, TypeError, "Cannot read the weights of Linear 'net'");
  assertThrows(
    () => net(undefined as never),
    TypeError,
    "Cannot call Linear 'net': expected a tensor, a number or nested arrays of numbers, received undefined",
  );
  assertStrictEquals(net.layers.length, 2);
});
