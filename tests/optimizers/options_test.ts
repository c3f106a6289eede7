/**
 * The options of every optimizer, one by one against plain arithmetic; what is refused; names,
 * values, own optimizers.
 */
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";
import { OPTIMIZER_NAMES } from "../../lib/optimizers/identify.ts";
import { withKeras3 } from "./goldens.ts";

const { Adam, AdamW, Ftrl, get, Lion, Optimizer, RMSprop, SGD } = tf.keras.optimizers;
const { deserialize, schedules, serialize } = tf.keras.optimizers;
const values = (it: tf.Variable) => it.numpy().toArray();
const ones = (w: tf.Variable) => [[tf.ones([...w.shape]), w]] as const;

Deno.test("weightDecay takes off a share of the weight times the rate, unless it is excluded", () => {
  const [w, b] = [new tf.Variable([2], { name: "w" }), new tf.Variable([2], { name: "b" })];
  const optimizer = new SGD(0.5, { weightDecay: 0.25 });
  optimizer.excludeFromWeightDecay({ varList: [b] });
  optimizer.applyGradients([...ones(w), ...ones(b)]);
  assertEquals([values(w), values(b)], [[1.25], [1.5]]);
  assertThrows(
    () => optimizer.excludeFromWeightDecay({ varNames: ["w"] }),
    TypeError,
    "SGD.excludeFromWeightDecay: expected an optimizer that is not built yet, received one that is; call it before the first step",
  );
});

Deno.test("globalClipnorm scales all gradients by one number", () => {
  const [a, b] = [new tf.Variable([0]), new tf.Variable([0])];
  const optimizer = new SGD(1, { globalClipnorm: 2.5 });
  optimizer.applyGradients([[tf.constant([3]), a], [tf.constant([4]), b]]);
  assertEquals([values(a), values(b)], [[-1.5], [-2]]);
});

Deno.test("useEma keeps averages, and finalizeVariableValues puts them in the weights' place", () => {
  const w = new tf.Variable([0]);
  const optimizer = new SGD(1, { useEma: true, emaMomentum: 0.5 });
  for (let i = 0; i < 3; i++) optimizer.applyGradients(ones(w));
  assertEquals(values(w), [-3]);
  optimizer.finalizeVariableValues([w]);
  assertEquals(values(w), [-2.25]);
});

Deno.test("gradientAccumulationSteps makes a step of the mean of so many gradients", () => {
  const w = new tf.Variable([0]);
  const optimizer = new SGD(1, { gradientAccumulationSteps: 2 });
  const step = tf.function((g: tf.Tensor) => optimizer.applyGradients([[g, w]]));
  const seen = [1, 3, 5, 7].map((g) => {
    step(tf.constant([g]));
    return [values(w), Number(optimizer.iterations)];
  });
  assertEquals(seen, [[[0], 0], [[-2], 1], [[-2], 1], [[-8], 2]]);
});

Deno.test("amsgrad steps by the largest mean of squares so far", () => {
  const [plain, largest] = [new tf.Variable([0]), new tf.Variable([0])];
  const options = { learningRate: 1, beta1: 0, beta2: 0.5 };
  const [a, b] = [new Adam(options), new Adam({ ...options, amsgrad: true })];
  for (const g of [8, 1, 1]) {
    a.applyGradients([[tf.constant([g]), plain]]);
    b.applyGradients([[tf.constant([g]), largest]]);
  }
  assert(Number(tf.squeeze(plain)) < Number(tf.squeeze(largest)));
});

Deno.test("clipvalue of 0 is off, as in Keras", () => {
  const w = new tf.Variable([0]);
  new SGD(1, { clipvalue: 0 }).applyGradients(ones(w));
  assertEquals(values(w), [-1]);
});

