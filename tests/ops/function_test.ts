import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const float = (value: tf.NestedArray) => tf.constant(value, { dtype: "float32" });

Deno.test("tf.function runs the function once for each signature and the graph from then on", () => {
  let runs = 0;
  const f = tf.function((x: tf.Tensor, factor: number) => {
    runs++;
    return tf.multiply(x, factor);
  });
  assertEquals(f(float([1, 2]), 3).numpy().toArray(), [3, 6]);
  assertEquals(f(float([5, 6]), 3).numpy().toArray(), [15, 18]);
  assertEquals(runs, 1);
  assertEquals(f(float([1, 2]), 4).numpy().toArray(), [4, 8], "another number");
  assertEquals(f(float([1]), 3).numpy().toArray(), [3], "another shape");
  assertEquals(f(tf.constant([1, 2]), 3).dtype, "int32", "another type");
  assertEquals([runs, f.experimentalGetTracingCount()], [4, 4]);
  const before = tf.config.engineStats();
  f(float([7, 8]), 3).dataSync();
  const after = tf.config.engineStats();
  assertEquals([after.compilations - before.compilations, after.nodes - before.nodes], [0, 0]);
});

Deno.test("tf.function reads variables at each call and writes those it assigns", () => {
  const [a, b] = [new tf.Variable(float([1, 2])), new tf.Variable(float([0, 0]))];
  const f = tf.function((x: tf.Tensor) => {
    b.assign(tf.add(a, x));
    a.assignAdd(b);
    return tf.multiply(b, 10);
  });
  assertEquals(f(float([1, 1])).numpy().toArray(), [20, 30]);
  assertEquals([a.numpy().toArray(), b.numpy().toArray()], [[3, 5], [2, 3]]);
  a.assign([0, 0]);
  assertEquals(f(float([1, 1])).numpy().toArray(), [10, 10]);
  assertEquals([a.numpy().toArray(), b.numpy().toArray()], [[1, 1], [1, 1]]);
});

Deno.test("tf.function tells apart variables that hold the same value", () => {
  const shared = float([1, 2]);
  const [a, b] = [new tf.Variable(float([0, 0])), new tf.Variable(float([0, 0]))];
  a.assign(shared);
  b.assign(shared);
  const f = tf.function(() => tf.subtract(a, b));
  assertEquals(f().numpy().toArray(), [0, 0]);
  a.assign([5, 5]);
  assertEquals(f().numpy().toArray(), [4, 3]);
});

Deno.test("tf.function leaves variables of strings alone", () => {
  const words = new tf.Variable(["a", "b"]);
  const f = tf.function((x: tf.Tensor) => tf.add(x, 1));
  assertEquals(f(float([1])).numpy().toArray(), [2]);
  assertEquals(words.numpy().toArray(), ["a", "b"]);
});

Deno.test("tf.function trains as eager code does, step by step", () => {
  const make = () => {
    tf.random.setSeed(3);
    const net = new tf.keras.Sequential([
      new tf.keras.layers.Dense(7, { activation: "relu" }),
      new tf.keras.layers.Dense(3),
    ]);
    const x = tf.random.normal([5, 4], { seed: 1 });
    const y = tf.random.normal([5, 3], { seed: 2 });
    net(x);
    const step = (x: tf.Tensor, y: tf.Tensor) => {
      const tape = new tf.GradientTape();
      const loss = tape.run(() => tf.reduceMean(tf.square(tf.subtract(net(x), y))));
      const gradients = tape.gradient(loss, net.trainableWeights);
      net.trainableWeights.forEach((w, i) => w.assignSub(tf.multiply(gradients[i]!, 0.05)));
      return loss;
    };
    return { net, x, y, step };
  };
  const eager = make();
  const traced = make();
  const step = tf.function(traced.step);
  for (let i = 0; i < 10; i++) {
    assertAllClose(
      step(traced.x, traced.y),
      eager.step(eager.x, eager.y),
      tolerance("product"),
      `loss ${i}`,
    );
  }
  traced.net.weights.forEach((weight, i) => {
    assertAllClose(weight, eager.net.weights[i]!, tolerance("product"), weight.name);
  });
  assertEquals(step.experimentalGetTracingCount(), 1);
});

