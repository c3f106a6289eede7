/**
 * The cases as operations of this library, through its public API.
 *
 * @module
 */
import * as tf from "kerasaur";
import { settle } from "../../lib/tensor/graph.ts";
import { initialWeights, numbers, project, SEED, sizeOf, trainingBatch } from "./data.ts";
import type { Prepared } from "./measure.ts";
import type { ConvWork, TrainWork } from "./workloads.ts";

/** Reads a tensor. */
export function consume(tensor: tf.Tensor): ArrayLike<number> {
  return tensor.numpy().data as Float32Array;
}

/** A tensor of the stream `seed`. */
export function seeded(seed: number, shape: readonly number[]): tf.Tensor {
  return tf.constant(numbers(seed, sizeOf(shape)), { shape });
}

/** Computes a tensor where it lies and frees it: what others do when they give one. */
function compute(tensor: tf.Tensor): void {
  settle(tensor);
  tensor.dispose();
}

/** Work whose result is one tensor. */
export function tensorWork(run: () => tf.Tensor): Prepared {
  return { check: [project(consume(run()))], run: () => compute(run()) };
}

/** One chain of operations: times `a`, plus `b`, the absolute value, and again. */
export function chain(x: tf.Tensor, a: tf.Tensor, b: tf.Tensor, count: number): tf.Tensor {
  let y = x;
  for (let i = 0; i < count; i++) {
    y = i % 3 === 0 ? tf.multiply(y, a) : i % 3 === 1 ? tf.add(y, b) : tf.abs(y);
  }
  return y;
}

/** A convolution, or one of its gradients by a tape that recorded it once. */
export function convolution({ pass, input, filter, output, padding }: ConvWork): Prepared {
  const x = seeded(SEED.left, input);
  const w = seeded(SEED.right, filter);
  const dy = seeded(SEED.images, output);
  const forward = () => tf.nn.conv2d(x, w, 1, padding === "same" ? "SAME" : "VALID");
  if (pass === "forward") return tensorWork(forward);
  const source = pass === "filter" ? w : x;
  const tape = new tf.GradientTape({ persistent: true });
  tape.watch(source);
  const y = tape.run(forward);
  consume(y);
  return tensorWork(() => tape.gradient(y, source, dy)!);
}

/** LeNet's logits; `weights` in Keras's order and layout. */
export function lenet(
  images: tf.Tensor,
  weights: readonly tf.Variable[],
  pool: TrainWork["pool"],
): tf.Tensor {
  const [w1, b1, w2, b2, w3, b3, w4, b4, w5, b5] = weights as tf.Variable[];
  const pooled = (x: tf.Tensor) =>
    pool === "max" ? tf.nn.maxPool2d(x, 2, 2, "VALID") : tf.nn.avgPool2d(x, 2, 2, "VALID");
  const dense = (x: tf.Tensor, w: tf.Variable, b: tf.Variable) => tf.add(tf.matmul(x, w), b);
  const conv = (x: tf.Tensor, w: tf.Variable, b: tf.Variable, padding: "SAME" | "VALID") =>
    tf.add(tf.nn.conv2d(x, w, 1, padding), b);
  const first = pooled(tf.sigmoid(conv(images, w1!, b1!, "SAME")));
  const second = pooled(tf.sigmoid(conv(first, w2!, b2!, "VALID")));
  const flat = tf.reshape(second, [images.shape[0]!, -1]);
  const third = tf.sigmoid(dense(flat, w3!, b3!));
  return dense(tf.sigmoid(dense(third, w4!, b4!)), w5!, b5!);
}

/** The mean cross-entropy of logits and one-hot rows. */
export function crossEntropy(logits: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  return tf.negative(
    tf.reduceMean(tf.reduceSum(tf.multiply(labels, tf.nn.logSoftmax(logits)), { axis: -1 })),
  );
}

/** A batch and fresh weights as tensors. */
export function trainingTensors({ model, batch }: Pick<TrainWork, "model" | "batch">) {
  const { shape, images, labels } = trainingBatch(model, batch);
  return {
    images: tf.constant(images, { shape }),
    labels: tf.constant(labels, { shape: [batch, 10] }),
    weights: initialWeights(model).map((it) => tf.constant(it.values, { shape: it.shape })),
  };
}

/** A training step as work: its first losses are the check. */
export function trainingWork(step: () => tf.Tensor, checkStep: number): Prepared {
  const losses = Array.from({ length: checkStep }, () => consume(step())[0]!);
  return { check: [losses[0]!, losses.at(-1)!], run: () => consume(step()) };
}
