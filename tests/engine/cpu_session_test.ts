/**
 * The cpu device over ONNX Runtime's C interface and over the binding, and arrays that somebody
 * took away from their tensors.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import * as tf from "kerasaur";
import { flush, read } from "../../lib/tensor/graph.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

for (const count of [8, 5000]) {
  Deno.test(`a tensor of ${count} numbers whose array was transferred is an error`, () => {
    const array = new Float32Array(count).fill(2);
    const tensor = tf.constant(array);
    const shared = read(tensor) as Float32Array;
    // twice, so that what the runtime knows of the array is kept
    for (let i = 0; i < 2; i++) assertEquals(Number(tf.reduceSum(tensor)), 2 * count);
    structuredClone(shared, { transfer: [shared.buffer as ArrayBuffer] });
    assertThrows(
      () => Number(tf.reduceSum(tensor)),
      TypeError,
      `cannot compute with a tensor of shape [${count}] and type float32: expected its array to have ${
        4 * count
      } bytes, received 0; an array must not be transferred`,
    );
    assertEquals(Number(tf.reduceSum(tf.ones([count]))), count);
    flush();
  });
}

const PROGRAM = `
  import * as tf from "kerasaur";
  import { hasOrtApi } from "./lib/engine/ort/ort_api.ts";
  const w = new tf.Variable(tf.ones([64, 64]));
  const step = tf.function(() => void w.assignSub(tf.multiply(tf.matmul(w, w), 0.001)));
  for (let i = 0; i < 3; i++) step();
  console.log(JSON.stringify([hasOrtApi(), Number(tf.reduceSum(w))]));
`;

Deno.test("a program that may load no more than the binding computes the same", async () => {
  const file = await Deno.makeTempFile({ dir: ROOT, suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, PROGRAM);
    const outputs: unknown[][] = [];
    for (const permission of ["--allow-ffi", "--allow-ffi=/"]) {
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", "--no-check", permission, file],
        cwd: ROOT,
      }).output();
      assertEquals(new TextDecoder().decode(stderr), "");
      outputs.push(JSON.parse(new TextDecoder().decode(stdout)));
    }
    const [[hasAll, all], [hasSome, some]] = outputs as [[boolean, number], [boolean, number]];
    assertEquals([hasAll, hasSome], [true, false]);
    // ONNX Runtime adds up 4096 numbers one after the other, generated kernels don't.
    assert(Math.abs(all - some) <= 1e-5 * Math.abs(some), `${all} and ${some}`);
  } finally {
    await Deno.remove(file);
  }
});

const THREADS = `
  import * as tf from "kerasaur";
  const threads = () => Number(/Threads:\\s+(\\d+)/.exec(Deno.readTextFileSync("/proc/self/status"))[1]);
  tf.config.setSessionCache({ sessions: 5 });
  const x = tf.ones([128, 128]);
  tf.matmul(x, x).numpy();
  const before = threads();
  const most = [];
  for (let i = 0; i < 40; i++) {
    tf.function((x) => tf.matmul(x, x))(x).numpy();
    most.push(threads() - before);
  }
  console.log(JSON.stringify([Math.max(...most), tf.config.getSessionCache().sessions]));
`;

Deno.test({
  name: "functions give their sessions back, threads and all, when there are too many",
  ignore: Deno.build.os !== "linux" || navigator.hardwareConcurrency < 2,
  async fn() {
    const file = await Deno.makeTempFile({ dir: ROOT, suffix: ".ts" });
    try {
      await Deno.writeTextFile(file, THREADS);
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", file],
        cwd: ROOT,
      }).output();
      assertEquals(new TextDecoder().decode(stderr), "");
      const [most, sessions] = JSON.parse(new TextDecoder().decode(stdout));
      // Each session has a thread for every core but one, and cores may count as two processors.
      const cores = /^cpu cores\s*:\s*(\d+)/m.exec(await Deno.readTextFile("/proc/cpuinfo"))?.[1];
      const least = Number(cores ?? navigator.hardwareConcurrency) - 1;
      const each = navigator.hardwareConcurrency - 1;
      assert(most >= least && most <= (sessions + 1) * each, `${most} threads`);
    } finally {
      await Deno.remove(file);
    }
  },
});

Deno.test("a plan of few numbers, whose arrays are bound once, computes with the values of each run", () => {
  const run = tf.function((x: tf.Tensor, y: tf.Tensor) => [tf.subtract(x, y), tf.multiply(x, y)]);
  for (let i = 0; i < 5; i++) {
    const [x, y] = [tf.constant([i, 2 * i]), tf.constant([3, i])];
    const [difference, product] = run(x, y) as [tf.Tensor, tf.Tensor];
    assertEquals(difference.toArray(), [i - 3, i]);
    assertEquals(product.toArray(), [3 * i, 2 * i * i]);
  }
});

Deno.test("results of a plan of few numbers stay what they were in later runs", () => {
  const results = [1, 2, 3].map((x) => tf.add(tf.constant(x), 1));
  const read = results.map(Number);
  assertEquals(read, [2, 3, 4]);
  const kept = tf.add(tf.constant(1), 1).numpy();
  Number(tf.add(tf.constant(5), 1));
  assertEquals(kept.item(), 2);
});
