import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { Adam, SGD } = tf.keras.optimizers;
Deno.test("Optimizer.minimize() follows the gradient of the loss", () => {
  const w = new tf.Variable([3, -4]);
  const optimizer = new SGD(0.1);
  for (let i = 0; i < 50; i++) optimizer.minimize(() => tf.reduceSum(tf.square(w)), [w]);
  assert(Number(tf.reduceSum(tf.square(w))) < 1e-6);
});

Deno.test("Optimizer.learningRate changes later steps, those of traced functions included", () => {
  const w = new tf.Variable([1]);
  const optimizer = new SGD(0.5);
  const step = tf.function(() => optimizer.applyGradients([[tf.ones([1]), w]]));
  step();
  optimizer.learningRate.assign(0.25);
  step();
  assertEquals(w.numpy().toArray(), [0.25]);
  optimizer.learningRate = 0.125;
  step();
  assertEquals(w.numpy().toArray(), [0.125]);
  assertEquals(step.experimentalGetTracingCount(), 1);
  optimizer.applyGradients([[tf.ones([1]), w]]);
  assertEquals(w.numpy().toArray(), [0], "a step outside of functions");
  assertEquals(optimizer.variables[1]!.name, "SGD/learning_rate:0");
});

Deno.test("Optimizer.learningRate can be assigned within a traced function, and checks numbers", () => {
  const optimizer = new SGD(0.5);
  const halve = tf.function(() => {
    optimizer.learningRate = tf.multiply(optimizer.learningRate, 0.5);
  });
  halve();
  halve();
  assertEquals(Number(optimizer.learningRate), 0.125);
  assertThrows(
    () => optimizer.learningRate = -1,
    RangeError,
    "SGD.learningRate: expected learningRate to be a finite number >= 0, received learningRate=-1",
  );
  assertThrows(() => optimizer.learningRate = [1, 2], TypeError, "expected float32 (), received");
  assertEquals(Number(optimizer.learningRate), 0.125);
});

Deno.test("Optimizer takes variables of float64, whose steps have that precision", () => {
  for (const optimizer of [new SGD(0.1), new SGD(0.1, 0.9), new Adam(0.1)]) {
    const w = new tf.Variable(Float64Array.of(1 / 3, 2));
    const gradient = tf.constant(Float64Array.of(1, 0));
    optimizer.applyGradients([[gradient, w]]);
    const [first, second] = w.numpy().toArray() as number[];
    assert(Math.abs(first! - (1 / 3 - 0.1)) < 1e-6 && second === 2, `${w}`);
  }
});

Deno.test("Optimizer clips nothing where a limit is 0 or null, as in Keras", () => {
  for (const limit of [0, null]) {
    for (const name of ["clipvalue", "clipnorm", "globalClipnorm"]) {
      const w = new tf.Variable([3, 4]);
      const optimizer = new SGD(1, { [name]: limit });
      optimizer.applyGradients([[tf.constant([3, 4]), w]]);
      assertEquals(w.numpy().toArray(), [0, 0]);
    }
  }
});

Deno.test("Optimizer applies the constraints of its variables", () => {
  const w = new tf.Variable([1, 1], {
    constraint: tf.keras.constraints.nonNeg(),
  });
  new SGD(2).applyGradients([[tf.constant([1, 0.25]), w]]);
  assertEquals((w.numpy().toArray() as number[]).map(Math.abs), [0, 0.5]);
});

Deno.test("Optimizer weights can be read and set", () => {
  const w = new tf.Variable([1, 2], { name: "w" });
  const [a, b] = [new Adam(0.1), new Adam(0.1)];
  const gradient = tf.constant([0.5, -1]);
  a.applyGradients([[gradient, w]]);
  assertEquals(a.weights.map(({ name }) => name), ["Adam/iter:0", "Adam/w/m:0", "Adam/w/v:0"]);
  const copy = new tf.Variable([1, 2], { name: "w" });
  b.applyGradients([[gradient, copy]]);
  b.setWeights(a.getWeights());
  a.applyGradients([[gradient, w]]);
  b.applyGradients([[gradient, copy]]);
  assertAllClose(copy, w, tolerance("exact"));
});

Deno.test("Optimizer refuses what it cannot apply", () => {
  const w = new tf.Variable([1, 2], { name: "w" });
  const optimizer = new SGD();
  assertThrows(
    () => optimizer.applyGradients([[tf.constant([1]), w]]),
    TypeError,
    "SGD.applyGradients: expected a gradient of float32 (2,) for 'w:0', received one of float32 (1,)",
  );
  assertThrows(
    () => optimizer.applyGradients([[null, w]]),
    TypeError,
    "expected a gradient for at least one variable, received none for 'w:0'; compute the loss inside tape.run",
  );
  assertThrows(
    () => optimizer.applyGradients([[tf.constant([1]), 3 as never]]),
    TypeError,
    "received 3",
  );
  assertThrows(
    () => optimizer.applyGradients([[tf.constant(Float64Array.of(1, 2)), w]]),
    TypeError,
    "expected a gradient of float32 (2,) for 'w:0', received one of float64 (2,)",
  );
  assertThrows(
    () => optimizer.applyGradients(tf.ones([2]) as never),
    TypeError,
    "SGD.applyGradients: expected pairs of gradient and variable, received Tensor of shape (2,)",
  );
  assertThrows(() => optimizer.applyGradients([w] as never), TypeError, "expected pairs");
  assertThrows(
    () => new SGD(-1),
    RangeError,
    "SGD: expected learningRate to be a finite number >= 0",
  );
  assertThrows(
    () => new Adam({ beta1: 2 }),
    RangeError,
    "Adam: expected beta1 to be a finite number from 0 to 1",
  );
  assertThrows(() => new SGD({ momentum: NaN }), RangeError, "received momentum=NaN");
});
