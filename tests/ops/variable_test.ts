import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import { deviceInUse, engineStats, startEngine } from "../../lib/engine/mod.ts";
import { installTensorMethods } from "../../lib/ops/install.ts";
import { Variable } from "../../lib/ops/variable.ts";

startEngine();
installTensorMethods();

Deno.test("Variable is a tfjs tensor and a tfjs variable with TensorFlow's name", () => {
  const v = new Variable([[1, 2], [3, 4]], { dtype: "float32", name: "w" });
  assert(v instanceof tfjs.Tensor && v instanceof tfjs.Variable);
  assertEquals([v.name, v.shape, v.dtype, v.trainable], ["w:0", [2, 2], "float32", true]);
  assertEquals([...tfjs.matMul(v, v as tfjs.Tensor2D).dataSync()], [7, 10, 15, 22]);
  assertEquals(new Variable(1).name, "Variable:0");
});

Deno.test("Variable.assign(), assignAdd() and assignSub() change the value and return the variable", () => {
  const v = new Variable([1, 2], { dtype: "float32" });
  const before = v.value();
  assertStrictEquals(v.assign([5, 6]), v);
  assertEquals(v.assignAdd([1, 1]).numpy().toArray(), [6, 7]);
  assertEquals(v.assignSub([6, 7]).numpy().toArray(), [0, 0]);
  assertEquals(before.numpy().toArray(), [1, 2], "an earlier value stays");
});

Deno.test("Variable does not share memory with what it was made of or read into", () => {
  const source = Float32Array.of(1, 2);
  const v = new Variable(source);
  source[0] = 100;
  const copy = v.numpy();
  (copy.data as Float32Array)[1] = 100;
  assertEquals(v.numpy().toArray(), [1, 2]);
});

Deno.test("Variable.assign() refuses another shape, another type and no tensor", () => {
  const v = new Variable([1, 2], { dtype: "float32", name: "w" });
  assertThrows(
    () => v.assign([1, 2, 3]),
    TypeError,
    "Cannot assign to tf.Variable 'w:0': expected shape (2,), received shape (3,)",
  );
  assertThrows(
    () => v.assignAdd(tfjs.tensor([1, 2], [2], "int32")),
    TypeError,
    "expected a tensor of dtype float32, received one of dtype int32; convert it with tf.cast",
  );
  assertThrows(() => v.assign(undefined as never), TypeError, "received undefined");
  assertThrows(() => v.assign([[1], [2, 3]]), TypeError, "nested arrays of one shape");
  assertEquals(v.numpy().toArray(), [1, 2], "nothing was lost");
});

Deno.test("Variable.assign() in a loop that reads nothing runs once a step and compiles once", () => {
  const v = new Variable([1, 2], { dtype: "float32" });
  v.assignAdd([1, 1]).assignAdd([1, 1]);
  const before = engineStats();
  for (let i = 0; i < 50; i++) v.assignAdd([1, 1]);
  assertEquals(v.numpy().toArray(), [53, 54]);
  // Only the engine makes graphs; other devices compute at once.
  if (deviceInUse() === undefined) return;
  const after = engineStats();
  assertEquals(after.compilations - before.compilations, 0);
  assert(after.runs - before.runs >= 50);
});
