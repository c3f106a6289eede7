// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * The tensorflow device beside Python TensorFlow: forward and gradient computations from the same
 * inputs on the same machine with the same number of threads, compared bit by bit.
 *
 *     deno run -A scripts/tensorflow/bits.ts [PYTHON]
 *
 * Exit status: 0 if everything is equal but what is listed in {@linkcode DIFFERENT}.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import * as tf from "../../mod.ts";

/** Computations whose bits differ where TensorFlow uses oneDNN, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "softmax":
    "Python's eager code has oneDNN's kernel put in the place of Softmax, the C interface does not",
  "softmax gradient": "softmax differs",
};

type Tensor = tf.Tensor;

/** The inputs of `bits.py`, from the same seeds. */
function draw(shape: number[], seed: number, low = -1, high = 1): Tensor {
  const uniform = tf.random.statelessUniform(shape, [seed, 0]);
  return tf.add(tf.multiply(uniform, high - low), low);
}

function gradients(run: (...x: Tensor[]) => Tensor, variables: readonly Tensor[]): Tensor[] {
  const tape = new tf.GradientTape();
  variables.forEach((it) => tape.watch(it));
  const result = tape.run(() => run(...variables));
  return [...tape.gradient(result, [...variables])].map((it) => it!);
}

const summed = (run: (...x: Tensor[]) => Tensor) => (...x: Tensor[]) =>
  tf.reduceSum(tf.square(run(...x)));
const squareLoss = (y: Tensor, target: Tensor) => tf.reduceMean(tf.square(tf.subtract(y, target)));
const matmul = (a: Tensor, b: Tensor) => tf.matmul(a, b);
const conv = (x: Tensor, filter: Tensor) => tf.nn.conv2d(x, filter, 1, "SAME");
const maxPool = (x: Tensor) => tf.nn.maxPool2d(x, 2, 2, "VALID");
const averagePool = (x: Tensor) => tf.nn.avgPool2d(x, 2, 2, "VALID");
const valid = (x: Tensor, filter: Tensor) => tf.nn.conv2d(x, filter, 1, "VALID");

