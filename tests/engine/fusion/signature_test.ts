/**
 * Plans share a session only if they compute the same: whatever else differs, signatures differ.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "kerasaur";
import { signatureOf } from "../../../lib/engine/fusion/signature.ts";
import type { GraphNode, Plan, Value } from "../../../lib/engine/plan/graph_types.ts";
import { newValue } from "../../../lib/engine/plan/value.ts";

/** What can be chosen of `y = clip(a - b * c)`, `c` a constant. */
interface Choice {
  readonly slot?: number;
  readonly constant?: number;
  readonly shape?: readonly number[];
  readonly alpha?: number;
  readonly beta?: number;
  readonly op?: string;
  readonly domain?: string;
  readonly isTurned?: boolean;
  readonly isTwice?: boolean;
  readonly givesProduct?: boolean;
}

function planOf(choice: Choice): Plan {
  const { shape = [2, 3], alpha = 0.5, beta = 1, op = "Sub", domain } = choice;
  let { slot = 0 } = choice;
  const value = (host?: Float32Array<ArrayBuffer>): Value =>
    newValue("float32", host ? [host.length] : shape, { slot: slot++, ...(host ? { host } : {}) });
  const [a, b] = [value(), value()];
  const c = value(Float32Array.of(choice.constant ?? 2));
  const node = (op: string, inputs: readonly Value[], attributes = {}): Value => {
    const made: GraphNode = {
      op,
      kernel: `${slot}`,
      inputs,
      attributes,
      outputs: [],
      ...(domain === undefined ? {} : { domain }),
    };
    const output = newValue("float32", shape, { slot: slot++, producer: made });
    made.outputs.push(output);
    nodes.push(made);
    return output;
  };
  const nodes: GraphNode[] = [];
  const product = node("Mul", [choice.isTwice ? a : b, c]);
  const difference = node(op, choice.isTurned ? [product, a] : [a, product]);
  const y = node("HardSigmoid", [difference], { alpha: { float: alpha }, beta: { float: beta } });
  const outputs = choice.givesProduct ? [y, product] : [y];
  return { nodes, inputs: [a, b], constants: [c], outputs };
}

Deno.test("plans that differ in names alone have the same signature, others have not", () => {
  const known = signatureOf(planOf({}));
  assert(known !== undefined);
  assertEquals(signatureOf(planOf({ slot: 70 })), known);
  const others: Choice[] = [
    { constant: 3 },
    { constant: NaN },
    { constant: 0 },
    { constant: -0 },
    { shape: [3, 2] },
    { alpha: 0.25 },
    { alpha: NaN },
    { alpha: Infinity },
    { alpha: -Infinity },
    { alpha: 0 },
    { alpha: -0 },
    { beta: 0.5, alpha: 1 },
    { op: "Add" },
    { domain: "other" },
    { isTurned: true },
    { isTwice: true },
    { givesProduct: true },
  ];
  const signatures = others.map((it) => signatureOf(planOf(it)));
  assertEquals(new Set([...signatures, known]).size, others.length + 1);
  assertNotEquals(signatures[0], undefined);
});

Deno.test("steps of a recurrence share a session and a kernel, others have their own", () => {
  tf.device("cpu", () => {
    const x = tf.random.uniform([6, 64, 96], { seed: 3 });
    const w = tf.multiply(tf.random.uniform([96, 96], { seed: 4 }), 0.05);
    const scales = [1, 1, 0.5, 1, -0.5, 1];
    const run = (x: tf.Tensor, w: tf.Tensor) => {
      let h: tf.Tensor = tf.zeros([64, 96]);
      tf.unstack(x).forEach((it, i) => {
        const y = tf.tanh(tf.add(tf.matmul(h, w), it));
        // Each constant is another kernel.
        h = scales[i] === 1 ? y : tf.multiply(y, scales[i]!);
      });
      return h;
    };
    const expected = run(x, w).numpy().data as Float32Array;
    const actual = tf.function(run)(x, w).numpy().data as Float32Array;
    assert(actual.every((it, i) => Math.abs(it - expected[i]!) < 1e-5));
    const [X, W] = [x, w].map((it) => it.numpy().data as Float32Array) as [
      Float32Array,
      Float32Array,
    ];
    // The first row, by loops.
    let h = new Float64Array(96);
    scales.forEach((scale, step) => {
      h = h.map((_, j) => {
        const sum = h.reduce((sum, it, k) => sum + it * W[k * 96 + j]!, X[step * 64 * 96 + j]!);
        return scale * Math.tanh(sum);
      });
    });
    h.forEach((it, j) => assert(Math.abs(actual[j]! - it) < 1e-5, `${j}`));
  });
});
