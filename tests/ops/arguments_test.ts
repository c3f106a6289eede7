/**
 * Arguments as Python binds them, and types that depend on no value: the public functions, classes
 * and methods, each kind in several places.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { Dense, Flatten } = tf.keras.layers;
const { Adam, SGD } = tf.keras.optimizers;
const { Sequential } = tf.keras;
const { constraints, initializers, regularizers } = tf.keras;

const x = tf.constant([[1, 2, 3], [4, 5, 6]]);
const whole = tf.constant([1, 2], "int32");
const values = (it: tf.Tensor) => it.numpy().toArray();

type Loose = (...args: unknown[]) => unknown;
/** A function or class without its types: what a program in JavaScript can do. */
const call = (operation: unknown, ...args: unknown[]) => (operation as Loose)(...args);
const make = (Class: unknown, ...args: unknown[]) =>
  new (Class as new (...args: unknown[]) => unknown)(...args);

/** The same call by position, by name, and by both. */
const SAME: Record<string, readonly (() => tf.Tensor)[]> = {
  reduceSum: [
    () => tf.reduceSum(x, 1),
    () => tf.reduceSum(x, { axis: 1 }),
    () => tf.reduceSum({ inputTensor: x, axis: 1 }),
    () => tf.reduceSum(x, 1, false),
    () => tf.reduceSum(x, 1, { keepdims: false }),
    () => tf.reduceSum(x, [1], null, null),
  ],
  keepdims: [
    () => tf.reduceMax(x, 0, true),
    () => tf.reduceMax(x, { axis: 0, keepdims: true }),
    () => tf.reduceMax(x, 0, { keepdims: true }),
  ],
  argmax: [() => tf.argmax(x, 1), () => tf.argmax(x, { axis: 1 })],
  softmax: [() => tf.nn.softmax(x, 0), () => tf.nn.softmax({ logits: x, axis: 0 })],
  matmul: [
    () => tf.matmul(x, x, true),
    () => tf.matmul(x, x, { transposeA: true }),
    () => tf.matmul({ a: x, b: x, transposeA: true }),
  ],
  transpose: [
    () => tf.transpose(x, [1, 0]),
    () => tf.transpose(x, { perm: [1, 0] }),
    () => tf.transpose({ a: x }),
  ],
  gather: [
    () => tf.gather(x, [2, 0], { axis: 1 }),
    () => tf.gather(x, [2, 0], undefined, 1),
    () => tf.gather({ params: x, indices: [2, 0], axis: 1 }),
  ],
  concat: [
    () => tf.concat([x, x], 1),
    () => tf.concat([x, x], { axis: 1 }),
    () => tf.concat({ values: [x, x], axis: 1 }),
  ],
  cast: [() => tf.cast(x, "int32"), () => tf.cast(x, { dtype: "int32" })],
  reshape: [() => tf.reshape(x, [3, 2]), () => tf.reshape(x, { shape: [3, 2] })],
  zeros: [
    () => tf.zeros([2], "int32"),
    () => tf.zeros([2], { dtype: "int32" }),
    () => tf.zeros({ shape: [2], dtype: "int32" }),
  ],
  split: [
    () => tf.split(x, 3, 1)[2]!,
    () => tf.split(x, 3, { axis: 1 })[2]!,
    () => tf.split({ value: x, numOrSizeSplits: 3, axis: 1 })[2]!,
  ],
  oneHot: [() => tf.oneHot([1, 0], 3), () => tf.oneHot({ indices: [1, 0], depth: 3 })],
  clip: [
    () => tf.clipByValue(x, 2, 4),
    () => tf.clipByValue(x, { clipValueMin: 2, clipValueMax: 4 }),
  ],
  elu: [
    () => tf.keras.activations.elu([-1, 1], 0.5),
    () => tf.keras.activations.elu({ x: [-1, 1], alpha: 0.5 }),
    () => tf.where([true, false], tf.multiply(tf.exp([-1, 1]), 0.5).sub(0.5), [-1, 1]),
  ],
};

for (const [name, ways] of Object.entries(SAME)) {
  Deno.test(`${name} binds arguments by position, by name and by both`, () => {
    const [first, ...rest] = ways.map((way) => way());
    for (const other of rest) {
      assertEquals([values(other), other.dtype], [values(first!), first!.dtype]);
    }
  });
}