Deno.test("tf.function folds the update into the product that gives the gradient", () => {
  const w = new tf.Variable(float([[1, 2], [3, 4]]));
  const f = tf.function((a: tf.Tensor, b: tf.Tensor) => {
    w.assignSub(tf.multiply(tf.matmul(a, b, { transposeA: true }), 0.5));
  });
  const [a, b] = [float([[1, 2]]), float([[3, 4]])];
  f(a, b);
  assertEquals(w.numpy().toArray(), [[-0.5, 0], [0, 0]]);
  assertEquals(f.getConcreteFunction(a, b).size, 1);
});

Deno.test("tf.function folds an update whose rate changes, by scaling the smaller factor", () => {
  const [w, rate] = [new tf.Variable(tf.zeros([8, 9])), new tf.Variable(float(0.5))];
  const f = tf.function((a: tf.Tensor, b: tf.Tensor) => {
    w.assignSub(tf.multiply(tf.matmul(a, b, { transposeA: true }), rate));
  });
  const [a, b] = [float([Array(8).fill(2)]), float([Array(9).fill(3)])];
  f(a, b);
  assert([...w.dataSync()].every((it) => it === -3));
  rate.assign(2);
  f(a, b);
  assert([...w.dataSync()].every((it) => it === -15));
  assertEquals(f.getConcreteFunction(a, b).size, 3);
});

Deno.test("tf.function creates variables on the first call only", () => {
  let layer: InstanceType<typeof tf.keras.layers.Dense> | undefined;
  const f = tf.function((x: tf.Tensor) => {
    layer ??= new tf.keras.layers.Dense(2, { kernelInitializer: "ones" });
    return layer(x);
  });
  assertEquals(f(float([[1, 2]])).numpy().toArray(), [[3, 3]]);
  assertEquals(layer!.weights.length, 2);
  layer!.kernel!.assign([[1, 0], [0, 1]]);
  assertEquals(f(float([[1, 2]])).numpy().toArray(), [[1, 2]]);
  const kept: tf.Variable[] = [];
  const bad = tf.function((x: tf.Tensor) => {
    kept.push(new tf.Variable(1, { dtype: "float32", name: "late" }));
    return x;
  }, { name: "bad" });
  bad(float(1));
  assertThrows(
    () => bad(float([1])),
    TypeError,
    "tf.function 'bad': expected variables to be created on the first call only, received a new variable 'late:0'",
  );
});

Deno.test("tf.function draws random numbers afresh at each call, as eager code does", () => {
  const draw = () => tf.add(tf.random.uniform([3]), tf.random.normal([3], { stddev: 0.1 }));
  const traced = tf.function(draw);
  tf.random.setSeed(42);
  const fromGraph = [traced(), traced(), traced()].map(String);
  tf.random.setSeed(42);
  assertEquals(fromGraph, [draw(), draw(), draw()].map(String));
  assertEquals(new Set(fromGraph).size, 3);
});

Deno.test("tf.function takes and gives nested values", () => {
  const f = tf.function((input: { a: tf.Tensor; b: [tf.Tensor, number] }) => ({
    sum: tf.add(input.a, input.b[0]),
    rest: [input.b[1], input.a, float(7)],
  }));
  const a = float([1]);
  const result = f({ a, b: [float([2]), 5] });
  assertEquals(result.sum.numpy().toArray(), [3]);
  assertEquals(result.rest.map(Number), [5, 1, 7]);
});

Deno.test("tf.function refuses to be read while it is traced, naming the kernel, and recovers", () => {
  const w = new tf.Variable(float([3, 4]));
  const f = tf.function((x: tf.Tensor) => {
    w.assignAdd(x);
    return Number(tf.norm(x)) > 1 ? x : tf.negative(x);
  });
  assertThrows(
    () => f(float([1, 1])),
    TypeError,
    "cannot read the result of Sqrt while the function is traced",
  );
  assertEquals(w.numpy().toArray(), [3, 4], "the variable kept its value");
  assertEquals(tf.add(w, 1).numpy().toArray(), [4, 5], "eager code goes on");
});

Deno.test("tf.function says that a tensor kept from a trace has no value", () => {
  let kept: tf.Tensor | undefined;
  const f = tf.function((x: tf.Tensor) => (kept = tf.exp(x), tf.add(x, 1)));
  f(float([0]));
  assertThrows(
    () => kept!.numpy(),
    TypeError,
    "the result of Exp belongs to the trace of a function",
  );
  assertThrows(() => tf.add(kept!, 1), TypeError, "belongs to the trace of a function");
});

