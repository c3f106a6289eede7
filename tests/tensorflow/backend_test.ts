/**
 * The tensorflow device of the core: where values lie, when they are freed, what it does with what
 * TensorFlow has no kernel for or refuses.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { openTensorflow, type TensorflowDevice } from "../../lib/devices/tensorflow_device.ts";
import { getDeviceMemory, setDeviceMemory } from "../../lib/engine/webgpu/buffers.ts";
import { createTensor, readTensor } from "../../lib/engine/tensorflow/tensors.ts";
import { type DType, DTYPE_NAMES, newStorage } from "../../lib/arrays/dtypes.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { concat } from "../../lib/primitives/array/concat.ts";
import { fill } from "../../lib/primitives/array/fill.ts";
import { reshape } from "../../lib/primitives/array/reshape.ts";
import { matmul } from "../../lib/primitives/linalg/matmul.ts";
import { add, divide, multiply, square, subtract } from "../../lib/primitives/math/arithmetic.ts";
import { tanh } from "../../lib/primitives/math/exponential.ts";
import { reduceSum } from "../../lib/primitives/reduction/reduce_sum.ts";
import { sample } from "../../lib/primitives/support/samples.ts";
import { aval } from "../../lib/tensor/aval.ts";
import { read, settle } from "../../lib/tensor/graph.ts";
import { define } from "../../lib/tensor/primitive.ts";
import { record } from "../../lib/tensor/record.ts";
import { scalar } from "../../lib/tensor/scalar.ts";
import { leaf, type Tensor } from "../../lib/tensor/tensor.ts";
import { TEST_BACKENDS, using } from "../support/backends.ts";

const isThere = TEST_BACKENDS.some(({ name }) => name === "tensorflow");

/** Registers a test that runs with the tensorflow device in use, where that is required. */
function onDevice(name: string, run: (device: TensorflowDevice) => void): void {
  Deno.test({
    name: `tensorflow: ${name}`,
    ignore: !isThere,
    fn() {
      const device = openTensorflow();
      using(device.backend, () => run(device));
    },
  });
}

const numbers = (values: readonly number[]) =>
  leaf(Float32Array.from(values), aval("float32", [values.length]));

for (const dtype of DTYPE_NAMES.filter((it): it is Exclude<DType, "string"> => it !== "string")) {
  onDevice(`createTensor() and readTensor() keep every bit of ${dtype}`, ({ binding }) => {
    for (const shape of [[2, 3, 4], [], [0, 3]]) {
      const host = newStorage(dtype, aval(dtype, shape).size) as Uint8Array;
      const bytes = new Uint8Array(host.buffer);
      for (let i = 0; i < bytes.length; i++) bytes[i] = dtype === "bool" ? i % 2 : 37 * i + 11;
      const before = binding.getNumOfTensors();
      const id = createTensor(binding, host, dtype, shape);
      const copy = readTensor(binding, id, dtype) as Uint8Array;
      assertEquals(copy.constructor, host.constructor);
      assertEquals(new Uint8Array(copy.buffer), bytes);
      binding.deleteTensor(id);
      assertEquals(binding.getNumOfTensors(), before);
    }
  });
}

onDevice("results stay TensorFlow's until they are read", ({ backend: { pool } }) => {
  const x = numbers([1, 2, 3]);
  const y = add(x, x);
  settle(y);
  assertEquals([y.host, y.resident !== undefined], [undefined, true]);
  const held = pool.size;
  const z = multiply(y, y);
  settle(z);
  assertEquals(pool.size, held + 1, "nothing but the result is kept");
  assertEquals([...read(z)], [4, 16, 36]);
  z.resident!.dispose();
  z.resident!.dispose();
  assertEquals(pool.size, held);
});

onDevice("what a run needs in between is deleted", ({ binding, backend }) => {
  const x = numbers([1, 2, 3]);
  const f = function_((it: Tensor) => reduceSum(square(tanh(add(it, it))), [0]));
  read(f(x));
  const before = binding.getNumOfTensors();
  const results = [f(x), f(x), f(x)];
  assertEquals(binding.getNumOfTensors(), before + 3);
  results.forEach((it) => it.resident!.dispose());
  assertEquals(binding.getNumOfTensors(), before);
  assert(backend.programs.size > 0);
});