/** The computations of `bits.py`, by name. */
function compute(): Map<string, Tensor> {
  const [a, b] = [draw([64, 48], 1), draw([48, 32], 2)];
  const [c, row] = [draw([64, 48], 3), draw([48], 4)];
  const positive = draw([64, 48], 5, 0.1, 4);
  const [p, q] = [draw([4, 16, 8], 6), draw([4, 8, 12], 7)];
  const [image, kernel] = [draw([8, 28, 28, 3], 8), draw([5, 5, 3, 6], 9)];
  const [strided, depthwise] = [draw([3, 3, 3, 8], 10), draw([3, 3, 3, 2], 11)];
  const [x, t] = [draw([256, 784], 12), draw([256, 10], 13)];
  const w = [
    draw([784, 256], 14, -0.06, 0.06),
    draw([256], 15, -0.1, 0.1),
    draw([256, 10], 16, -0.1, 0.1),
    draw([10], 17, -0.1, 0.1),
  ];
  const [digits, labels] = [draw([32, 28, 28, 1], 18), draw([32, 10], 19)];
  const lenetWeights = [
    draw([5, 5, 1, 6], 20, -0.3, 0.3),
    draw([5, 5, 6, 16], 21, -0.2, 0.2),
    draw([256, 120], 22, -0.1, 0.1),
    draw([120, 84], 23, -0.1, 0.1),
    draw([84, 10], 24, -0.1, 0.1),
  ];
  const mlp = ([w0, b0, w1, b1]: readonly Tensor[]) =>
    tf.add(matmul(tf.nn.relu(tf.add(matmul(x, w0!), b0!)), w1!), b1!);
  const lenet = ([k0, k1, w0, w1, w2]: readonly Tensor[]) => {
    let y = maxPool(tf.sigmoid(valid(digits, k0!)));
    y = tf.reshape(maxPool(tf.sigmoid(valid(y, k1!))), [32, 256]);
    return matmul(tf.sigmoid(matmul(tf.sigmoid(matmul(y, w0!)), w1!)), w2!);
  };
  const products = gradients(summed(matmul), [a, b]);
  const convolutions = gradients(summed(conv), [image, kernel]);
  const results = new Map<string, Tensor>([
    ["matmul", matmul(a, b)],
    ["matmul of transposed", tf.matmul(a, c, { transposeA: true })],
    ["matmul of batches", matmul(p, q)],
    ["matmul gradient, left", products[0]!],
    ["matmul gradient, right", products[1]!],
    ["add with broadcasting", tf.add(a, row)],
    ["multiply", tf.multiply(a, c)],
    ["divide", tf.divide(a, positive)],
    ["exp", tf.exp(a)],
    ["log", tf.math.log(positive)],
    ["tanh", tf.tanh(a)],
    ["sigmoid", tf.sigmoid(a)],
    ["relu", tf.nn.relu(a)],
    ["sqrt", tf.sqrt(positive)],
    ["power", tf.pow(positive, a)],
    ["sum of all", tf.reduceSum(a)],
    ["sum over rows", tf.reduceSum(a, 0)],
    ["sum over columns", tf.reduceSum(a, 1)],
    ["mean over columns", tf.reduceMean(a, 1)],
    ["maximum over rows", tf.reduceMax(a, 0)],
    ["product over rows", tf.reduceProd(positive, 1)],
    ["argmax", tf.cast(tf.argmax(a, 1), "float32")],
    ["transpose", tf.transpose(p, [2, 0, 1])],
    ["softmax", tf.nn.softmax(a)],
    ["log softmax", tf.nn.logSoftmax(a)],
    ["softmax gradient", gradients(summed((it) => tf.nn.softmax(it!)), [a])[0]!],
    ["tanh gradient", gradients(summed((it) => tf.tanh(it!)), [a])[0]!],
    ["sigmoid gradient", gradients(summed((it) => tf.sigmoid(it!)), [a])[0]!],
    ["conv2d", conv(image, kernel)],
    ["conv2d with strides", tf.nn.conv2d(image, strided, 2, "VALID")],
    ["conv2d, depthwise", tf.nn.depthwiseConv2d(image, depthwise, [1, 1, 1, 1], "SAME")],
    ["conv2d gradient, input", convolutions[0]!],
    ["conv2d gradient, filter", convolutions[1]!],
    ["max pooling", maxPool(image)],
    ["max pooling gradient", gradients(summed((it) => maxPool(it!)), [image])[0]!],
    ["average pooling", averagePool(image)],
    ["average pooling gradient", gradients(summed((it) => averagePool(it!)), [image])[0]!],
    ["MLP", mlp(w)],
    ["MLP loss", squareLoss(mlp(w), t)],
    ["LeNet", lenet(lenetWeights)],
  ]);
  gradients((...v) => squareLoss(mlp(v), t), w)
    .forEach((it, i) => results.set(`MLP gradient ${i}`, it));
  gradients((...v) => squareLoss(lenet(v), labels), lenetWeights)
    .forEach((it, i) => results.set(`LeNet gradient ${i}`, it));
  return results;
}

/** Place of a float32 among all float32s in order. */
const place = (bits: number) => bits < 0 ? -(bits & 0x7fffffff) : bits;

/** How many elements differ, and by how many units of the last place at most. */
function compare(actual: Float32Array, expected: Float32Array) {
  const [x, y] = [actual, expected].map((it) => new Int32Array(it.slice().buffer));
  let [count, worst] = [0, 0];
  x!.forEach((bits, i) => {
    if (bits === y![i]) return;
    count++;
    worst = Math.max(worst, Math.abs(place(bits) - place(y![i]!)));
  });
  const size = actual.length === expected.length ? actual.length : NaN;
  return { count: Number.isNaN(size) ? NaN : count, worst, size };
}

/** What Python TensorFlow computes. */
function python(command: string): { version: string; results: Record<string, string> } {
  const { success, stdout, stderr } = new Deno.Command(command, {
    args: [fileURLToPath(new URL("./bits.py", import.meta.url))],
  }).outputSync();
  if (!success) throw new Error(`${command} failed: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

if (import.meta.main) {
  const { version, results } = python(Deno.args[0] ?? "python3");
  tf.config.setDevice("tensorflow");
  const ours = compute();
  let [equal, unexpected] = [0, 0];
  for (const [name, tensor] of ours) {
    const bytes = Uint8Array.fromBase64(results[name]!);
    const { count, worst, size } = compare(
      Float32Array.from(tensor.numpy().data as Float32Array),
      new Float32Array(bytes.buffer),
    );
    const reason = DIFFERENT[name];
    if (count === 0) equal++;
    else if (reason === undefined) unexpected++;
    const text = count === 0
      ? "equal"
      : `${count} of ${size} differ, by at most ${worst} units of the last place: ${
        reason ?? "not expected"
      }`;
    console.log(`${name.padEnd(26)}  ${text}`);
  }
  console.log(
    `${equal} of ${ours.size} equal Python TensorFlow ${version} bit by bit, ${unexpected} not as expected`,
  );
  Deno.exit(unexpected === 0 ? 0 : 1);
}