Deno.test("tf.function runs operation by operation where a tape records around it", () => {
  const x = new tf.Variable(3, { dtype: "float32" });
  const cube = tf.function((x: tf.Tensor) => tf.multiply(tf.square(x), x));
  cube(x as unknown as tf.Tensor);
  const tape = new tf.GradientTape();
  const y = tape.run(() => cube(x as unknown as tf.Tensor));
  assertEquals([Number(y), Number(tape.gradient(y, x))], [27, 27]);
});

Deno.test("tf.function runs a function with a kernel that no graph has as it is", () => {
  const f = tf.function((x: tf.Tensor) => tfjs.unique(tfjs.mul(x, 2)).values);
  assertEquals([...f(float([1, 5, 1])).dataSync()], [2, 10]);
  assertEquals([...f(float([2, 2, 3])).dataSync()], [4, 6]);
  assertThrows(
    () => f.getConcreteFunction(float([1])),
    TypeError,
    "the kernel Unique cannot be part of a graph",
  );
});

Deno.test("tf.function calls inside a traced function become part of it", () => {
  const inner = tf.function((x: tf.Tensor) => tf.multiply(x, 2));
  const outer = tf.function((x: tf.Tensor) => tf.add(inner(x), 1));
  assertEquals(outer(float([1])).numpy().toArray(), [3]);
  assertEquals(inner.experimentalGetTracingCount(), 0);
});

Deno.test("tf.function holds its callers to the inputSignature", () => {
  const f = tf.function((x: tf.Tensor) => tf.reduceSum(x), {
    inputSignature: [{ shape: [null, 2] }],
    name: "total",
  });
  assertEquals([Number(f(float([[1, 2]]))), Number(f(float([[1, 2], [3, 4]])))], [3, 10]);
  assertThrows(
    () => f(float([1, 2])),
    TypeError,
    "tf.function 'total': expected tensors (None, 2) float32 as its inputSignature says, received (2,) float32",
  );
  assertThrows(() => f(tf.constant([[1, 2]])), TypeError, "received (1, 2) int32");
});

Deno.test("tf.function refuses what is no synchronous function", () => {
  assertThrows(
    () => tf.function(3 as never),
    TypeError,
    "tf.function: expected a function, received 3",
  );
  const late = tf.function(async function late() {
    await Promise.resolve();
  });
  assertThrows(() => late(), TypeError, "tf.function 'late': expected a synchronous function");
});

Deno.test("tf.function results do not change when it runs again", () => {
  const w = new tf.Variable(float([1]));
  const f = tf.function(() => {
    w.assignAdd([1]);
    return tf.multiply(w, 1);
  });
  const results = [f(), f(), f()];
  const raw = results[0]!.dataSync();
  f();
  assertEquals(results.map((it) => it.numpy().toArray()), [[2], [3], [4]]);
  assertEquals([...raw], [2]);
});

Deno.test("tf.function keeps no tensors but its results", () => {
  const w = new tf.Variable(float([1, 2]));
  const f = tf.function((x: tf.Tensor) => {
    w.assign(tf.add(w, x));
    return tf.exp(tf.multiply(w, 0.01));
  });
  const x = float([1, 1]);
  f(x).dispose();
  const before = tfjs.memory();
  for (let i = 0; i < 5; i++) f(x).dispose();
  const after = tfjs.memory();
  assertEquals([after.numTensors, after.numDataBuffers], [
    before.numTensors,
    before.numDataBuffers,
  ]);
});

Deno.test("tf.function writes its graph as an ONNX model with the variables inside", async () => {
  const w = new tf.Variable(float([[1], [2]]));
  const f = tf.function((x: tf.Tensor) => tf.nn.relu(tf.matmul(x, w)));
  const x = float([[3, 4]]);
  const path = await Deno.makeTempFile({ suffix: ".onnx" });
  try {
    f.getConcreteFunction(x).toOnnx(path);
    const text = new TextDecoder("latin1").decode(await Deno.readFile(path));
    for (const word of ["kerasaur", "input_0", "output_0", "Gemm", "Relu"]) {
      assert(text.includes(word), word);
    }
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("tf.function makes no variables of its own results", () => {
  const make = tf.function((x: tf.Tensor) => {
    const v = new tf.Variable(tf.multiply(x, 2), { name: "v" });
    return tf.add(x, v);
  });
  assertThrows(
    () => make(tf.ones([2])),
    TypeError,
    "tf.Variable 'v': expected an initial value that is known while a function is traced, received a result of that function; compute it outside of tf.function, or give numbers",
  );
});
