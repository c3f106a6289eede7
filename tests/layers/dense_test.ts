import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as tf from "kerasaur";
import { assertAllClose, float32 } from "../support/compare.ts";
import { runLayerContract } from "../support/layer_contract.ts";
import { tolerance } from "../support/tolerances.ts";

const { Dense } = tf.keras.layers;
const { regularizers, constraints } = tf.keras;

runLayerContract("Dense", {
  make: () => new Dense(3, { activation: "tanh", biasInitializer: "ones" }),
  fromConfig: (config) => Dense.fromConfig(config),
  inputShape: [2, 5],
  outputShape: [2, 3],
  weights: [["kernel", [5, 3]], ["bias", [3]]],
  refuses: [
    [[2, 4], "expected inputs of shape (..., 5), as it was built, received shape (2, 4)"],
    [[5], "with at least 2 dimensions, received shape (5,)"],
    [[], "with at least 2 dimensions, received shape ()"],
  ],
});
runLayerContract("Dense without bias on three axes", {
  make: () => new Dense({ units: 2, useBias: false, activation: null }),
  fromConfig: (config) => Dense.fromConfig(config),
  inputShape: [2, 3, 4],
  outputShape: [2, 3, 2],
  weights: [["kernel", [4, 2]]],
  refuses: [[[2, 3, 5], "received shape (2, 3, 5)"]],
});

Deno.test("Dense computes activation(x kernel + bias) as plain loops do", () => {
  const size = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(
      size,
      size,
      size,
      fc.integer({ min: 1, max: 1000 }),
      (batch, inputs, units, seed) => {
        const x = tf.random.normal([batch, inputs], { seed });
        const layer = new Dense(units, { activation: "relu", biasInitializer: "randomNormal" });
        const y = layer(x);
        const values = x.numpy().data as Float32Array;
        const [kernel, bias] = layer.getWeights().map(({ data }) => data as Float32Array);
        const expected: number[] = [];
        for (let row = 0; row < batch; row++) {
          for (let unit = 0; unit < units; unit++) {
            let sum = bias![unit]!;
            for (let i = 0; i < inputs; i++) {
              sum += values[row * inputs + i]! * kernel![i * units + unit]!;
            }
            expected.push(Math.max(sum, 0));
          }
        }
        assertAllClose(y, float32(expected, [batch, units]), tolerance("product"));
      },
    ),
    { numRuns: 40, seed: 3 },
  );
});

Deno.test("Dense draws its kernel by Glorot's rule by default and starts its bias at zero", () => {
  tf.random.setSeed(1);
  const layer = new Dense(50);
  layer(tf.zeros([1, 30]));
  const [kernel, bias] = layer.getWeights().map(({ data }) => [...data as Float32Array]);
  const limit = Math.sqrt(6 / 80);
  assert(kernel!.every((w) => Math.abs(w) <= limit));
  const std = Math.sqrt(kernel!.reduce((sum, w) => sum + w * w, 0) / 1500);
  assert(Math.abs(std / (limit / Math.sqrt(3)) - 1) < 0.06, `standard deviation ${std}`);
  assert(bias!.every((b) => b === 0));
});

Deno.test("Dense takes integers, nested arrays, host arrays and tensors", () => {
  const layer = new Dense(1, { kernelInitializer: "ones", useBias: false });
  const expected = [[3], [7]];
  for (
    const x of [
      [[1, 2], [3, 4]],
      tf.constant([[1, 2], [3, 4]]),
      tf.constant([[1, 2], [3, 4]], { dtype: "int32" }),
      tf.constant([[1, 2], [3, 4]], { dtype: "float64" }),
      new tf.Variable([[1, 2], [3, 4]]),
      tf.constant([[1, 2], [3, 4]]).numpy(),
    ]
  ) assertEquals(layer(x).numpy().toArray(), expected);
});

Deno.test("Dense adds the penalties of its regularizers to its losses", () => {
  const layer = new Dense(2, {
    kernelInitializer: "ones",
    biasInitializer: new tf.keras.initializers.Constant(3),
    kernelRegularizer: regularizers.l2(0.5),
    biasRegularizer: "l1",
    activityRegularizer: (x) => tf.reduceSum(x),
  });
  layer(tf.ones([4, 3]));
  const losses = layer.losses.map(Number);
  assertEquals(losses.map((it) => it.toFixed(4)), ["12.0000", "3.0000", "0.0600"]);
});

Deno.test("Dense hands its constraints to its variables", () => {
  const layer = new Dense(2, {
    kernelConstraint: constraints.maxNorm({ maxValue: 1 }),
    biasConstraint: "nonNeg",
  });
  layer(tf.ones([1, 2]));
  const limited = layer.kernel!.constraint!(tf.constant([[3, 0], [4, 0.5]]));
  const values = limited.numpy().data as Float32Array;
  assert(Math.abs(Math.hypot(values[0]!, values[2]!) - 1) < 1e-6);
  assert(Math.abs(values[3]! - 0.5) < 1e-6);
  const positive = layer.bias!.constraint!(tf.constant([-1, 2.5]));
  assertEquals((positive.numpy().toArray() as number[]).map(Math.abs), [0, 2.5]);
  const unit = constraints.unitNorm()(tf.constant([[3], [4]]));
  assert(Math.abs((unit.numpy().item(0, 0) as number) - 0.6) < 1e-6);
});

Deno.test("Dense refuses what it cannot be made of, naming it and what to do", () => {
  const bad: [() => unknown, new (text: string) => Error, string][] = [
    [
      () => new Dense(0),
      RangeError,
      "Dense: expected units to be a whole number >= 1, received units=0",
    ],
    [() => new Dense(-3), RangeError, "received units=-3"],
    [() => new Dense(2.5), RangeError, "received units=2.5"],
    [() => new Dense(NaN), RangeError, "received units=NaN"],
    [
      () => new Dense("10" as never),
      TypeError,
      'expected units to be a whole number, received units="10"',
    ],
    [() => new Dense(2, { activation: "rellu" as never }), RangeError, 'did you mean "relu"?'],
    [
      () => new Dense(2, { activation: 3 as never }),
      TypeError,
      "expected activation to be an activation, a name, a configuration or null, received activation=3",
    ],
    [
      () => new Dense(2, { kernelInitializer: "glorot_unifrom" as never }),
      RangeError,
      'did you mean "glorot',
    ],
    [
      () => new Dense(2, { kernelRegularizer: "l3" as never }),
      RangeError,
      "expected kernelRegularizer to be a regularizer or a known name",
    ],
    [
      () => new Dense(2, { biasConstraint: "positive" as never }),
      RangeError,
      "expected biasConstraint to be a constraint or a known name",
    ],
    [
      () => new Dense(2, { name: 7 as never }),
      TypeError,
      'expected name to be a text without "/", received name=7',
    ],
    [
      () => new Dense(2, { dtype: "int32" as never }),
      RangeError,
      'expected dtype to be the name of a float type or of a policy, received dtype="int32"',
    ],
    [() => new Dense(2, { inputShape: [-1] }), RangeError, "inputShape[0]"],
  ];
  for (const [make, errorClass, text] of bad) assertThrows(make, errorClass, text);
});

Deno.test("Dense refuses an initializer that gives another shape", () => {
  const layer = new Dense(2, { kernelInitializer: () => tf.zeros([1, 1]) });
  assertThrows(() => layer([[1, 2, 3]]), TypeError, "(1, 1)");
});
