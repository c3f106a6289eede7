/**
 * The cases as tfjs operations: the same code for tfjs's wasm backend and for our engine, where
 * TensorFlow's namespace has nothing of its own.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { initialWeights, numbers, project, SEED, sizeOf, trainingBatch } from "./data.ts";
import type { Prepared } from "./measure.ts";
import type { ConvWork, TrainWork } from "./workloads.ts";

/** Reads a tensor and frees it. */
export function consume(tensor: tfjs.Tensor): ArrayLike<number> {
  const values = tensor.dataSync();
  tensor.dispose();
  return values;
}

/** A tensor of the stream `seed`. */
export function seeded(seed: number, shape: number[]): tfjs.Tensor {
  return tfjs.tensor(numbers(seed, sizeOf(shape)), shape);
}

/** Work whose result is one tensor. */
export function tensorWork(run: () => tfjs.Tensor): Prepared {
  return { check: [project(consume(run()))], run: () => consume(run()) };
}

/** One chain of operations: times `a`, plus `b`, the absolute value, and again. */
export function chain(x: tfjs.Tensor, a: tfjs.Tensor, b: tfjs.Tensor, count: number): tfjs.Tensor {
  let y = x;
  for (let i = 0; i < count; i++) {
    y = i % 3 === 0 ? tfjs.mul(y, a) : i % 3 === 1 ? tfjs.add(y, b) : tfjs.abs(y);
  }
  return y;
}

/** A convolution or one of its gradients. */
export function convolution({ pass, input, filter, output, padding }: ConvWork): Prepared {
  const x = seeded(SEED.left, input) as tfjs.Tensor4D;
  const w = seeded(SEED.right, filter) as tfjs.Tensor4D;
  const dy = seeded(SEED.images, output) as tfjs.Tensor4D;
  if (pass === "forward") return tensorWork(() => tfjs.conv2d(x, w, 1, padding));
  const attributes = { strides: [1, 1], pad: padding, dataFormat: "NHWC" };
  const { engine } = tfjs;
  if (pass === "filter") {
    return tensorWork(() =>
      engine().runKernel(tfjs.Conv2DBackpropFilter, { x, dy }, {
        ...attributes,
        filterShape: filter,
      }) as tfjs.Tensor
    );
  }
  return tensorWork(() =>
    engine().runKernel(tfjs.Conv2DBackpropInput, { dy, filter: w }, {
      ...attributes,
      inputShape: input,
    }) as tfjs.Tensor
  );
}

/** LeNet's logits; `weights` in Keras's order and layout. */
export function lenet(
  images: tfjs.Tensor,
  weights: readonly tfjs.Tensor[],
  pool: TrainWork["pool"],
): tfjs.Tensor {
  const [w1, b1, w2, b2, w3, b3, w4, b4, w5, b5] = weights as tfjs.Tensor[];
  const pooled = (x: tfjs.Tensor) =>
    pool === "max"
      ? tfjs.maxPool(x as tfjs.Tensor4D, 2, 2, "valid")
      : tfjs.avgPool(x as tfjs.Tensor4D, 2, 2, "valid");
  const dense = (x: tfjs.Tensor, w: tfjs.Tensor, b: tfjs.Tensor) => tfjs.add(tfjs.matMul(x, w), b);
  const conv = (x: tfjs.Tensor, w: tfjs.Tensor, b: tfjs.Tensor, padding: "same" | "valid") =>
    tfjs.add(tfjs.conv2d(x as tfjs.Tensor4D, w as tfjs.Tensor4D, 1, padding), b);
  const first = pooled(tfjs.sigmoid(conv(images, w1!, b1!, "same")));
  const second = pooled(tfjs.sigmoid(conv(first, w2!, b2!, "valid")));
  const flat = tfjs.reshape(second, [images.shape[0]!, -1]);
  const third = tfjs.sigmoid(dense(flat, w3!, b3!));
  return dense(tfjs.sigmoid(dense(third, w4!, b4!)), w5!, b5!);
}

/** The MLP's logits. */
export function mlp(images: tfjs.Tensor, weights: readonly tfjs.Tensor[]): tfjs.Tensor {
  const [w1, b1, w2, b2] = weights as tfjs.Tensor[];
  const hidden = tfjs.relu(tfjs.add(tfjs.matMul(images, w1!), b1!));
  return tfjs.add(tfjs.matMul(hidden, w2!), b2!);
}

/** The mean cross-entropy of logits and one-hot rows. */
export function crossEntropy(logits: tfjs.Tensor, labels: tfjs.Tensor): tfjs.Tensor {
  return tfjs.neg(tfjs.mean(tfjs.sum(tfjs.mul(labels, tfjs.logSoftmax(logits)), -1)));
}

/** A batch and fresh weights as tensors. */
export function trainingTensors({ model, batch }: Pick<TrainWork, "model" | "batch">) {
  const { shape, images, labels } = trainingBatch(model, batch);
  return {
    images: tfjs.tensor(images, shape),
    labels: tfjs.tensor(labels, [batch, 10]),
    weights: initialWeights(model).map((it) => tfjs.tensor(it.values, it.shape)),
  };
}

/** A training step as work: its first losses are the check. */
export function trainingWork(step: () => tfjs.Tensor, checkStep: number): Prepared {
  const losses = Array.from({ length: checkStep }, () => consume(step())[0]!);
  return { check: [losses[0]!, losses.at(-1)!], run: () => consume(step()) };
}
