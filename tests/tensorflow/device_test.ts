/**
 * The tensorflow device in use: training, functions, memory, what it says of itself.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "../../mod.ts";
import { deviceStatus } from "../../lib/devices/status.ts";
import { REQUIRED } from "../support/backends.ts";
import { onDevice } from "./support.ts";

/** Losses of a small network trained from the same seed. */
function train(): number[] {
  tf.random.setSeed(5);
  const net = new tf.keras.models.Sequential();
  net.add(new tf.keras.layers.Dense(8, { activation: "relu" }));
  net.add(new tf.keras.layers.Dense(3));
  net.build([null, 4]);
  const x = tf.random.normal([16, 4], { seed: 1 });
  const y = tf.random.normal([16, 3], { seed: 2 });
  const optimizer = new tf.keras.optimizers.Adam({ learningRate: 0.01 });
  return Array.from({ length: 5 }, () => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => tf.reduceMean(tf.square(tf.subtract(net.call(x), y))));
    const variables = net.trainableWeights;
    optimizer.applyGradients(tape.gradient(loss, variables).map((g, i) => [g, variables[i]!]));
    return Number(loss);
  });
}

onDevice("a network trains as on the cpu device", () => {
  const losses = train();
  const expected = tf.device("cpu", train);
  for (const [step, loss] of losses.entries()) {
    assert(Math.abs(loss - expected[step]!) < 1e-5, `${losses} instead of ${expected}`);
  }
  assert(losses[4]! < losses[0]!);
});

onDevice("tf.function is traced once and runs TensorFlow's kernels, with the same result", () => {
  const w = new tf.Variable([[2]]);
  const double = tf.function((x: tf.Tensor) => tf.matmul(x, w));
  const x = tf.constant([[3]]);
  assertEquals(double(x).numpy().toArray(), [[6]]);
  w.assign([[10]]);
  assertEquals(double(x).numpy().toArray(), [[30]]);
  assertEquals(double.experimentalGetTracingCount(), 1);
  assertEquals(tf.device("cpu", () => double(x)).numpy().toArray(), [[30]], "its graph moves");
});

onDevice("tensors move to the cpu device and back", () => {
  const x = tf.constant([1, 2, 3]);
  const there = tf.device("cpu", () => tf.add(x, 1));
  assertEquals(tf.add(there, x).numpy().toArray(), [3, 5, 7]);
});

onDevice("the device says which TensorFlow it is", ({ binding }) => {
  const { adapter, selfTestMs } = deviceStatus("tensorflow");
  assertEquals(adapter!.name, `TensorFlow ${binding.TF_Version}`);
  assertEquals(adapter!.api, binding.isUsingGpuDevice() ? "CUDA" : "CPU kernels");
  assert(selfTestMs! > 0);
  assertEquals(tf.config.getDevice(), "tensorflow");
  assertEquals(tf.config.listPhysicalDevices("GPU").length > 0, binding.isUsingGpuDevice());
});

/** Runs a program on the device that prints JSON. */
async function printed(code: string, flags: readonly string[] = []): Promise<number[]> {
  const at = (path: string) => new URL(`../../${path}`, import.meta.url);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-check",
      "--ext=ts",
      ...flags,
      `import * as tf from "${at("mod.ts")}";
       import { openTensorflow } from "${at("lib/devices/tensorflow_device.ts")}";
       const count = () => openTensorflow().binding.getNumOfTensors();
       const turn = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
       ${code}`,
    ],
    env: { KERASAUR_DEVICE: "tensorflow", NO_COLOR: "1" },
    cwd: at("."),
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return JSON.parse(new TextDecoder().decode(stdout));
}

const whereRequired = { ignore: !REQUIRED.includes("tensorflow") };

Deno.test({
  name: "tensorflow: tensors that are forgotten are deleted in TensorFlow",
  ...whereRequired,
  async fn() {
    const code = `
      const x = tf.constant([1, 2, 3]);
      const counts = [];
      for (let step = 1; step <= 200; step++) {
        for (let i = 0; i < 10; i++) tf.add(x, i);
        tf.add(x, step).numpy();
        await turn();
        if (step % 100 !== 0) continue;
        globalThis.gc();
        await turn(50);
        counts.push(count());
      }
      console.log(JSON.stringify(counts));`;
    const [early, late] = await printed(code, ["--v8-flags=--expose-gc"]);
    assert(late! <= early! + 20, `${early} tensors became ${late}`);
  },
});

Deno.test({
  name: "tensorflow: large tensors that are forgotten are looked for before they are many",
  ...whereRequired,
  async fn() {
    // 4 MiB each: 512 MiB are 128 of them.
    const [most] = await printed(`
      const x = tf.zeros([1024, 1024]);
      let most = 0;
      for (let step = 0; step < 600; step++) {
        tf.add(x, x);
        tf.reduceSum(tf.add(x, x)).numpy();
        await turn();
        most = Math.max(most, count());
      }
      console.log(JSON.stringify([most]));`);
    assert(most! < 300, `${most} tensors were held at once`);
  },
});
