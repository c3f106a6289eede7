/**
 * What calls of layers share: training handed down, losses that begin anew, inputs of several
 * tensors, dtypes, and nothing left behind by an interrupt.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { interrupt } from "../support/interrupt.ts";
import { under } from "../support/profile.ts";

const { Layer, Dense } = tf.keras.layers;
const { regularizers } = tf.keras;
const { clearSession } = tf.keras.backend;

/** Notes what `training` was in each call. */
class Noting extends Layer {
  readonly seen: (boolean | undefined)[] = [];
  override call(x: tf.Tensor, { training }: tf.keras.layers.CallOptions = {}) {
    this.seen.push(training);
    return x;
  }
}

Deno.test("training reaches layers inside a model that hands nothing on, in Sequential too", () => {
  const inner = new Noting();
  class Own extends tf.keras.Model {
    part = new tf.keras.Sequential([inner]);
    override call(x: tf.Tensor) {
      return this.part(x);
    }
  }
  const net = new Own();
  net([1], { training: true });
  net([1]);
  inner([1]);
  assertEquals(inner.seen, [true, false, false]);
});

Deno.test("training that a call is given holds within that call, and ends with it, errors included", () => {
  const inner = new Noting();
  class Both extends Layer {
    inner = inner;
    override call(x: tf.Tensor) {
      this.inner(x, { training: false });
      this.inner(x);
      if (x.rank === 2) throw new RangeError("expected");
      return x;
    }
  }
  const both = new Both();
  both([1], { training: true });
  assertThrows(() => both([[1]], { training: true }), RangeError, "expected");
  inner([1]);
  assertEquals(inner.seen, [false, true, false, true, false]);
});

Deno.test("training in a traced function is that of the call while it was traced", () => {
  const inner = new Noting();
  const net = new tf.keras.Sequential([inner]);
  const f = tf.function((x: tf.Tensor, training: boolean) => net(x, { training }));
  f(tf.ones([1]), true);
  f(tf.ones([1]), true);
  f(tf.ones([1]), false);
  assertEquals(inner.seen, [true, false]);
});

Deno.test("losses are those of the last call, of every layer and each time it is applied", () => {
  const shared = new Dense(2, {
    kernelInitializer: "ones",
    activityRegularizer: regularizers.l2(1),
    kernelRegularizer: regularizers.l1(0.5),
  });
  const net = new tf.keras.Sequential([shared, shared]);
  const losses = () => net.losses.map(Number);
  assertEquals(net.losses.length, 0, "nothing was called");
  for (const scale of [1, 2]) {
    net([[scale, 0], [scale, 0]]);
    const square = scale ** 2;
    // The first application gives [s, s] for both rows, the second [2s, 2s].
    assertEquals(losses(), [2 * square, 8 * square, 2]);
  }
  shared([[1, 1]]);
  assertEquals(shared.losses.map(Number), [8, 2], "a call of its own begins anew");
});

Deno.test("losses of frozen weights are none, as in Keras", () => {
  const layer = new Dense(1, { kernelRegularizer: "l2", trainable: false });
  layer([[1]]);
  assertEquals(layer.losses.length, 0);
  layer.trainable = true;
  assertEquals(layer.losses.length, 1);
});

Deno.test("losses can be part of a loss that is differentiated, eager and traced", () => {
  const layer = new Dense(1, {
    kernelInitializer: "ones",
    useBias: false,
    activityRegularizer: "l2",
  });
  layer([[1]]);
  const w = layer.kernel!;
  const gradientOf = (x: tf.Tensor) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.add(tf.reduceSum(layer(x)), tf.addN([...layer.losses])));
    return tape.gradient(loss, w)!;
  };
  const traced = tf.function(gradientOf);
  const x = tf.constant([[2], [3]]);
  // d/dw (2w + 3w + 0.01 (4 + 9) w^2 / 2) at w = 1
  for (const gradient of [gradientOf(x), traced(x), traced(x)]) {
    assert(Math.abs(Number(gradient.numpy().item()) - 5.13) < 1e-5, `${gradient}`);
  }
  assertThrows(() => layer.losses.map(Number), TypeError, "belongs to the trace of the function");
  layer(x);
  assertEquals(layer.losses.length, 1);
});