Deno.test("constructors bind arguments by position, by name and by both", () => {
  const configOf = (it: { getConfig(): Record<string, unknown> }) => {
    const { name: _, ...rest } = it.getConfig();
    return rest;
  };
  const same = (...made: { getConfig(): Record<string, unknown> }[]) => {
    const [first, ...rest] = made.map(configOf);
    for (const other of rest) assertEquals(other, first);
    return first!;
  };
  const dense = same(
    new Dense(3, "relu", false, "ones"),
    new Dense({ units: 3, activation: "relu", useBias: false, kernelInitializer: "ones" }),
    new Dense(3, "relu", { useBias: false, kernelInitializer: "ones" }),
    new Dense(3, {
      activation: tf.keras.activations.relu,
      useBias: false,
      kernelInitializer: "ones",
    }),
  );
  assertEquals([dense["units"], dense["activation"], dense["use_bias"]], [3, "relu", false]);
  const sgd = same(
    new SGD(0.5, 0.9, true),
    new SGD({ learningRate: 0.5, momentum: 0.9, nesterov: true }),
  );
  assertEquals(sgd, { learning_rate: 0.5, decay: 0, momentum: 0.9, nesterov: true });
  const adam = same(
    new Adam(0.5, 0.25),
    new Adam(0.5, { beta1: 0.25 }),
    new Adam({ learningRate: 0.5, beta1: 0.25 }),
  );
  assertEquals(adam["beta_1"], 0.25);
  const flatten = same(
    new Flatten("channels_first"),
    new Flatten({ dataFormat: "channels_first" }),
  );
  assertEquals(flatten["data_format"], "channels_first");
  assertEquals([new SGD(0.5).getConfig()["momentum"], new SGD().getConfig()["nesterov"]], [
    0,
    false,
  ]);
  const penalties = [regularizers.l1L2(0.5, 0.25), regularizers.l1L2({ l1: 0.5, l2: 0.25 })];
  assertEquals(penalties.map((it) => Number(it([2, -2]))), [4, 4]);
  const limits = [constraints.maxNorm(1, 1), constraints.maxNorm({ maxValue: 1, axis: 1 })];
  assertEquals(limits.map((it) => values(it([[3, 4]]))).map((it) => JSON.stringify(it)).length, 2);
  assertEquals(values(limits[0]!([[3, 4]])), values(limits[1]!([[3, 4]])));
});

Deno.test("methods bind arguments by position, by name and by both", () => {
  const net = new Sequential([new Dense(2, { name: "a" }), new Dense(1, { name: "b" })]);
  net([[1, 2]]);
  for (
    const found of [
      net.getLayer("b"),
      net.getLayer({ name: "b" }),
      net.getLayer(1),
      net.getLayer({ index: 1 }),
      net.getLayer(null, 1),
    ]
  ) {
    assertEquals(found.name, "b");
  }
  const w = new tf.Variable([1]);
  const optimizer = new SGD(1);
  optimizer.applyGradients({ gradsAndVars: [[tf.constant([1]), w]] });
  optimizer.minimize({ loss: () => tf.reduceSum(w), varList: [w] });
  assertEquals(values(w.value()), [-1]);
  w.assign({ value: [5] });
  assertEquals(values(w.value()), [5]);
});

