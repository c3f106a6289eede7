/**
 * What the cpu device computes by other operators than were recorded gives the numbers, the NaN
 * and the infinities of what was recorded.
 */
import { assert, assertEquals } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import * as tf from "kerasaur";
import fc from "fast-check";
import { cpuPlan } from "../../lib/engine/cpu/plan.ts";
import { providers, startEngine } from "../../lib/engine/mod.ts";
import { assertAllClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

startEngine();
// the device's self-test runs before its first graph
tfjs.tidy(() => void tfjs.neg(1).dataSync());

/** Runs `record` and gives its values, with the operators that the cpu device ran. */
function run(record: () => tfjs.Tensor): { values: Float32Array; operators: string[] } {
  const { compile } = providers.cpu;
  const provider = providers.cpu as { compile: typeof compile };
  const operators: string[] = [];
  provider.compile = (plan) => {
    operators.push(...cpuPlan(plan).nodes.map(({ op }) => op));
    return compile(plan);
  };
  try {
    const values = tfjs.tidy(() => record().dataSync() as Float32Array);
    return { values, operators };
  } finally {
    provider.compile = compile;
  }
}

const close = (
  actual: Float32Array,
  expected: readonly number[],
  kind: "reduction" | "product",
) => {
  const of = (data: Float32Array) => ({ shape: [data.length], dtype: "float32" as const, data });
  assertAllClose(of(actual), of(Float32Array.from(expected)), tolerance(kind));
};

const extreme = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -20, max: 20, noNaN: true }) },
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 3e38, -3e38),
);

Deno.test("logSoftmax() is one operator and equals a loop", () => {
  const columns = 5;
  const rows = fc.array(fc.array(extreme, { minLength: columns, maxLength: columns }), {
    minLength: 3,
    maxLength: 3,
  });
  let operators: string[] = [];
  fc.assert(
    fc.property(rows, (table) => {
      const floats = table.map((row) => row.map(Math.fround));
      const result = run(() => tfjs.logSoftmax(tfjs.tensor2d(floats)));
      if (result.operators.length > 0) operators = result.operators;
      const expected = floats.flatMap((row) => {
        const most = Math.max(...row);
        const sum = row.reduce((total, it) => total + Math.exp(it - most), 0);
        return row.map((it) => it - most - Math.log(sum));
      });
      close(result.values, expected, "reduction");
    }),
    { numRuns: 200, seed: 3 },
  );
  assertEquals(operators, ["LogSoftmax"]);
});

Deno.test("logSoftmax() over another axis than the last equals a loop", () => {
  const x = [[1, 2], [3, 5]];
  const { values } = run(() => tfjs.logSoftmax(tfjs.tensor2d(x).transpose()).transpose());
  const column = (a: number, b: number) => Math.log(1 / (1 + Math.exp(b - a)));
  close(values, [column(1, 3), column(2, 5), column(3, 1), column(5, 2)], "reduction");
});

Deno.test("a difference that only looks like logSoftmax() stays what it is", () => {
  const { values, operators } = run(() => {
    const b = tfjs.tensor2d([[1, 2, 4]]).sub(tfjs.tensor2d([[1, 1, 1]]));
    return b.sub(b.exp().sum(-1, true).log());
  });
  assert(!operators.includes("LogSoftmax"));
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
      const { values } = run(() => tfjs.sum(tfjs.tensor(data, shape), axes));
      const expected = Array.from({ length: columns }, (_, j) => {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += data[i * columns + j]!;
        return sum;
      });
      close(values, expected, "product");
    }
  }
});

Deno.test("a step of descent inside tf.function equals a loop", () => {
  const [rows, inner, columns] = [5, 7, 6];
  const number = (seed: number) => (i: number) => Math.fround(Math.sin(seed + 3 * i));
  const numbers = (seed: number, count: number) =>
    Array.from({ length: count }, (_, i) => i).map(number(seed));
  const [x, d, w] = [
    numbers(1, rows * inner),
    numbers(2, rows * columns),
    numbers(3, inner * columns),
  ];
  const weights = new tf.Variable(tfjs.tensor(w, [inner, columns]) as tf.Tensor);
  const rate = new tf.Variable(tfjs.scalar(0.1) as tf.Tensor);
  const step = tf.function((x: tf.Tensor, d: tf.Tensor) => {
    weights.assignSub(tf.multiply(tf.matmul(x, d, { transposeA: true }), rate));
  });
  const inputs = [tfjs.tensor(x, [rows, inner]), tfjs.tensor(d, [rows, columns])] as const;
  const expected = [...w];
  for (let turn = 0; turn < 2; turn++) {
    step(...inputs as unknown as [tf.Tensor, tf.Tensor]);
    for (let i = 0; i < inner; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < rows; k++) sum += x[k * inner + i]! * d[k * columns + j]!;
        expected[i * columns + j]! -= Math.fround(0.1) * sum;
      }
    }
  }
  close(weights.dataSync() as Float32Array, expected, "product");
});