Deno.test("fromConfig gives an optimizer with every option, in every form of configuration", () => {
  const options = { weightDecay: 0.25, clipnorm: 0.5, useEma: true, emaMomentum: 0.5, name: "own" };
  const before = tf.random.getProfile();
  try {
    for (const profile of ["tf2.0", "keras2", "keras3"] as const) {
      tf.random.setProfile(profile);
      const schedule = new schedules.ExponentialDecay(0.5, 10, 0.5);
      for (const learningRate of [0.5, schedule]) {
        const made = new Adam({
          ...options,
          learningRate,
          emaOverwriteFrequency: 3,
          amsgrad: true,
        });
        const copy = Adam.fromConfig(made.getConfig());
        assertEquals(copy.getConfig(), made.getConfig(), profile);
        assertEquals(deserialize(serialize(made)).getConfig(), made.getConfig(), profile);
      }
    }
  } finally {
    tf.random.setProfile(before);
  }
  assertEquals(Adam.fromConfig({ learning_rate: 0.5, decay: 0 }) instanceof Adam, true);
  assertThrows(
    () => Adam.fromConfig({ decay: 0.5 }),
    RangeError,
    "Adam.fromConfig: expected decay to be 0, received decay=0.5; use tf.keras.optimizers.schedules.InverseTimeDecay",
  );
});

Deno.test("lossScaleFactor multiplies losses and divides gradients", () => {
  const w = new tf.Variable([0]);
  const optimizer = new SGD(1, { lossScaleFactor: 4 });
  assertEquals(Number(optimizer.scaleLoss(tf.constant(2))), 8);
  optimizer.applyGradients(ones(w));
  assertEquals(values(w), [-0.25]);
  optimizer.minimize(() => tf.reduceSum(w), [w]);
  assertEquals(values(w), [-1.25]);
});

Deno.test("learningRate complains of what is assigned to it at the line of the assignment", () => {
  const optimizer = new SGD(0.5);
  const error = assertThrows(
    () => optimizer.learningRate = -1,
    RangeError,
    "SGD.learningRate: expected learningRate to be a finite number >= 0, received learningRate=-1",
  );
  assertMatch(error.stack!.split("\n")[1]!, /options_test\.ts/);
});

Deno.test("learningRate takes schedules and functions, and refuses numbers in their place", () => {
  const w = new tf.Variable([0]);
  const optimizer = new SGD(new schedules.PiecewiseConstantDecay([0, 1], [1, 0.5, 0.25]));
  const step = tf.function(() => optimizer.applyGradients(ones(w)));
  for (let i = 0; i < 3; i++) step();
  assertEquals([values(w), step.experimentalGetTracingCount()], [[-1.75], 1]);
  assertEquals(Number(optimizer.learningRate), 0.25);
  const text =
    "SGD.learningRate: expected a schedule or a function, since it was made with a schedule; make the optimizer with a number to assign numbers";
  assertThrows(() => optimizer.learningRate = 0.5, TypeError, text);
  assertThrows(() => optimizer.learningRate.assign(0.5), TypeError, text);
  optimizer.learningRate = () => 2;
  optimizer.applyGradients(ones(w));
  assertEquals(values(w), [-3.75]);
  const plain = new SGD(1);
  plain.learningRate = new schedules.ExponentialDecay(0.5, 1, 0.5);
  assertEquals([Number(plain.learningRate), plain.variables.length], [0.5, 1]);
});