/** Calls that are refused, with a part of the text. */
const REFUSED: readonly (readonly [() => unknown, string])[] = [
  // too many by position
  [
    () => call(tf.reduceSum, x, 1, false, null, 0),
    "tf.reduceSum: expected at most 4 arguments (inputTensor, axis, keepdims, name), received 5",
  ],
  [
    () => call(tf.add, x, x, null, 1),
    "tf.add: expected at most 3 arguments (x, y, name), received 4",
  ],
  [
    () => make(SGD, 0.1, 0.9, true, ...new Array(11).fill(undefined)),
    "SGD: expected at most 13 arguments (learningRate, momentum, nesterov, weightDecay,",
  ],
  [() => make(Adam, ...new Array(16).fill(undefined)), "Adam: expected at most 15 arguments"],
  [
    () => make(Flatten, "channels_last", "x"),
    "Flatten: expected at most 1 arguments by position (dataFormat), received 2",
  ],
  [
    () => make(Sequential, [], true, "n", 1),
    "Sequential: expected at most 3 arguments (layers, trainable, name), received 4",
  ],
  [
    () => make(tf.keras.layers.Layer, "name"),
    'Layer: expected one object of options, received "name"',
  ],
  [() => make(tf.keras.Model, 3), "Model: expected one object of options, received 3"],
  [
    () => call(regularizers.l2, 1, 2),
    "L2: expected at most 1 arguments (l2), received 2",
  ],
  [
    () => call(constraints.nonNeg, 1),
    "NonNeg: expected one object of options, received 1",
  ],
  // unknown and misspelt
  [() => call(tf.reduceSum, x, { axsi: 1 }), "received axsi; did you mean axis?"],
  [
    () => call(tf.reduceSum, x, { keepDims: true }),
    "received keepDims; did you mean keepdims?",
  ],
  [() => call(tf.nn.softmax, x, { axes: 0 }), "received axes; did you mean axis?"],
  [() => call(tf.argmax, x, { dimension: 0 }), "tf.argmax: expected arguments among"],
  [() => call(tf.zeros, [2], { dtpye: "int32" }), "received dtpye; did you mean dtype?"],
  [
    () => call(tf.concat, [x, x], { axis: 1, foo: 2 }),
    "tf.concat: expected arguments among values, axis, name, received foo",
  ],
  [() => make(SGD, { lr: 0.1 }), "SGD: lr is called learningRate here"],
  [
    () => make(Adam, { momentum: 0.5 }),
    "Adam: expected arguments among learningRate, beta1, beta2, epsilon, amsgrad, weightDecay, clipnorm, clipvalue, globalClipnorm,",
  ],
  [() => make(SGD, 0.1, { decay: 0.1 }), "received decay"],
  [() => make(Dense, 3, { activaton: "relu" }), "received activaton; did you mean activation?"],
  [() => make(Dense, { unit: 3 }), "received unit; did you mean units?"],
  [() => make(Flatten, { units: 3 }), "Flatten: expected arguments among dataFormat, "],
  [() => make(tf.keras.layers.Layer, { nmae: "x" }), "Layer: expected arguments among"],
  [
    () => make(tf.keras.Model, { inputShape: [2] }),
    "Model: expected arguments among inputs, outputs, trainable, dtype, name, received inputShape",
  ],
  [
    () => make(tf.GradientTape, { persitent: true }),
    "received persitent; did you mean persistent?",
  ],
  [() => make(tf.Variable, 1, { trainabel: false }), "received trainabel; did you mean trainable?"],
  [() => call(tf.function, () => 1, { naem: "f" }), "received naem; did you mean name?"],
  [() => call(tf.random.uniform, [2], { minVal: 1 }), "received minVal; did you mean minval?"],
  [() => make(initializers.RandomNormal, { std: 1 }), "std"],
  [() => call(regularizers.l2, { l: 0.1 }), "received l; did you mean l2?"],
  // Python's spelling
  [
    () => call(tf.matmul, x, x, { transpose_a: true }),
    "tf.matmul: transpose_a is called transposeA here",
  ],
  [
    () => make(Dense, 3, { kernel_initializer: "ones" }),
    "Dense: kernel_initializer is called kernelInitializer here",
  ],
  [() => make(Dense, 3, { use_bias: false }), "Dense: use_bias is called useBias here"],
  [() => make(SGD, { learning_rate: 0.1 }), "SGD: learning_rate is called learningRate here"],
  [() => make(Adam, { beta_1: 0.1 }), "Adam: beta_1 is called beta1 here"],
  [
    () => call(constraints.maxNorm, { max_value: 3 }),
    "MaxNorm: max_value is called maxValue here",
  ],
  [
    () => make(Flatten, { data_format: "channels_last" }),
    "Flatten: data_format is called dataFormat here",
  ],
  // missing and doubled
  [() => call(tf.add, x), "tf.add: expected y, which has no default; it was not given"],
  [() => call(tf.concat, [x]), "tf.concat: expected axis, which has no default; it was not given"],
  [() => make(Dense), "Dense: expected units, which has no default; it was not given"],
  [() => make(Dense, { activation: "relu" }), "Dense: expected units, which has no default"],
  [
    () => call(tf.reduceSum, x, 1, { axis: 0 }),
    "tf.reduceSum: expected axis once, received it by position and by name: 1 and 0",
  ],
  [() => make(Dense, 3, "relu", { activation: "tanh" }), "Dense: expected activation once"],
  [() => make(SGD, 0.1, { learningRate: 0.2 }), "SGD: expected learningRate once"],
  // of the wrong kind
  [
    () => make(SGD, "0.1"),
    'SGD: expected learningRate to be a number, a schedule or a function, received learningRate="0.1"',
  ],
  [
    () => make(SGD, 0.1, 0.9, "yes"),
    'SGD: expected nesterov to be true or false, received nesterov="yes"',
  ],
  [() => make(SGD, { name: 3 }), "SGD: expected name to be a text, received name=3"],
  [
    () => make(SGD, { clipnorm: "1" }),
    'SGD: expected clipnorm to be a number, received clipnorm="1"',
  ],
  [
    () => make(Dense, 3, { trainable: "no" }),
    'Dense: expected trainable to be true or false, received trainable="no"',
  ],
  [
    () => make(Dense, 3, { useBias: 1 }),
    "Dense: expected useBias to be true or false, received useBias=1",
  ],
  [
    () => make(Sequential, [], "no"),
    'Sequential: expected trainable to be true or false, received trainable="no"',
  ],
  [
    () => make(tf.keras.layers.Layer, { autocast: 1 }),
    "Layer: expected autocast to be true or false, received autocast=1",
  ],
  [
    () => call(tf.reduceSum, x, 1, "yes"),
    'tf.reduceSum: expected keepdims to be true or false, received keepdims="yes"',
  ],
  [
    () => call(tf.matmul, x, x, 1),
    "tf.matmul: expected transposeA to be true or false, received transposeA=1",
  ],
  [() => call(tf.zeros, [2], "int33"), 'received dtype="int33"; did you mean "int32"?'],
  [() => call(tf.cast, x, { dtype: Float32Array }), "tf.cast: expected dtype to be one of"],
  [
    () => Reflect.set(new Dense(1), "trainable", 1),
    "expected trainable to be true or false, received trainable=1",
  ],
];