Deno.test("Layer.addLoss() takes scalars and lists of them until the next call", () => {
  class Penalized extends Layer {
    override call(x: tf.Tensor) {
      this.addLoss(tf.reduceSum(x));
      this.addLoss([tf.constant(1), tf.constant(2)]);
      return x;
    }
  }
  const layer = new Penalized({ name: "p" });
  layer([1, 2]);
  layer([5]);
  assertEquals(layer.losses.map(Number), [5, 1, 2]);
  assertThrows(
    () => layer.addLoss(tf.ones([2])),
    TypeError,
    "Penalized 'p'.addLoss: expected loss to be a scalar tensor or a list of them, received Tensor of shape (2,); reduce it with tf.reduceSum",
  );
  assertThrows(() => layer.addLoss(3 as never), TypeError, "received 3");
});

Deno.test("Layer builds for the shapes of a list of inputs", () => {
  class Joined extends Layer<tf.Tensor[], tf.Tensor> {
    shapes: unknown;
    override build(shapes: tf.Shape) {
      this.shapes = shapes;
    }
    override call([a, b]: tf.Tensor[]) {
      return tf.concat([a!, b!], 1);
    }
  }
  const layer = new Joined();
  const v = new tf.Variable([[3]]);
  const y = layer([tf.ones([1, 2]), v.value()]);
  assertEquals([layer.shapes, y.numpy().toArray()], [[[1, 2], [1, 1]], [[1, 1, 3]]]);
});

Deno.test("Layer converts floats to its dtype, and leaves whole numbers and texts alone", () => {
  class Seen extends Layer {
    override call(x: tf.Tensor) {
      return x;
    }
  }
  const dtypes = (layer: Seen) =>
    [
      tf.constant(Float64Array.of(1)),
      tf.constant([1], "float16"),
      tf.constant([1], "int32"),
      tf.constant(["a"]),
      tf.constant([true]),
    ].map((x) => layer(x).dtype);
  assertEquals(dtypes(new Seen()), ["float32", "float32", "int32", "string", "bool"]);
  assertEquals(dtypes(new Seen({ dtype: "float64" }))[1], "float64");
  assertEquals(dtypes(new Seen({ autocast: false })).slice(0, 2), ["float64", "float16"]);
});

Deno.test("Dense computes in float64 where it is asked to, and refuses what are no real numbers", () => {
  const layer = new Dense(1, { dtype: "float64", kernelInitializer: "ones", name: "d" });
  const y = layer([[1 / 3, 1e-9]]);
  assertEquals([y.dtype, y.numpy().toArray()], ["float64", [[
    Math.fround(1 / 3) + Math.fround(1e-9),
  ]]]);
  const exact = layer(tf.constant([[1 / 3, 1e-9]], "float64"));
  assertEquals(exact.numpy().toArray(), [[1 / 3 + 1e-9]]);
  assertEquals(layer.weights.map(({ dtype }) => dtype).join(), "float64,float64");
  assertThrows(
    () => layer([["a", "b"]]),
    TypeError,
    "Cannot call Dense 'd': expected inputs of real numbers, received dtype string",
  );
  assertThrows(() => layer(tf.complex([[1, 2]], [[1, 2]])), TypeError, "received dtype complex64");
});

Deno.test("Layer without a call says so, and one whose build fails can be built again", () => {
  class Empty extends Layer {}
  assertThrows(
    () => new Empty({ name: "e" })([1]),
    TypeError,
    "Cannot call Empty 'e': expected its class to have a method call, received none",
  );
  let fails = true;
  class Twice extends Layer {
    override build() {
      this.addWeight("a", { initializer: "ones" });
      if (fails) throw new RangeError("not yet");
    }
    override call(x: tf.Tensor) {
      return x;
    }
  }
  const layer = new Twice();
  assertThrows(() => layer([1]), RangeError, "not yet");
  fails = false;
  layer([1]);
  assertEquals([layer.built, layer.weights.length], [true, 1]);
});

