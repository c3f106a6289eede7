// deno-lint-ignore-file no-console -- a script that prints what a notebook would show
/**
 * Section 4.2 as a plain script: access, initialization and sharing of parameters.
 *
 *     deno run --allow-ffi scripts/parameters.ts
 *
 * `--allow-ffi` is for the addon that computes. `--allow-env=KERASAUR_SEED` (and
 * `_PROFILE`, `_DEVICE`) lets it read the seed, the text profile and the device from outside.
 *
 * @module
 */
import * as tf from "kerasaur";

const { float, list, print, repr, tuple, type } = tf.py;

print(tf.__version__);

const net = new tf.keras.models.Sequential();
net.add(new tf.keras.layers.Flatten());
net.add(new tf.keras.layers.Dense(256, { activation: tf.nn.relu }));
net.add(new tf.keras.layers.Dense(10));

const X = tf.random.uniform([2, 20]);
const Y = net(X);
console.log(repr(Y));

console.log("\n4.2.1 Access");
console.log(tf.py.pretty(tuple(net.weights[0], type(net.weights[0]))));
print(list(...net.weights.map(({ name, shape }) => tuple(name, tuple(...shape)))));

console.log("\n4.2.2 Initialization");

class Linear extends tf.keras.Model {
  d1 = new tf.keras.layers.Dense({
    units: 10,
    activation: null,
    kernelInitializer: tf.randomNormalInitializer({ mean: 0, stddev: 0.01 }),
    biasInitializer: tf.zerosInitializer(),
  });
  d2 = new tf.keras.layers.Dense({
    units: 1,
    activation: null,
    kernelInitializer: tf.onesInitializer(),
    biasInitializer: tf.onesInitializer(),
  });

  override call(input: tf.Tensor): tf.Tensor {
    let output = this.d1(input);
    output = this.d2(output);
    return output;
  }
}

const linear = new Linear();
linear(X);
console.log(tf.py.pretty(linear.getWeights()));

console.log("\n4.2.3 Custom initializers");

function myInit() {
  return new tf.keras.initializers.Ones();
}

const model = new tf.keras.models.Sequential();
model.add(new tf.keras.layers.Dense(64, { kernelInitializer: myInit() }));
model(X);
console.log(repr(model.weights[0]));

console.log("\n4.2.4 Sharing");
const single = new tf.keras.layers.Dense(1, {
  name: "single",
  useBias: false,
  kernelInitializer: new tf.keras.initializers.Constant(3),
});
const twice = new tf.keras.Sequential([single, single], { name: "twice" });
const tape = new tf.GradientTape();
const y = tape.run(() => twice([[1]]));
const gradient = tape.gradient(y, twice.weights[0]!);
print("weights", twice.weights.length, "output", float(y), "gradient", float(gradient));