for (const [index, [run, text]] of REFUSED.entries()) {
  Deno.test(`arguments that do not fit are refused: ${text} (${index})`, () => {
    assertThrows(run, TypeError, text);
  });
}

Deno.test("errors of arguments begin at the line of the user", () => {
  const runs: (() => unknown)[] = [
    () => call(tf.reduceSum, x, { axsi: 1 }),
    () => tf.matmul(x, x),
    () => make(Dense, 3, { lr: 1 }),
    () => make(Dense, -3),
    () => make(SGD, -1),
    () => make(Sequential, [3]),
    () => new Dense(2, { name: "d" })([1]),
    () => new SGD().applyGradients([[null, new tf.Variable(1)]]),
    () => call(regularizers.l2, -1),
    () => new tf.GradientTape().gradient(x, [x]),
  ];
  for (const run of runs) {
    try {
      run();
    } catch (error) {
      const frame = (error as Error).stack!.split("\n").find((line) => /^\s+at /.test(line));
      assert(frame!.includes("arguments_test.ts"), (error as Error).stack);
      continue;
    }
    throw new Error(`expected an error of ${run}`);
  }
});

Deno.test("tensor methods agree with the functions of the same name", () => {
  assertEquals(values(whole.mul(3)), values(tf.multiply(whole, 3)));
  assertEquals([whole.add(1).dtype, whole.square().dtype], ["int32", "int32"]);
  assertEquals(values(x.reshape([3, 2])), values(tf.reshape(x, [3, 2])));
  assertEquals(values(x.transpose()), values(tf.transpose(x)));
});

Deno.test("JavaScript's own traps are errors, and tensors iterate and stringify", () => {
  assertThrows(() => `${1 + (x as unknown as number)}`, TypeError, "use tf.add(x, y)");
  assertThrows(() => (x as unknown as number[])[0], TypeError, "use x.at(0)");
  assertThrows(() => Reflect.get(x, "length"), TypeError, "use x.shape[0]");
  assertEquals([...x].map((row) => row.shape), [[3], [3]]);
  assertEquals(JSON.stringify({ x }), '{"x":[[1,2,3],[4,5,6]]}');
  assertEquals(Number(tf.constant(2)) + 1, 3);
});

Deno.test("Python's names of methods say what they are called here", () => {
  const net = new Sequential([new Dense(1)]);
  const rows: [object, string, string][] = [
    [net, "get_weights", "Layer.get_weights: it is called getWeights here"],
    [net, "trainable_variables", "Layer.trainable_variables: it is called trainableVariables here"],
    [net, "load_weights", "Sequential.load_weights: it is called loadWeights here"],
    [new SGD(), "apply_gradients", "Optimizer.apply_gradients: it is called applyGradients here"],
    [new SGD(), "learning_rate", "Optimizer.learning_rate: it is called learningRate here"],
    [new tf.Variable(1), "assign_add", "assignAdd"],
  ];
  for (const [object, name, text] of rows) {
    assertThrows(() => Reflect.get(object, name), TypeError, text);
  }
  class Own extends tf.keras.layers.Layer {
    get_config = 3;
  }
  assertEquals(new Own().get_config, 3, "an own property of such a name stays");
});