onDevice("a failing operation deletes what it was given and loses nothing else", ({ binding }) => {
  const whole = (values: number[]) => leaf(Int32Array.from(values), aval("int32", [values.length]));
  const [a, b] = [whole([6, 7]), whole([2, 0])];
  const quotient = record(floorDivision, [a, b]);
  const sum = add(a, b);
  assertEquals([...read(sum)], [8, 7]);
  assertThrows(
    () => read(quotient),
    Error,
    "tf.test.floorDivision: cannot compute on the tensorflow device with int32 (2,), int32 (2,): TensorFlow's FloorDiv: Integer division by zero",
  );
  const before = binding.getNumOfTensors();
  assertThrows(() => read(record(floorDivision, [a, b])), Error, "Integer division by zero");
  assertEquals(binding.getNumOfTensors(), before);
});

const floorDivision = define({
  name: "test.floorDivision",
  infer: ([a]) => a,
  tensorflow: { name: "FloorDiv" },
  samples: () => [],
});

const onHostAlone = define({
  name: "test.onHostAlone",
  infer: ([x]) => x,
  host: ([x]) => [(x as Float32Array).map((it) => it + 0.5)],
  vjp: "none",
  samples: () => [],
});

const withoutKernel = define({
  name: "test.withoutKernel",
  infer: ([x]) => x,
  lower: (to, [x]) => to.unary("Exp", x),
  vjp: "none",
  samples: () => [],
});

const tangent = define({
  name: "test.tangent",
  infer: ([x]) => x,
  tensorflow: { name: "Tan" },
  host: ([x]) => [(x as Int32Array).map((it) => 2 * it)],
  samples: () => [],
});

const composed = define({
  name: "test.composed",
  infer: ([x]) => x,
  compose: ([x]) => add(multiply(x, tanh(x)), scalar(0.5, "float32")),
  samples: () => [],
});

onDevice("what TensorFlow has no operation for is made of others, where it says of which", () => {
  const x = numbers([0, 1]);
  const value = read(multiply(record(composed, [add(x, x)]), x))[1]!;
  assert(Math.abs(Number(value) - (2 * Math.tanh(2) + 0.5)) < 1e-6, `${value}`);
  const twice = function_((it: Tensor) => record(composed, [record(composed, [it])]));
  assertEquals([...read(twice(x))][0], Math.fround(0.5 * Math.tanh(0.5) + 0.5));
});

onDevice("the host computes what TensorFlow has no operation for", () => {
  const x = numbers([1, 2]);
  assertEquals([...read(multiply(record(onHostAlone, [add(x, x)]), x))], [2.5, 9]);
});

onDevice("the host computes types that TensorFlow's kernel lacks, where it can", () => {
  const x = leaf(Int32Array.of(3, 4), aval("int32", [2]));
  assertEquals([...read(add(record(tangent, [add(x, x)]), x))], [15, 20]);
});

onDevice("what neither TensorFlow computes nor the host is an error that names it", () => {
  const x = numbers([1, 2]);
  const y = record(withoutKernel, [x]);
  const z = add(x, x);
  assertThrows(
    () => read(y),
    TypeError,
    'tf.test.withoutKernel: cannot compute on the tensorflow device with float32 (2,): TensorFlow has no kernel for tf.test.withoutKernel; compute it in tf.device("/CPU:0", ...)',
  );
  assertEquals([...read(z)], [2, 4]);
  const product = sample([2, 2], { dtype: "uint32" });
  assertThrows(
    () => read(matmul(product, product)),
    TypeError,
    "with uint32 (2, 2), uint32 (2, 2): TensorFlow's BatchMatMulV2 has no kernel for that (",
  );
});

onDevice("texts that are moved survive what they were moved from", () => {
  const make = () => sample([2, 3], { dtype: "string" });
  const expected = read(make()) as readonly string[];
  const moved = Array.from({ length: 50 }, () => reshape(concat([make(), make()], 0), [12]));
  moved.forEach((it) => assertEquals(read(it), [...expected, ...expected]));
});

