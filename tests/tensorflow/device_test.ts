/**
 * The tensorflow device in use through the public API: training, functions, gradients of the
 * user's, moving to and from other devices, what it says of itself.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import * as tf from "../../mod.ts";
import { deviceStatus } from "../../lib/devices/status.ts";
import { isTensorflowOnGpu } from "../../lib/devices/tensorflow_device.ts";
import { IS_REQUIRED, onDevice } from "./support.ts";

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
    const variables = [...net.trainableWeights];
    const gradients = tape.gradient(loss, variables);
    optimizer.applyGradients(variables.map((variable, i) => [gradients[i]!, variable]));
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

onDevice("a traced function reads variables anew, and is traced once", () => {
  const w = new tf.Variable([[2]], { dtype: "float32" });
  const double = tf.function((x: tf.Tensor) => tf.matmul(x, w));
  const x = tf.constant([[3]]);
  assertEquals(double(x).numpy().toArray(), [[6]]);
  w.assign([[10]]);
  assertEquals(double(x).numpy().toArray(), [[30]]);
  assertEquals(double.experimentalGetTracingCount(), 1);
});

/** Runs a function as it is and traced: what it gives has to be the same. */
function both(run: () => tf.Tensor): unknown[] {
  return [run, tf.function(run)].map((it) => it().numpy().toArray());
}

onDevice("v.assign works, also under a tape and in a traced function", () => {
  const v = new tf.Variable([1, 2]);
  v.assign([3, 4]);
  assertEquals(v.numpy().toArray(), [3, 4]);
  const step = () => {
    const tape = new tf.GradientTape();
    const y = tape.run(() => {
      v.assign(tf.multiply([1, 2], 5));
      return tf.reduceSum(tf.square(v.readValue()));
    });
    return tape.gradient(y, v)!;
  };
  assertEquals(both(step), [[10, 20], [10, 20]]);
  assertEquals(v.numpy().toArray(), [5, 10]);
  const add = tf.function(() => v.assignAdd([1, 1]).readValue());
  assertEquals([add(), add()].map((it) => it.numpy().toArray()), [[6, 11], [7, 12]]);
});

onDevice("tf.customGradient gives what the user's gradient gives, traced and not", () => {
  const doubled = tf.customGradient((x: tf.Tensor) => {
    const y = tf.square(x);
    return [y, (upstream: tf.Tensor) => tf.multiply(upstream, 100)];
  });
  const x = tf.constant([1, 2, 3]);
  const gradient = () => {
    const tape = new tf.GradientTape();
    tape.watch(x);
    const y = tape.run(() => tf.multiply(doubled(x), [1, 2, 3]));
    return tape.gradient(y, x)!;
  };
  assertEquals(both(gradient), [[100, 200, 300], [100, 200, 300]]);
  assertEquals(both(() => doubled(x) as tf.Tensor), [[1, 4, 9], [1, 4, 9]]);
});

onDevice("branches and loops over tensors run on the device", () => {
  const f = tf.function((x: tf.Tensor) => {
    const [, sum] = tf.whileLoop(
      (i: tf.Tensor) => tf.less(i, 5),
      (i: tf.Tensor, sum: tf.Tensor) => [tf.add(i, 1), tf.add(sum, tf.multiply(x, i))],
      [tf.constant(0), tf.zerosLike(x)],
    ) as tf.Tensor[];
    return tf.cond(tf.greater(tf.reduceSum(sum!), 0), () => sum!, () => tf.negative(sum!));
  });
  assertEquals((f(tf.constant([1, 2])) as tf.Tensor).numpy().toArray(), [10, 20]);
  assertEquals((f(tf.constant([-1, -2])) as tf.Tensor).numpy().toArray(), [10, 20]);
});

onDevice("tensors move to the cpu device and back", () => {
  const x = tf.constant([1, 2, 3]);
  const there = tf.device("cpu", () => tf.add(x, 1));
  assertEquals(tf.add(there, x).numpy().toArray(), [3, 5, 7]);
});

onDevice("an operation that TensorFlow refuses is named, and the next one computes", () => {
  const x = tf.constant([1, 2], { dtype: "int32" });
  const zero = tf.constant([1, 0], { dtype: "int32" });
  const error = assertThrows(() => tf.math.floordiv(x, zero).numpy(), RangeError);
  assertStringIncludes(error.message, "tf.math.floordiv: cannot compute on the tensorflow device");
  assertStringIncludes(error.message, "Integer division by zero");
  assertEquals(tf.add(x, zero).numpy().toArray(), [2, 2]);
});

onDevice("the device says which TensorFlow it is", ({ binding }) => {
  const { adapter, selfTestMs } = deviceStatus("tensorflow");
  assertEquals(adapter!.name, `TensorFlow ${binding.TF_Version}`);
  assertEquals(adapter!.api, isTensorflowOnGpu() ? "CUDA" : "CPU kernels");
  assert(selfTestMs! > 0);
  assertEquals(tf.config.getDevice(), "tensorflow");
  assertEquals(tf.config.listPhysicalDevices("GPU").length > 0, isTensorflowOnGpu());
});

/** Runs a program on the device that prints JSON. */
async function printed(code: string): Promise<number[]> {
  const at = (path: string) => new URL(`../../${path}`, import.meta.url);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-check",
      "--ext=ts",
      `import * as tf from "${at("mod.ts")}";
       import { openTensorflow } from "${at("lib/devices/tensorflow_device.ts")}";
       const count = () => openTensorflow().binding.getNumOfTensors();
       ${code}`,
    ],
    env: { KERASAUR_DEVICE: "tensorflow", NO_COLOR: "1" },
    cwd: at("."),
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test({
  name: "tensorflow: a loop that never waits holds no more memory than its budget",
  ignore: !IS_REQUIRED,
  async fn() {
    // 4 MiB each: 64 MiB are 16 of them, and the rest is what one run needs.
    const [most] = await printed(`
      tf.config.setDeviceMemory(64 * 2 ** 20);
      const x = tf.zeros([1024, 1024]);
      let most = 0;
      for (let step = 0; step < 200; step++) {
        tf.reduceSum(tf.add(x, x)).numpy();
        tf.add(x, step).numpy();
        most = Math.max(most, count());
      }
      console.log(JSON.stringify([most]));`);
    assert(most! < 300, `${most} tensors were held at once`);
  },
});
