/**
 * Whole steps of training: eager as traced, step by step, with each optimizer; layers made and drawn
 * within functions.
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { Adam, SGD } = tf.keras.optimizers;
const { Dense, Flatten } = tf.keras.layers;

/** A network with its data and a step of training, from one seed. */
function setUp(makeOptimizer: () => tf.keras.optimizers.Optimizer) {
  tf.random.setSeed(3);
  const net = new tf.keras.Sequential([
    new Flatten(),
    new Dense(7, { activation: "relu", kernelConstraint: "maxNorm", kernelRegularizer: "l2" }),
    new Dense(3, { activityRegularizer: "l1" }),
  ]);
  const x = tf.random.normal([5, 2, 2], { seed: 1 });
  const y = tf.random.normal([5, 3], { seed: 2 });
  net(x);
  const optimizer = makeOptimizer();
  const step = (x: tf.Tensor, y: tf.Tensor) => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => {
      const error = tf.reduceMean(tf.square(tf.subtract(net(x, { training: true }), y)));
      return tf.addN([error, ...net.losses]);
    });
    const gradients = tape.gradient(loss, net.trainableWeights);
    optimizer.applyGradients(gradients.map((it, i) => [it, net.trainableWeights[i]!] as const));
    return loss;
  };
  return { net, optimizer, x, y, step };
}

const OPTIMIZERS: Record<string, () => tf.keras.optimizers.Optimizer> = {
  SGD: () => new SGD(0.05),
  "SGD with momentum": () => new SGD(0.05, 0.9),
  "SGD with Nesterov's momentum and limits": () => new SGD(0.05, 0.9, true, { clipnorm: 0.5 }),
  Adam: () => new Adam(0.01),
};

for (const [name, make] of Object.entries(OPTIMIZERS)) {
  Deno.test(`a step with ${name} trains in tf.function as in eager code`, () => {
    const [eager, traced] = [setUp(make), setUp(make)];
    const step = tf.function(traced.step);
    for (let i = 0; i < 10; i++) {
      if (i === 5) { for (const it of [eager, traced]) it.optimizer.learningRate = 0.02; }
      const loss = step(traced.x, traced.y);
      assertAllClose(loss, eager.step(eager.x, eager.y), tolerance("product"), `loss ${i}`);
    }
    traced.net.weights.forEach((weight, i) => {
      assertAllClose(weight, eager.net.weights[i]!, tolerance("product"), weight.name);
    });
    // As in TensorFlow, a trace that makes variables, here slots, is followed by one that makes none.
    const hasSlots = traced.optimizer.weights.length > 1;
    assertEquals(step.experimentalGetTracingCount(), hasSlots ? 2 : 1);
    assertEquals(Number(traced.optimizer.iterations), 10);
  });
}

Deno.test("a traced step trains on each batch it is given, whatever starts the network", () => {
  const net = new tf.keras.Sequential([new Flatten(), new Dense(1, { kernelInitializer: "ones" })]);
  const f = tf.function((x: tf.Tensor) => net(x));
  for (const value of [1, 2, 5]) {
    assertEquals(f(tf.fill([2, 2, 2], value)).numpy().toArray(), [[4 * value], [4 * value]]);
  }
});

Deno.test("a traced function makes its layers on the first call only", () => {
  let layer: InstanceType<typeof Dense> | undefined;
  const f = tf.function((x: tf.Tensor) => {
    layer ??= new Dense(2, { kernelInitializer: "ones" });
    return layer(x);
  });
  assertEquals(f(tf.constant([[1, 2]])).numpy().toArray(), [[3, 3]]);
  assertEquals(layer!.weights.length, 2);
  layer!.kernel!.assign([[1, 0], [0, 1]]);
  assertEquals(f(tf.constant([[1, 2]])).numpy().toArray(), [[1, 2]]);
  const made: unknown[] = [];
  const bad = tf.function(function bad(x: tf.Tensor) {
    const late = new Dense(1, { name: "late" });
    made.push(late);
    return late(x);
  });
  for (const rows of [1, 1, 2]) {
    assertThrows(
      () => bad(tf.ones([rows, 1])),
      TypeError,
      "tf.function 'bad': expected variables to be created on the first call only, received a new variable 'late/kernel:0'",
    );
  }
});

Deno.test("initializers within a traced function draw what eager code draws", () => {
  const draw = () => {
    tf.random.setSeed(7);
    const layer = new Dense(3, { useBias: false });
    return { layer, run: (x: tf.Tensor) => layer(x) };
  };
  const [eager, traced] = [draw(), draw()];
  tf.random.setSeed(7);
  eager.run(tf.ones([1, 4]));
  tf.random.setSeed(7);
  tf.function(traced.run)(tf.ones([1, 4]));
  assertEquals(traced.layer.kernel!.numpy().toArray(), eager.layer.kernel!.numpy().toArray());
});

Deno.test("a traced function writes its graph as an ONNX model with the weights inside", async () => {
  const net = new tf.keras.Sequential([new Flatten(), new Dense(2, { activation: "relu" })]);
  const f = tf.function((x: tf.Tensor) => net(x));
  const x = tf.ones([1, 2, 2]);
  f(x);
  const path = await Deno.makeTempFile({ suffix: ".onnx" });
  try {
    f.getConcreteFunction(x).toOnnx(path);
    const text = new TextDecoder("latin1").decode(await Deno.readFile(path));
    for (const word of ["kerasaur", "input_0", "output_0", "Gemm", "Relu"]) {
      assertEquals(text.includes(word), true, word);
    }
  } finally {
    await Deno.remove(path);
  }
});
