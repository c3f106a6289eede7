/**
 * Helper threads that fail, hang or are ended in the middle of a kernel: an error that names it within
 * seconds, no wrong number, and the process goes on computing.
 */
import { assert, assertEquals } from "@std/assert";
import { type Ended, program } from "../program.ts";

/**
 * Computes the same again and again with another number added, and checks results with loops in
 * float64. `Deno.args`: "error" where one will come; "end" for helpers that are ended.
 */
const PROGRAM = `
  import { helpers } from "./tests/engine/threads/faulty_helper.ts";
  import * as tf from "kerasaur";
  const [ROWS, COLUMNS] = [3000, 200];
  const data = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => Math.sin(i));
  const x = tf.constant(data, { shape: [ROWS, COLUMNS] });
  const f = tf.function((x, a) => {
    const y = tf.multiply(tf.tanh(x), tf.add(x, a));
    return [tf.reduceSum(y, 0), tf.reduceMax(y, 1), tf.square(y)];
  });
  const near = (got, wanted) => Math.abs(got - wanted) <= 1e-4 * (1 + Math.abs(wanted));
  function isRight([sums, largest, squares], a) {
    const wanted = [new Float64Array(COLUMNS), new Float64Array(ROWS).fill(-Infinity)];
    for (let i = 0; i < data.length; i++) {
      const y = Math.tanh(data[i]) * (data[i] + a);
      wanted[0][i % COLUMNS] += y;
      const row = Math.floor(i / COLUMNS);
      wanted[1][row] = Math.max(wanted[1][row], y);
      if (!near(squares[i], y * y)) return false;
    }
    return [sums, largest].every((it, n) => it.every((got, i) => near(got, wanted[n][i])));
  }
  const report = { errors: [], wrong: 0, right: 0, longest: 0, helpers: 0, kernels: [] };
  const look = () =>
    report.kernels.push(tf.config.explain(() => f(x, tf.constant(1))).steps.filter((it) => it.by === "kernel").length);
  const [mode] = Deno.args;
  // Until the error has come, and then as often again.
  for (let i = 0, after = 0; after < 50 && i < 5000; i++) {
    if (mode !== "error" || report.errors.length > 0) after++;
    if (mode === "end" && after === 25) for (const it of helpers) it.terminate();
    const start = performance.now();
    let results;
    try {
      results = f(x, tf.constant(i)).map((it) => it.numpy().data);
    } catch ({ name, message }) {
      report.errors.push(name + ": " + message);
    }
    report.longest = Math.max(report.longest, performance.now() - start);
    if (results && (after > 0 || i % 20 === 0)) report[isRight(results, i) ? "right" : "wrong"]++;
    if (i === 0) look();
    // Helpers get going.
    if (i < 20 || i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  look();
  report.helpers = helpers.length;
  console.log(JSON.stringify(report));
`;

/** What the program reports. */
interface Report {
  readonly errors: readonly string[];
  readonly wrong: number;
  readonly right: number;
  readonly longest: number;
  readonly helpers: number;
  /** Kernels of a run at the beginning and at the end. */
  readonly kernels: readonly number[];
}

const run = (fault: string, mode: string): Promise<Ended> =>
  program(PROGRAM, { env: { FAULT: fault, FAULT_AFTER: "400" }, args: [mode], seconds: 120 });

/** Helpers there are with so many cores; where there are none, nothing can fail. */
const ignore = navigator.hardwareConcurrency < 2;

const WHAT: Readonly<Record<string, string>> = {
  fails: "failed",
  hangs: "hangs",
  sleeps: "hangs",
  exits: "hangs",
};

for (const [fault, what] of Object.entries(WHAT)) {
  Deno.test({
    name: `a helper that ${fault} in a kernel is an error within seconds, and computing goes on`,
    ignore,
    fn: async () => {
      const { code, out, error } = await run(fault, "error");
      assertEquals(code, 0, error);
      const { errors, wrong, right, longest, kernels } = JSON.parse(out) as Report;
      const named = `a helper thread of the cpu device ${what} in a kernel`;
      assertEquals(errors, [`Error: tf.function 'anonymous': cannot compute: ${named}`]);
      assertEquals(wrong, 0);
      assert(right >= 50, `${right} right ones`);
      assert(longest < 60_000, `${longest} ms`);
      assertEquals(error, `${named}; ONNX Runtime computes everything from now on\n`);
      assert(kernels[0]! > 0);
      assertEquals(kernels[1], 0);
    },
  });
}

Deno.test({
  name: "a helper that is only slow is waited for",
  ignore,
  fn: async () => {
    const { code, out, error } = await run("pauses", "slow");
    const { errors, wrong, right, kernels } = JSON.parse(out) as Report;
    assertEquals([code, error, errors, wrong, right], [0, "", [], 0, 50]);
    assertEquals(kernels[1], kernels[0]);
  },
});

Deno.test({
  name: "helpers that are ended between two runs are not missed",
  ignore,
  fn: async () => {
    const { code, out, error } = await program(PROGRAM, { args: ["end"] });
    const { errors, wrong, right, helpers } = JSON.parse(out) as Report;
    assertEquals([code, error, errors, wrong, right], [0, "", [], 0, 50]);
    assert(helpers > 0);
  },
});