Deno.test("Layer.addWeight() takes a name or a shape first, or everything by name", () => {
  clearSession();
  class Ways extends Layer {
    override build() {
      this.addWeight("a", { shape: [1], initializer: "zeros" });
      this.addWeight([2], { initializer: "zeros", name: "b" });
      this.addWeight({
        name: "c",
        shape: [3],
        initializer: "zeros",
        dtype: "int32",
        trainable: false,
      });
      this.addWeight([4], { initializer: "zeros" });
    }
    override call(x: tf.Tensor) {
      return x;
    }
  }
  const layer = new Ways();
  layer([1]);
  assertEquals(layer.weights.map(({ name, shape, dtype }) => `${name} ${shape} ${dtype}`), [
    "ways/a:0 1 float32",
    "ways/b:0 2 float32",
    "ways/variable:0 4 float32",
    "ways/c:0 3 int32",
  ]);
  class Wrong extends Layer {
    override build() {
      this.addWeight("a", { shpae: [1] } as never);
    }
  }
  assertThrows(() => new Wrong()([1]), TypeError, "received shpae; did you mean shape?");
});

Deno.test("freezing layers changes no order of weights, early or late", () => {
  const make = () => {
    const [a, b] = [new Dense(1, { name: "a" }), new Dense(1, { name: "b" })];
    return { a, b, net: new tf.keras.Sequential([a, b]) };
  };
  const names = (it: { name: string }[]) =>
    it.map(({ name }) => name.split("/").slice(-2).join("/"));
  const all = ["a/kernel:0", "a/bias:0", "b/kernel:0", "b/bias:0"];
  const early = make();
  early.a.trainable = false;
  early.net([[1]]);
  const late = make();
  late.net([[1]]);
  late.a.trainable = false;
  for (const { net } of [early, late]) {
    assertEquals(names([...net.weights]), all);
    assertEquals(names([...net.trainableWeights]), all.slice(2));
    assertEquals(names([...net.nonTrainableWeights]), all.slice(0, 2));
    const before = net.getWeights();
    net.setWeights(before);
    net.getWeights().forEach((it, i) => assert(it.equals(before[i])));
  }
  const whole = new tf.keras.Sequential([new Dense(1)], { trainable: false });
  whole([[1]]);
  assertEquals([whole.trainableWeights.length, whole.weights.length], [0, 2]);
});

Deno.test("an interrupt inside a call leaves no name, no training and no losses behind", async () => {
  clearSession();
  class Endless extends Layer {
    override call(): tf.Tensor {
      for (;;);
    }
  }
  const endless = new Endless({ name: "endless" });
  interrupt(() => endless([1], { training: true }));
  await null;
  const [dense, noting] = [new Dense(1), new Noting()];
  dense([[1]]);
  noting([1]);
  assertEquals([dense.kernel!.name, noting.seen], ["dense/kernel:0", [false]]);
});

Deno.test("the mask of inputs goes to calls with other tensors too, but in Keras 3", () => {
  class Stateful extends Layer {
    seen: string[] = [];
    override get supportsMasking() {
      return true;
    }
    protected override get takesTensors() {
      return false;
    }
    protected override get callParameters() {
      return ["state", "mask"];
    }
    override call(x: tf.Tensor, { mask }: tf.keras.layers.CallOptions = {}) {
      this.seen.push(mask === undefined ? "none" : "mask");
      return x;
    }
  }
  const calls = () => {
    const layer = new Stateful();
    const x = new tf.keras.layers.Masking()([[[1], [0]]]);
    const mask = tf.constant([[true, true]]);
    const state = tf.zeros([1]);
    layer(x);
    layer(x, { training: true });
    layer(x, { state });
    layer(x, state);
    layer(x, { state, mask });
    return layer.seen;
  };
  assertEquals(calls(), ["mask", "mask", "mask", "mask", "mask"]);
  assertEquals(under("keras3", calls), ["mask", "mask", "none", "none", "mask"]);
});
