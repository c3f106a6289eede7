/**
 * What the cpu device computes by other operators than were recorded gives the numbers, the NaN
 * and the infinities of what was recorded.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import * as tf from "kerasaur";
import { cpuPlan } from "../../lib/engine/cpu/plan.ts";
import { cpuProvider } from "../../lib/engine/cpu/provider.ts";
import type { Plan } from "../../lib/engine/plan/graph_types.ts";
import { read } from "../../lib/tensor/graph.ts";
import { onnxBackend } from "../../lib/tensor/onnx_backend.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { using } from "../support/backends.ts";
import { tolerance } from "../support/tolerances.ts";
import { operatorsOf, plansOf } from "./operators.ts";

const close = (
  actual: ArrayLike<unknown>,
  expected: readonly number[],
  kind: "reduction" | "product",
) => {
  const shape = [expected.length];
  assertAllClose(
    { shape, dtype: "float32", data: actual },
    float32(expected, shape),
    tolerance(kind),
  );
};

const extreme = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -20, max: 20, noNaN: true }) },
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 3e38, -3e38),
);

/** `log(softmax(x))` of a row, by TensorFlow's formula. */
function logSoftmaxOf(row: readonly number[]): number[] {
  const most = Math.max(...row);
  const sum = row.reduce((total, it) => total + Math.exp(it - most), 0);
  return row.map((it) => it - most - Math.log(sum));
}

Deno.test("logSoftmax() is one operator and equals a loop", () => {
  const columns = 5;
  const rows = fc.array(fc.array(extreme, { minLength: columns, maxLength: columns }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(rows, (table) => {
      const floats = table.map((row) => row.map(Math.fround));
      const { data } = tf.nn.logSoftmax(floats).numpy();
      close(data as Float32Array, floats.flatMap(logSoftmaxOf), "reduction");
    }),
    { numRuns: 200, seed: 3 },
  );
  assertEquals(operatorsOf(() => tf.nn.logSoftmax([[1, 2], [3, 4]])), ["LogSoftmax"]);
});

Deno.test("logSoftmax() over another axis than the last equals a loop", () => {
  const column = (a: number, b: number) => Math.log(1 / (1 + Math.exp(b - a)));
  const { data } = tf.nn.logSoftmax([[1, 2], [3, 5]], 0).numpy();
  close(
    data as Float32Array,
    [column(1, 3), column(2, 5), column(3, 1), column(5, 2)],
    "reduction",
  );
});

Deno.test("a difference that only looks like logSoftmax() stays what it is", () => {
  const { values, plans } = plansOf(() => {
    const b = tf.subtract([[1, 2, 4]], [[1, 1, 1]]);
    return tf.subtract(b, tf.math.log(tf.reduceSum(tf.exp(b), -1, true)));
  });
  assert(!plans.flatMap(({ nodes }) => nodes).some(({ op }) => op === "LogSoftmax"));
  const total = Math.log(1 + Math.E + Math.exp(3));
  close(values, [-total, 1 - total, 3 - total], "reduction");
});

Deno.test("sums over rows equal a loop, with NaN and infinities", () => {
  const [rows, columns] = [61, 48];
  const cell = (i: number, j: number) => Math.fround(Math.sin(i * 7 + j * 3));
  for (const special of [undefined, NaN, Infinity, -Infinity]) {
    for (const shape of [[rows, columns], [rows, 1, columns]]) {
      const data = Float32Array.from({ length: rows * columns }, (_, at) => {
        if (special !== undefined && at === 5 * columns + 2) return special;
        return cell(Math.floor(at / columns), at % columns);
      });
      const axes = shape.map((_, axis) => axis).slice(0, -1);
      const sums = tf.reduceSum(tf.constant(data, { shape }), axes);
      const expected = Array.from({ length: columns }, (_, j) => {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += data[i * columns + j]!;
        return sum;
      });
      close(sums.numpy().data as Float32Array, expected, "product");
    }
  }
});

/** A step `w -= rate x^T d` with its numbers, and what a loop makes of them. */
function descent(rows: number, inner: number, columns: number) {
  const numbers = (seed: number, count: number) =>
    Array.from({ length: count }, (_, i) => Math.fround(Math.sin(seed + 3 * i)));
  const [x, d, w] = [
    numbers(1, rows * inner),
    numbers(2, rows * columns),
    numbers(3, inner * columns),
  ];
  const after = (rate: number, w: readonly number[]) =>
    w.map((it, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      for (let k = 0; k < rows; k++) sum += x[k * inner + i]! * d[k * columns + j]!;
      return it - rate * sum;
    });
  return {
    x: tf.constant(x, { shape: [rows, inner] }),
    d: tf.constant(d, { shape: [rows, columns] }),
    weights: new tf.Variable(tf.constant(w, { shape: [inner, columns] })),
    w,
    after,
  };
}

Deno.test("a step of descent inside tf.function equals a loop, with a rate that changes", () => {
  const { x, d, weights, w, after } = descent(5, 7, 6);
  const rate = new tf.Variable(0.1);
  const step = tf.function((x: tf.Tensor, d: tf.Tensor) => {
    weights.assignSub(tf.multiply(tf.matmul(x, d, { transposeA: true }), rate));
  });
  let expected: readonly number[] = w;
  for (const length of [0.1, 0.1, 2, 0]) {
    rate.assign(length);
    step(x, d);
    expected = after(Math.fround(length), expected);
    close(weights.numpy().data as Float32Array, expected, "product");
  }
});

Deno.test("an update of a weight is folded into the product that gives its gradient", () => {
  const { x, d, weights, w, after } = descent(5, 7, 6);
  const step = tf.function((x: tf.Tensor, d: tf.Tensor) => {
    weights.assignSub(tf.multiply(tf.matmul(x, d, { transposeA: true }), 0.5));
  });
  const { recorded, values } = plansOf(() => {
    step(x, d);
    return weights.take();
  });
  const operators = recorded.flatMap(({ nodes }) => nodes.map(({ op }) => op));
  assertEquals(operators, ["Neg", "Mul", "Gemm"], "the smaller factor is scaled, then one product");
  close(values, after(0.5, w), "product");
});

Deno.test("a plan for processors leaves the plan it is made from as it is", () => {
  const seen: Plan[] = [];
  const backend = onnxBackend({
    ...cpuProvider,
    compile(plan) {
      const before = plan.nodes.map(({ op }) => op);
      const constants = plan.constants.length;
      const written = cpuPlan(plan);
      assertEquals(plan.nodes.map(({ op }) => op), before);
      assertEquals(plan.constants.length, constants);
      seen.push(plan, written);
      return cpuProvider.compile(plan);
    },
  });
  const x = tf.ones([64, 64]);
  const sums = using(backend, () => read(tf.reduceSum(x, 0)));
  assertEquals(new Set(sums as Float32Array), new Set([64]));
  assert(seen[0]!.nodes.some(({ op }) => op === "ReduceSum"));
  assert(seen[1]!.nodes.some(({ op }) => op === "Gemm" || op === "MatMul"));
});