Deno.test("optimizers refuse options that make no sense", () => {
  const rows: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [() => new SGD({ decay: 1 } as never), TypeError, "SGD: expected arguments among learningRate"],
    [
      () => new SGD({ clipnorm: 1, clipvalue: 1 }),
      TypeError,
      "SGD: expected at most one of clipnorm, clipvalue, globalClipnorm, received clipnorm=1, clipvalue=1",
    ],
    [
      () => new SGD({ clipnorm: -1 }),
      RangeError,
      "SGD: expected clipnorm to be a finite number >= 0",
    ],
    [() => new SGD({ weightDecay: -1 }), RangeError, "SGD: expected weightDecay to be"],
    [
      () => new SGD({ emaMomentum: 2 }),
      RangeError,
      "SGD: expected emaMomentum to be a finite number from 0 to 1",
    ],
    [
      () => new SGD({ emaOverwriteFrequency: 0 }),
      RangeError,
      "SGD: expected emaOverwriteFrequency to be a whole number >= 1",
    ],
    [
      () => new SGD({ gradientAccumulationSteps: 1 }),
      RangeError,
      "SGD: expected gradientAccumulationSteps to be a whole number >= 2",
    ],
    [
      () => new SGD({ lossScaleFactor: 0 }),
      RangeError,
      "SGD: expected lossScaleFactor to be a finite number > 0, received lossScaleFactor=0",
    ],
    [
      () => new AdamW({ weightDecay: null as never }),
      TypeError,
      "AdamW: expected weightDecay to be a number",
    ],
    [
      () => new Lion({ beta1: 0 }),
      RangeError,
      "Lion: expected beta1 to be above 0, received beta1=0",
    ],
    [
      () => new Ftrl({ learningRatePower: 1 }),
      RangeError,
      "Ftrl: expected learningRatePower to be",
    ],
    [
      () => new RMSprop({ rho: -1 }),
      RangeError,
      "RMSprop: expected rho to be a finite number from 0 to 1",
    ],
    [
      () => new schedules.PiecewiseConstantDecay([1], [1]),
      TypeError,
      "PiecewiseConstantDecay: expected one value more than boundaries, received 1 values and 1 boundaries",
    ],
    [
      () => new schedules.ExponentialDecay(1, 0, 1),
      RangeError,
      "ExponentialDecay: expected decaySteps to be a finite number > 0, received decaySteps=0",
    ],
    [
      () => get("adamm"),
      RangeError,
      'tf.keras.optimizers.get: expected identifier to be an optimizer or a known name, received identifier="adamm"',
    ],
    [
      () => get(3 as never),
      TypeError,
      "expected identifier to be an optimizer, received identifier=3",
    ],
  ];
  for (const [make, kind, text] of rows) assertThrows(make, kind, text);
});

Deno.test("the names that get takes are those of the registry", () => {
  const others = ["LossScaleOptimizer", "MultiOptimizer", "OptimizerMap"];
  const names = namesIn("keras.optimizers").filter((it) => !others.includes(it));
  assertEquals(names.map((it) => it.toLowerCase()).sort(), [...OPTIMIZER_NAMES].sort());
  for (const name of OPTIMIZER_NAMES) assert(get(name) instanceof Optimizer, name);
});

Deno.test("get takes names in letters of any case, configurations and optimizers", () => {
  for (const name of ["adam", "Adam", "ADAM"]) assert(get(name) instanceof Adam);
  const sgd = new SGD();
  assertEquals([get(sgd), get(null)], [sgd, null]);
  assert(get({ class_name: "sgd", config: { learning_rate: 0.5 } }) instanceof SGD);
});

Deno.test("Keras 3 refuses variables an optimizer was not built with; before, they are added", () => {
  const [a, b] = [new tf.Variable([1], { name: "a" }), new tf.Variable([1], { name: "b" })];
  const older = new Adam();
  older.applyGradients(ones(a));
  older.applyGradients(ones(b));
  const names = ["Adam/iter:0", "Adam/a/m:0", "Adam/b/m:0", "Adam/a/v:0", "Adam/b/v:0"];
  assertEquals(older.weights.map((it) => it.name), names);
  assertThrows(
    () => older.setWeights([0]),
    TypeError,
    "Cannot set the weights of Adam: expected a list of 5 arrays, received 1",
  );
  withKeras3(() => {
    const optimizer = new Adam();
    assertThrows(
      () => optimizer.apply([tf.ones([1])]),
      TypeError,
      "adam.apply: expected trainableVariables, since it is not built yet; call build(variables) first",
    );
    optimizer.apply([tf.ones([1])], [a]);
    assertThrows(
      () => optimizer.apply([tf.ones([1])], [b]),
      TypeError,
      "adam: expected variables it was built with, received 'b'; make an optimizer of its own for other variables",
    );
    assertThrows(
      () => optimizer.apply([tf.ones([1]), tf.ones([1])]),
      TypeError,
      "adam.apply: expected a variable for each of the 2 gradients, received 1",
    );
  });
});

