/**
 * The models of the cases through the public API, as one writes them by hand: weights are variables,
 * normalizations are Keras's layers.
 *
 * @module
 */
import * as tf from "kerasaur";
import { lenet } from "../kerasaur_work.ts";
import type { ModelName, ModelWork } from "./cases.ts";

type Tensor = tf.Tensor;
type Model = (...inputs: Tensor[]) => Tensor;

/** The initial weights of a case, which a model takes one by one as variables. */
export class Weights {
  /** The variables so far, in the order of the case. */
  readonly variables: tf.Variable[] = [];
  readonly #initial: readonly Tensor[];

  constructor(initial: readonly Tensor[]) {
    this.#initial = initial;
  }

  /** How many are left. */
  get left(): number {
    return this.#initial.length - this.variables.length;
  }

  #next(): Tensor {
    const value = this.#initial[this.variables.length];
    if (value !== undefined) return value;
    throw new RangeError(
      `models: expected a case with more weights, received one with ${this.#initial.length}`,
    );
  }

  /** The next one as a variable. */
  take(): tf.Variable {
    const variable = new tf.Variable(this.#next());
    this.variables.push(variable);
    return variable;
  }

  /** All that are left as variables. */
  takeAll(): tf.Variable[] {
    return Array.from({ length: this.left }, () => this.take());
  }

  /** A dense layer of the next two. */
  dense(): (x: Tensor) => Tensor {
    const [w, b] = [this.take(), this.take()];
    return (x) => tf.add(tf.matmul(x, w), b);
  }

  /** A convolution with the next one. */
  conv(strides = 1): (x: Tensor) => Tensor {
    const w = this.take();
    return (x) => tf.nn.conv2d(x, w, strides, "SAME");
  }

  /** A convolution with bias with the next two. */
  convBias(): (x: Tensor) => Tensor {
    const [conv, b] = [this.conv(), this.take()];
    return (x) => tf.add(conv(x), b);
  }

  /** A transposed convolution of the next two, to images of `size` x `size`. */
  convTranspose(strides: number, size: number): (x: Tensor) => Tensor {
    const [w, b] = [this.take(), this.take()];
    return (x) => {
      const shape = [x.shape[0]!, size, size, w.shape[2]!];
      return tf.add(tf.nn.conv2dTranspose(x, w, shape, strides, "SAME"), b);
    };
  }

  /**
   * Normalization by the moments of batches with the next two as gamma and beta. Like any layer of
   * its kind it keeps moving moments as well, which the others do not.
   */
  batchNorm(): (x: Tensor) => Tensor {
    const layer = new tf.keras.layers.BatchNormalization({ epsilon: 1e-3 });
    this.#takeInto(layer, 4);
    return (x) => layer(x, { training: true });
  }

  /** Normalization along the last of `rank` axes with the next two as gamma and beta. */
  layerNorm(rank: number): (x: Tensor) => Tensor {
    const layer = new tf.keras.layers.LayerNormalization({ epsilon: 1e-5 });
    this.#takeInto(layer, rank);
    return (x) => layer(x);
  }

  /** Gives a normalization of tensors of `rank` axes its gamma and beta. */
  #takeInto(
    layer: tf.keras.layers.BatchNormalization | tf.keras.layers.LayerNormalization,
    rank: number,
  ): void {
    layer.build([...new Array<null>(rank - 1).fill(null), ...this.#next().shape]);
    for (const variable of layer.trainableVariables) {
      variable.assign(this.#next());
      this.variables.push(variable);
    }
  }
}

const crossEntropy = (labels: Tensor, logits: Tensor): Tensor =>
  tf.reduceMean(tf.nn.sparseSoftmaxCrossEntropyWithLogits(labels, logits));

/** `layer` for each row of a tensor with more axes than two. */
function onRows(layer: (x: Tensor) => Tensor, x: Tensor): Tensor {
  const y = layer(tf.reshape(x, [-1, x.shape.at(-1)!]));
  return tf.reshape(y, [...x.shape.slice(0, -1), y.shape[1]!]);
}

/** Convolutions and their sum with what went in, or with its projection where sizes change. */
function residual(weights: Weights, strides: number): (x: Tensor) => Tensor {
  const [first, norm] = [weights.conv(strides), weights.batchNorm()];
  const [second, last] = [weights.conv(), weights.batchNorm()];
  const shortcut = strides === 1 ? (x: Tensor) => x : weights.conv(strides);
  return (x) => {
    const y = last(second(tf.nn.relu(norm(first(x)))));
    return tf.nn.relu(tf.add(y, shortcut(x)));
  };
}

function resnet8(weights: Weights): Model {
  const [conv, norm] = [weights.conv(), weights.batchNorm()];
  const blocks = [1, 2, 2].map((strides) => residual(weights, strides));
  const logits = weights.dense();
  return (x, y) => {
    let h = tf.nn.relu(norm(conv(x!)));
    for (const it of blocks) h = it(h);
    return crossEntropy(y!, logits(tf.reduceMean(h, [1, 2])));
  };
}

function depthwise(weights: Weights): Model {
  const [w, b] = [weights.take(), weights.take()];
  const [pointwise, logits] = [weights.convBias(), weights.dense()];
  return (x, y) => {
    const h = tf.nn.relu(tf.add(tf.nn.depthwiseConv2d(x!, w, [1, 1, 1, 1], "SAME"), b));
    return crossEntropy(y!, logits(tf.reduceMean(tf.nn.relu(pointwise(h)), [1, 2])));
  };
}

function vae(weights: Weights): Model {
  const [first, code, wide] = [weights.dense(), weights.dense(), weights.dense()];
  const up = [weights.convTranspose(2, 14), weights.convTranspose(2, 28)];
  const last = weights.convTranspose(1, 28);
  return (x, noise) => {
    const [mean, logVariance] = tf.split(code(tf.nn.relu(first(x!))), 2, -1) as [Tensor, Tensor];
    const deviation = tf.exp(tf.multiply(0.5, logVariance));
    const z = tf.add(mean, tf.multiply(deviation, noise!));
    let h = tf.reshape(tf.nn.relu(wide(z)), [-1, 7, 7, 32]);
    for (const it of up) h = tf.nn.relu(it(h));
    const logits = tf.reshape(last(h), [-1, 784]);
    const wanted = tf.multiply(0.5, tf.add(x!, 1));
    const misses = tf.reduceSum(tf.nn.sigmoidCrossEntropyWithLogits(wanted, logits));
    const spread = tf.subtract(tf.add(1, logVariance), tf.square(mean));
    const excess = tf.reduceSum(tf.subtract(spread, tf.exp(logVariance)));
    return tf.divide(tf.subtract(misses, tf.multiply(0.5, excess)), x!.shape[0]!);
  };
}

function charLstm(weights: Weights): Model {
  const [table, kernel, recurrent, bias] = [0, 1, 2, 3].map(() => weights.take());
  const logits = weights.dense();
  const units = recurrent!.shape[0]!;
  return (x, y) => {
    const [steps, batch] = x!.shape as [number, number];
    // The products of all inputs at once, as those who write it for speed do.
    const rows = tf.reshape(tf.gather(table!, x!), [steps * batch, units]);
    const given = tf.add(tf.matmul(rows, kernel!), bias!);
    let h: Tensor = tf.zeros([batch, units]);
    let c: Tensor = tf.zeros([batch, units]);
    const outputs: Tensor[] = [];
    for (const it of tf.unstack(tf.reshape(given, [steps, batch, 4 * units]))) {
      const gates = tf.split(tf.add(it, tf.matmul(h, recurrent!)), 4, -1);
      const [i, f, g, o] = gates as [Tensor, Tensor, Tensor, Tensor];
      c = tf.add(tf.multiply(tf.sigmoid(f), c), tf.multiply(tf.sigmoid(i), tf.tanh(g)));
      h = tf.multiply(tf.sigmoid(o), tf.tanh(c));
      outputs.push(h);
    }
    const all = tf.reshape(tf.stack(outputs), [steps * batch, units]);
    return crossEntropy(tf.reshape(y!, [-1]), logits(all));
  };
}

function text(weights: Weights): Model {
  const [table, logits] = [weights.take(), weights.dense()];
  return (x, y) => {
    const found = tf.squeeze(logits(tf.reduceMean(tf.gather(table, x!), 1)), [-1]);
    const labels = tf.cast(y!, "float32");
    return tf.reduceMean(tf.nn.sigmoidCrossEntropyWithLogits(labels, found));
  };
}

/** Heads of the transformer block's attention. */
const HEADS = 4;

function transformer(weights: Weights): Model {
  const [query, key, value, join] = [0, 1, 2, 3].map(() => weights.dense());
  const middle = weights.layerNorm(3);
  const [wide, narrow, last] = [weights.dense(), weights.dense(), weights.layerNorm(3)];
  return (x, wanted) => {
    const [batch, steps, size] = x!.shape as [number, number, number];
    const heads = (layer: (x: Tensor) => Tensor) =>
      tf.transpose(tf.reshape(onRows(layer, x!), [batch, steps, HEADS, size / HEADS]), [
        0,
        2,
        1,
        3,
      ]);
    const [q, k, v] = [heads(query!), heads(key!), heads(value!)];
    const scores = tf.divide(tf.matmul(q, k, { transposeB: true }), Math.sqrt(size / HEADS));
    const found = tf.transpose(tf.matmul(tf.nn.softmax(scores), v), [0, 2, 1, 3]);
    const attention = onRows(join!, tf.reshape(found, [batch, steps, size]));
    const h = middle(tf.add(x!, attention));
    const y = last(tf.add(h, onRows((it) => narrow(tf.nn.gelu(wide(it))), h)));
    return tf.reduceMean(tf.square(tf.subtract(y, wanted!)));
  };
}

function mlp(weights: Weights): Model {
  const layers: ((x: Tensor) => Tensor)[] = [];
  while (weights.left > 0) layers.push(weights.dense());
  const logits = layers.pop()!;
  return (x, y) => crossEntropy(y!, logits(layers.reduce((h, layer) => tf.nn.relu(layer(h)), x!)));
}

/** Thirty elementwise operations: times `a`, plus `b`, the absolute value, and again. */
function chain(): Model {
  return (x, a, b) => {
    let y = x!;
    for (let i = 0; i < 10; i++) y = tf.abs(tf.add(tf.multiply(y, a!), b!));
    return y;
  };
}

function embedding(weights: Weights): Model {
  const table = weights.take();
  return (rows) => tf.gather(table, rows!);
}

/** A function of the first weight alone. */
function ofFirst(weights: Weights, make: () => (x: Tensor) => Tensor): Model {
  const x = weights.take();
  const apply = make();
  return () => apply(tf.convertToTensor(x));
}

/** All models: given their weights and the case, they are functions of its inputs. */
export const MODELS: Readonly<Record<ModelName, (weights: Weights, work: ModelWork) => Model>> = {
  resnet8,
  depthwise,
  vae,
  charLstm,
  text,
  transformer,
  mlp,
  lenet: (weights, { pool }) => {
    const all = weights.takeAll();
    return (x, y) => crossEntropy(y!, lenet(x!, all, pool!));
  },
  chain,
  batchNorm: (weights) => ofFirst(weights, () => weights.batchNorm()),
  layerNorm: (weights) => ofFirst(weights, () => weights.layerNorm(2)),
  crossEntropy: (weights) => {
    const logits = weights.take();
    return (labels) => crossEntropy(labels!, tf.convertToTensor(logits));
  },
  gelu: (weights) => ofFirst(weights, () => tf.nn.gelu),
  max: (_, { axes }) => (x) => tf.reduceMax(x!, axes!),
  sum: () => (x) => tf.reduceSum(x!),
  product: () => (x, y) => tf.reduceMean(tf.square(tf.matmul(x!, y!))),
  scale: () => (x, factors) => tf.multiply(x!, factors!),
  adam: (weights) => {
    const weight = weights.take();
    return () => tf.convertToTensor(weight);
  },
  embedding,
};
