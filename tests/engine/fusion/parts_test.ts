/**
 * Plans in parts from outside: what users get are copies, results don't depend on threads, memory
 * stays as large as it is, programs end, and what goes wrong has a name.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { program } from "../program.ts";

/** Numbers that are the same each time. */
const numbers = (shape: readonly number[], seed: number) =>
  tf.constant(
    Float32Array.from(
      { length: shape.reduce((a, b) => a * b, 1) },
      (_, i) => Math.sin(i * 0.37 + seed),
    ),
    { shape },
  );

/** A step of training whose plan is cut. */
function training() {
  const x = numbers([64, 300], 1);
  const w = new tf.Variable(numbers([300, 200], 2));
  const adam = new tf.keras.optimizers.Adam(0.01);
  const step = tf.function(() => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.reduceMean(tf.square(tf.tanh(tf.matmul(x, w)))));
    adam.applyGradients([[tape.gradient(loss, w)!, w]]);
    return loss;
  });
  return { step, w };
}

/** On the cpu device, whatever the tests run on. */
const onCpu = (name: string, run: () => void) => Deno.test(name, () => tf.device("cpu", run));

onCpu("a step of training has kernels between its products", () => {
  const { step } = training();
  const { steps } = tf.config.explain(step);
  const kernels = steps.filter(({ by }) => by === "kernel");
  assert(kernels.length >= 2, String(tf.config.explain(step)));
  assert(kernels.some(({ operators }) => operators.includes("Sqrt")), "Adam is one kernel");
  assert(/^by +ms +largest result +operators\n/.test(String(tf.config.explain(step))));
});

onCpu("separable convolutions are kernels and products, and move no axes between them", () => {
  const x = numbers([4, 16, 20, 24], 1);
  const [w, v, b] = [numbers([3, 3, 24, 1], 2), numbers([1, 1, 24, 40], 3), numbers([40], 4)];
  const forward = tf.function(() => {
    const y = tf.nn.conv2d(tf.nn.depthwiseConv2d(x, w, 1, "SAME"), v, 1, "SAME");
    return tf.nn.relu(tf.add(y, b));
  });
  const { steps } = tf.config.explain(forward);
  const [kernel, product, last] = steps.map(({ by, operators }) => `${by}: ${operators}`);
  assertEquals(kernel, "kernel: DepthwiseConv");
  assertEquals(product, "ONNX Runtime: Gemm,Reshape");
  assertEquals(last, "kernel: Add,Relu");
  assertEquals(steps.length, 3);
});

onCpu("tf.config.explain says what it expects", () => {
  assertThrows(
    () => tf.config.explain(3 as unknown as () => unknown),
    TypeError,
    "tf.config.explain: expected a function, received 3",
  );
});

onCpu("what is read of the memory is a copy that can be kept and sent away", () => {
  const { step, w } = training();
  step();
  const before = w.numpy();
  const kept = Float32Array.from(before.data as Float32Array);
  assert((before.data as Float32Array).buffer instanceof ArrayBuffer);
  for (let i = 0; i < 5; i++) step();
  assertEquals(before.data, kept);
  const after = w.numpy().data as Float32Array;
  assert(after.some((it, i) => it !== kept[i]));
  const clone = structuredClone(after);
  step();
  assertEquals(after, clone);
});

onCpu("the same training gives the same bits each time, before and after threads help", () => {
  const runs = Array.from({ length: 3 }, () => {
    const { step, w } = training();
    const losses = Array.from({ length: 30 }, () => Number(step()));
    return [...losses, ...w.numpy().data as Float32Array];
  });
  assertEquals(runs[1], runs[0]);
  assertEquals(runs[2], runs[0]);
});

onCpu("a lookup out of range in the rows of a gradient is an error, and the next one works", () => {
  const table = tf.constant(new Float32Array(300 * 64).fill(1), { shape: [300, 64] });
  const add = tf.function((places: tf.Tensor) =>
    tf.tensorScatterNdAdd(table, places, tf.ones([2, 64]))
  );
  const places = (second: number) => tf.cast(tf.constant([[3], [second]]), "int32");
  assertThrows(() => (add(places(300)) as tf.Tensor).numpy(), RangeError, "index = 300");
  assertEquals(Number(tf.reduceSum(add(places(3)) as tf.Tensor)), 300 * 64 + 2 * 64);
});

