/**
 * `kerasaur/tfjs`: there and back, by copy.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import * as tf from "kerasaur";
import { fromTfjs, type TfjsTensor, toTfjs } from "kerasaur/tfjs";

/** Lets tfjs print nothing when it first computes. */
tfjs.ENV.set("IS_TEST", true);
(tfjs.engine().findBackend("cpu") as unknown as { firstUse: boolean }).firstUse = false;

const CASES: Record<string, tf.Tensor> = {
  float32: tf.constant([[1.5, -0, NaN], [Infinity, 2, 3]]),
  int32: tf.constant([1, -(2 ** 31), 2 ** 31 - 1], "int32"),
  bool: tf.constant([true, false]),
  string: tf.constant([["a", "ä", "", "你好"]]),
  complex64: tf.complex([[1, 2]], [[-3, 4]]),
  "a scalar": tf.constant(7),
  "no elements": tf.zeros([0, 3]),
  "five dimensions": tf.reshape(tf.range(32, { dtype: "float32" }), [2, 2, 2, 2, 2]),
};

for (const [name, tensor] of Object.entries(CASES)) {
  Deno.test(`toTfjs() and fromTfjs() carry ${name} there and back`, () => {
    const theirs = toTfjs(tensor);
    assert(theirs instanceof tfjs.Tensor);
    assertEquals([theirs.dtype as string, theirs.shape], [tensor.dtype, [...tensor.shape]]);
    const back = fromTfjs(theirs);
    assertEquals([back.dtype, back.shape], [tensor.dtype, tensor.shape]);
    assertEquals(back.numpy().toArray(), tensor.numpy().toArray());
    theirs.dispose();
    assertEquals(back.numpy().toArray(), tensor.numpy().toArray(), "it is a copy");
  });
}

Deno.test("toTfjs() takes whatever is taken for a tensor, and copies", () => {
  const variable = new tf.Variable([1, 2]);
  const theirs = toTfjs(variable);
  variable.assign([5, 6]);
  assertEquals([...theirs.dataSync()], [1, 2]);
  assertEquals([...toTfjs([3, 4]).dataSync()], [3, 4]);
  assertEquals([...toTfjs(tf.multiply([3, 4], 2)).dataSync()], [6, 8], "what waits is computed");
});

Deno.test("fromTfjs() gives tensors that are differentiated as others", () => {
  const x = fromTfjs(tfjs.tensor1d([1, 2]));
  const tape = new tf.GradientTape();
  const y = tape.run(() => {
    tape.watch(x);
    return tf.reduceSum(tf.square(x));
  });
  assertEquals(tape.gradient(y, x)!.numpy().toArray(), [2, 4]);
});

Deno.test("toTfjs() keeps none of the parts of complex numbers in tfjs", () => {
  const before = tfjs.memory().numTensors;
  const theirs = toTfjs(tf.complex([1], [2]));
  theirs.dispose();
  assertEquals(tfjs.memory().numTensors, before);
});

Deno.test("toTfjs() refuses dtypes that tfjs does not have, by name", () => {
  for (const dtype of ["float64", "float16", "bfloat16", "int64", "uint8"] as const) {
    assertThrows(
      () => toTfjs(tf.zeros([1], dtype)),
      TypeError,
      `toTfjs: expected a dtype that tfjs has, float32, int32, bool, string, complex64, received ${dtype}; convert it with tf.cast`,
    );
  }
});

Deno.test("toTfjs() and fromTfjs() refuse what is no tensor, or has no values", () => {
  assertThrows(() => toTfjs(undefined as never), TypeError, "toTfjs: expected a tensor");
  assertThrows(
    () => fromTfjs(tf.ones([1]) as unknown as TfjsTensor),
    TypeError,
    "fromTfjs: expected a tensor of tfjs, received Tensor of shape (1,)",
  );
  assertThrows(() => fromTfjs([1] as never), TypeError, "received [1]");
  const f = tf.function((x: tf.Tensor) => {
    toTfjs(x);
    return x;
  });
  assertThrows(
    () => f(tf.ones([1])),
    TypeError,
    "cannot read argument 0 while the function is traced",
  );
  const gone = tfjs.tensor1d([1]);
  gone.dispose();
  assertThrows(() => fromTfjs(gone), Error, "Tensor is disposed");
});