onDevice(
  "values move to the host when the budget is used up, and back",
  ({ backend: { pool } }) => {
    const budget = getDeviceMemory();
    try {
      const large = aval("float32", [1024]);
      const held = Array.from({ length: 20 }, (_, i) => {
        const tensor = add(fill(i, large), fill(1, large));
        settle(tensor);
        return tensor;
      });
      setDeviceMemory(10 * 4096);
      settle(add(fill(0, large), fill(1, large)));
      assert(pool.bytes <= 10 * 4096, `${pool.bytes} bytes are held`);
      assertEquals(held.map((it) => read(it)[0]), held.map((_, i) => i + 1));
      assertEquals(held.map((it) => read(add(it, it))[5]), held.map((_, i) => 2 * i + 2));
    } finally {
      setDeviceMemory(budget);
    }
  },
);

/** A step of training, as a traced function would do it. */
function makeStep(): { step: () => Tensor; weights: Variable[] } {
  const x = sample([8, 4], { seed: 1 });
  const y = sample([8, 3], { seed: 2 });
  const w = new Variable(sample([4, 3], { seed: 3 }));
  const b = new Variable(fill(0, aval("float32", [3])));
  const step = () => {
    const tape = new GradientTape();
    const loss = tape.run(() => {
      const difference = subtract(add(matmul(x, w.take()), b.take()), y);
      return divide(reduceSum(square(difference), [0, 1]), scalar(24, "float32"));
    });
    const gradients = tape.gradient(loss, [w, b]);
    [w, b].forEach((it, i) => it.assignSub(multiply(gradients[i]!, scalar(0.1, "float32"))));
    return loss;
  };
  return { step, weights: [w, b] };
}

/** Losses of some steps. */
function train(traced: boolean): number[] {
  const { step } = makeStep();
  const run = traced ? function_(step) : step;
  return Array.from({ length: 6 }, () => Number(read(run())[0]));
}

onDevice("a network trains as on the cpu device, traced and not", () => {
  const expected = using(TEST_BACKENDS[0]!.backend, () => train(false));
  for (const losses of [train(false), train(true)]) {
    losses.forEach((loss, i) =>
      assert(Math.abs(loss - expected[i]!) < 1e-5, `${losses} instead of ${expected}`)
    );
  }
  assert(expected[5]! < expected[0]!);
});

onDevice("traced steps hold no old values, also where nothing waits", ({ binding }) => {
  const { step } = makeStep();
  const run = function_(() => void step());
  run();
  run();
  const before = binding.getNumOfTensors();
  for (let i = 0; i < 100; i++) run();
  assertEquals(binding.getNumOfTensors(), before);
});

Deno.test({
  name: "tensorflow: tensors that are forgotten are deleted in TensorFlow",
  ignore: !isThere,
  async fn() {
    const at = (path: string) => new URL(`../../${path}`, import.meta.url);
    const code = `
      import { openTensorflow } from "${at("lib/devices/tensorflow_device.ts")}";
      import { add } from "${at("lib/primitives/math/arithmetic.ts")}";
      import { sample } from "${at("lib/primitives/support/samples.ts")}";
      import { settle } from "${at("lib/tensor/graph.ts")}";
      import { state } from "${at("lib/tensor/state.ts")}";
      const { backend, binding } = openTensorflow();
      state.backend = backend;
      const x = sample([3]);
      const counts = [];
      for (let step = 1; step <= 200; step++) {
        for (let i = 0; i < 10; i++) settle(add(x, x));
        if (step % 100 !== 0) continue;
        globalThis.gc();
        await new Promise((resolve) => setTimeout(resolve, 50));
        counts.push(binding.getNumOfTensors());
      }
      console.log(JSON.stringify(counts));`;
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", "--ext=ts", "--v8-flags=--expose-gc", code],
      env: { NO_COLOR: "1" },
      cwd: at("."),
    }).output();
    assertEquals(new TextDecoder().decode(stderr), "");
    const [early, late] = JSON.parse(new TextDecoder().decode(stdout)) as [number, number];
    assert(late <= early + 20, `${early} tensors became ${late}`);
  },
});