onCpu("results that nobody gives back don't fill the memory", () => {
  const x = numbers([1000, 1000], 1);
  const f = tf.function((x: tf.Tensor) => tf.add(tf.multiply(x, 2), 1));
  for (let i = 0; i < 300; i++) f(x);
  const y = f(x) as tf.Tensor;
  const [a] = tf.reshape(x, [-1]).numpy().data as Float32Array;
  assertEquals((y.numpy().data as Float32Array)[0], Math.fround(Math.fround(a! * 2) + 1));
  const { rss } = Deno.memoryUsage();
  for (let i = 0; i < 300; i++) f(x);
  const grown = Deno.memoryUsage().rss - rss;
  assert(grown < 600e6, `${grown} bytes for 300 results of 4 MB`);
});

const PROGRAM = `
  import * as tf from "kerasaur";
  const x = tf.random.normal([1000, 1000]);
  const f = tf.function((x) => tf.reduceSum(tf.multiply(tf.tanh(x), 2)));
  let y;
  for (let i = 0; i < 20; i++) y = Number(f(x));
  console.log(Number.isFinite(y));
`;

Deno.test("a program with helper threads ends by itself, with no permission but that for FFI", async () => {
  const { code, out, error } = await program(PROGRAM, { flags: ["--allow-ffi"] });
  assertEquals([code, out, error], [0, "true", ""]);
});

Deno.test("KERASAUR_FUSION says what kernels compute, and nothing else", async () => {
  for (const mode of ["off", "all"]) {
    const { out } = await program(PROGRAM, { env: { KERASAUR_FUSION: mode } });
    assertEquals(out, "true");
  }
  const { code, error } = await program(PROGRAM, { env: { KERASAUR_FUSION: "some" } });
  assertEquals(code, 1);
  const text = "KERASAUR_FUSION: expected one of on, off, all, received some";
  assert(error.includes(text), error);
});

const THREADS = `
  import * as tf from "kerasaur";
  tf.config.threading.setIntraOpParallelismThreads(Number(Deno.args[0]));
  const numbers = Float32Array.from({ length: 600_000 }, (_, i) => Math.sin(i));
  const x = tf.constant(numbers, { shape: [3000, 200] });
  const f = tf.function((x, filters) => {
    const y = tf.multiply(tf.tanh(x), tf.add(x, 1));
    const z = tf.exp(tf.subtract(y, tf.reduceMean(y, 1, true)));
    const shares = tf.divide(z, tf.reduceSum(z, 1, true));
    const sums = [tf.reduceSum(y, 0), tf.reduceMean(y), tf.reduceMax(y, 1), tf.reduceMax(shares, 0)];
    const images = tf.reshape(x, [25, 40, 30, 20]);
    const tape = new tf.GradientTape();
    tape.watch([images, filters]);
    const c = tape.run(() => tf.nn.depthwiseConv2d(images, filters, 1, "SAME"));
    const [image, filter] = tape.gradient(c, [images, filters], c);
    return [...sums, shares, tf.exp(tf.negative(y)), tf.reduceSum(image, 3), filter];
  });
  const filters = tf.constant(numbers.slice(0, 180), { shape: [3, 3, 20, 1] });
  let last;
  for (let i = 0; i < 30; i++) last = f(x, filters);
  const bytes = last.flatMap((it) => Array.from(new Uint8Array(it.numpy().data.slice().buffer)));
  const hash = await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes));
  let error = "";
  try {
    tf.config.threading.setIntraOpParallelismThreads(7);
  } catch ({ message }) {
    error = message;
  }
  console.log(JSON.stringify([new Uint8Array(hash).join(), error]));
`;

Deno.test("kernels give the same bits on 1, 2 and 4 threads, whose number is fixed once they run", async () => {
  const results: string[] = [];
  for (const threads of ["1", "2", "4"]) {
    const { out, error } = await program(THREADS, { args: [threads] });
    assertEquals(error, "");
    const [hash, refusal] = JSON.parse(out) as [string, string];
    const text = "expected to be called before anything is computed on the cpu device";
    assert(refusal.includes(text), refusal);
    results.push(hash);
  }
  assertEquals(new Set(results).size, 1);
});