Deno.test("saveOwnVariables and loadOwnVariables carry the whole state; statelessApply changes none", () => {
  const [a, b] = [new tf.Variable([1, 2]), new tf.Variable([1, 2])];
  const [first, second] = [new Adam(0.5), new Adam(0.25)];
  first.applyGradients(ones(a));
  const store: Record<string, ReturnType<tf.Tensor["numpy"]>> = {};
  first.saveOwnVariables(store);
  assertThrows(
    () => second.loadOwnVariables(store),
    TypeError,
    "expected values of 2 variables, received 4",
  );
  second.build([b]);
  second.loadOwnVariables(store);
  b.assign(a.value());
  const before = [...first.variables, a].map(values);
  const [weights, state] = first.statelessApply([...first.variables], [tf.ones([2])], [a]);
  assertEquals([...first.variables, a].map(values), before);
  first.applyGradients(ones(a));
  second.applyGradients(ones(b));
  assertEquals([values(b), weights[0]!.numpy().toArray()], [values(a), values(a)]);
  assertEquals(state.map((it) => it.numpy().toArray()), [...first.variables].map(values));
});

Deno.test("a variable that comes twice is stepped twice, and refused where gradients accumulate", () => {
  const w = new tf.Variable([0]);
  new SGD(1).applyGradients([...ones(w), ...ones(w)]);
  assertEquals(values(w), [-2]);
  assertThrows(
    () => new SGD(1, { gradientAccumulationSteps: 2 }).applyGradients([...ones(w), ...ones(w)]),
    TypeError,
    "SGD: expected each variable once where gradients are accumulated, received one of them twice",
  );
});

Deno.test("a learning rate that is a function is read in each step from the variables it reads", () => {
  const [w, rate] = [new tf.Variable([0]), new tf.Variable(1)];
  const optimizer = new SGD(() => tf.multiply(rate, 0.5));
  const step = tf.function(() => optimizer.applyGradients(ones(w)));
  step();
  rate.assign(4);
  step();
  assertEquals([values(w), step.experimentalGetTracingCount()], [[-2.5], 1]);
  optimizer.learningRate = () => [1, 2];
  assertThrows(
    () => optimizer.applyGradients(ones(w)),
    TypeError,
    "SGD.learningRate: expected a scalar, received shape (2,)",
  );
});

Deno.test("setWeights carries everything but the learning rate, in every optimizer", () => {
  for (const name of OPTIMIZER_NAMES) {
    const make = () => [get(name)!, new tf.Variable([[1, 2], [3, 4]], { name: "w" })] as const;
    const [[first, a], [second, b]] = [make(), make()];
    for (let i = 0; i < 3; i++) first.applyGradients(ones(a));
    second.build([b]);
    second.setWeights(first.getWeights());
    b.assign(a.value());
    first.applyGradients(ones(a));
    second.applyGradients(ones(b));
    assertEquals(values(b), values(a), name);
  }
});

Deno.test("variables of half precision are trained in their own type", () =>
  // Graphics cards have none of these types.
  tf.device("cpu", () => {
    for (const dtype of ["float16", "bfloat16", "float64"] as const) {
      for (const make of [() => new SGD(0.5, 0.5), () => new Adam(0.5), () => new AdamW(0.5)]) {
        const w = new tf.Variable(tf.cast(tf.constant([2, -2]), dtype));
        const optimizer = make();
        const step = tf.function(() => optimizer.minimize(() => tf.reduceSum(tf.square(w)), [w]));
        step();
        const [x, y] = tf.cast(w, "float32").numpy().toArray() as number[];
        assertEquals(w.dtype, dtype);
        assert(x! < 2 && x === -y!, `${dtype} ${x} ${y}`);
      }
    }
  }));

Deno.test("an own optimizer has all options of the base, and is an error without updateStep", () => {
  class Own extends Optimizer {
    override updateStep(gradient: tf.Tensor, variable: tf.Variable, rate: tf.Tensor): void {
      this.assignSub(variable, tf.multiply(gradient, rate));
    }
  }
  const w = new tf.Variable([2]);
  const own = new Own({ learningRate: 0.5, weightDecay: 0.25, gradientAccumulationSteps: 2 });
  own.applyGradients(ones(w));
  own.applyGradients(ones(w));
  assertEquals(values(w), [1.25]);
  assertEquals(Own.fromConfig(own.getConfig()).getConfig(), own.getConfig());
  class Empty extends Optimizer {}
  assertThrows(
    () => new Empty(0.5).applyGradients(ones(w)),
    TypeError,
    "Empty: expected updateStep to be overridden",
  );
});
