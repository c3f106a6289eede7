/**
 * Recurrences written out step by step: their parts are used and made in place, and gradients of
 * weights are one product; they give what loops of numbers give, and the gradients of `nn.lstm`.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { lstm } from "../../../lib/functions/recurrent/lstm.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";

const [STEPS, BATCH, UNITS] = [5, 32, 128];

const numbers = (shape: readonly number[], seed: number, scale: number) =>
  Float32Array.from(
    { length: shape.reduce((a, b) => a * b, 1) },
    (_, i) => scale * Math.sin(i * 0.37 * seed + seed),
  );

const X = numbers([STEPS, BATCH, UNITS], 1, 1);
const KERNEL = numbers([UNITS, 4 * UNITS], 2, 0.1);
const RECURRENT = numbers([UNITS, 4 * UNITS], 3, 0.1);
const BIAS = numbers([4 * UNITS], 4, 0.5);

/** The outputs by loops over numbers. */
function naive(): Float64Array {
  const all = new Float64Array(STEPS * BATCH * UNITS);
  const [h, c] = [new Float64Array(BATCH * UNITS), new Float64Array(BATCH * UNITS)];
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  for (let t = 0; t < STEPS; t++) {
    const before = h.slice();
    for (let row = 0; row < BATCH; row++) {
      const sums = Float64Array.from(BIAS);
      for (let k = 0; k < UNITS; k++) {
        const x = X[(t * BATCH + row) * UNITS + k]!;
        const y = before[row * UNITS + k]!;
        for (let j = 0; j < 4 * UNITS; j++) {
          sums[j]! += x * KERNEL[k * 4 * UNITS + j]! + y * RECURRENT[k * 4 * UNITS + j]!;
        }
      }
      for (let u = 0; u < UNITS; u++) {
        const [i, f, g, o] = [0, 1, 2, 3].map((gate) => sums[gate * UNITS + u]!) as [
          number,
          number,
          number,
          number,
        ];
        const at = row * UNITS + u;
        c[at] = sigmoid(f) * c[at]! + sigmoid(i) * Math.tanh(g);
        h[at] = sigmoid(o) * Math.tanh(c[at]!);
        all[t * BATCH * UNITS + at] = h[at]!;
      }
    }
  }
  return all;
}

/** The outputs `(steps, batch, units)` of a cell, step by step. */
function writtenOut(x: tf.Tensor, weights: readonly tf.Variable[]): tf.Tensor {
  const [kernel, recurrent, bias] = weights as [tf.Variable, tf.Variable, tf.Variable];
  let h: tf.Tensor = tf.zeros([BATCH, UNITS]);
  let c: tf.Tensor = tf.zeros([BATCH, UNITS]);
  const outputs: tf.Tensor[] = [];
  for (const it of tf.unstack(x)) {
    const sum = tf.add(tf.add(tf.matmul(it, kernel), tf.matmul(h, recurrent)), bias);
    const [i, f, g, o] = tf.split(sum, 4, -1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    c = tf.add(tf.multiply(tf.sigmoid(f), c), tf.multiply(tf.sigmoid(i), tf.tanh(g)));
    h = tf.multiply(tf.sigmoid(o), tf.tanh(c));
    outputs.push(h);
  }
  return tf.stack(outputs);
}

/** The same by one operation. */
function together(x: tf.Tensor, weights: readonly tf.Variable[]): tf.Tensor {
  const [kernel, recurrent, bias] = weights.map((it) => tf.convertToTensor(it)) as unknown as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const zeros = tf.zeros([BATCH, UNITS]) as unknown as Tensor;
  const turned = tf.transpose(x, [1, 0, 2]) as unknown as Tensor;
  const { sequence } = lstm(turned, kernel, recurrent, bias, zeros, zeros);
  return tf.transpose(sequence as unknown as tf.Tensor, [1, 0, 2]);
}

function stepOf(cell: typeof writtenOut) {
  const weights = [
    new tf.Variable(tf.constant(KERNEL, { shape: [UNITS, 4 * UNITS] })),
    new tf.Variable(tf.constant(RECURRENT, { shape: [UNITS, 4 * UNITS] })),
    new tf.Variable(tf.constant(BIAS)),
  ];
  const x = tf.constant(X, { shape: [STEPS, BATCH, UNITS] });
  return tf.function((): tf.Tensor[] => {
    const tape = new tf.GradientTape();
    let outputs: tf.Tensor | undefined;
    const loss = tape.run(() => tf.reduceSum(tf.square(outputs = cell(x, weights))));
    return [outputs!, ...tape.gradient(loss, weights).map((it) => it!)];
  });
}

const read = (tensors: readonly tf.Tensor[]) =>
  tensors.map((it) => it.numpy().data as Float32Array);

function assertClose(what: string, actual: Float32Array, expected: ArrayLike<number>): void {
  assertEquals(actual.length, expected.length);
  const largest = Array.from(expected).reduce((most, it) => Math.max(most, Math.abs(it)), 0);
  actual.forEach((it, i) => {
    const isClose = Math.abs(it - expected[i]!) <= 1e-5 * largest;
    assert(isClose, `${what}, element ${i}: ${it} instead of ${expected[i]}`);
  });
}

Deno.test("a cell written out gives what numbers give, and the gradients of nn.lstm, each time", () => {
  tf.device("cpu", () => {
    const step = stepOf(writtenOut);
    const first = read(step());
    assertClose("outputs", first[0]!, naive());
    const reference = read(stepOf(together)());
    ["outputs", "kernel", "recurrent kernel", "bias"].forEach((what, i) =>
      assertClose(what, first[i]!, reference[i]!)
    );
    for (let i = 0; i < 3; i++) assertEquals(read(step()), first);
    const operators = tf.config.explain(step).steps.flatMap((it) => it.operators);
    // That of the sequence: gates are read where they are.
    assertEquals(operators.filter((it) => it === "Split").length, 1);
  });
});
