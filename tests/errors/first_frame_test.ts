/**
 * Errors begin at the line that called: every public function and constructor, with arguments that
 * nobody means, and what people call on models, layers, tensors and the like.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { isAnswer } from "../../lib/errors/answer.ts";

/** Arguments that hardly anything takes. */
const ODD: readonly (readonly unknown[])[] = [
  [],
  ["x"],
  [null],
  [{ nonsense: 1 }],
  [[1], [2], [3], [4], [5], [6], [7], [8], [9]],
  [Symbol("s")],
  [-1],
];

/** What changes settings, writes files, fetches them or prints. */
const APART =
  /^tf\.(np|py\.print|print|config|random\.set|charts|keras\.utils|keras\.datasets|io\.gfile|io\.TFRecordWriter|set|reset|device$)/;

/** Classes whose instances functions make, and Python's containers, which take what JavaScript's do. */
const INNER =
  /^tf\.(ConcreteFunction|DeviceScope|TracedFunction|Callable|keras\.KerasTensor|py\.Py)/;
const PARTS = /^tf\.keras\.(callbacks\.MonitorCallback|mixedPrecision\.set|backend)/;

/** What is wrong with the first frame of what a call throws, if anything. */
function faultOf(run: () => unknown): string | undefined {
  try {
    const result = run();
    if (result instanceof Promise) result.catch(() => {});
  } catch (error) {
    if (!(error instanceof Error)) return undefined;
    const frame = error.stack?.split("\n").find((line) => /^\s+at /.test(line)) ?? "no frame";
    return frame.includes("first_frame_test.ts") ? undefined : `${error.message}: ${frame}`;
  }
  return undefined;
}

type AnyFunction = (...args: readonly unknown[]) => unknown;
type AnyClass = new (...args: readonly unknown[]) => unknown;

/** Functions and classes of the namespaces, by their first paths. */
function walk(path: string, namespace: object, found: Map<unknown, string>): Map<unknown, string> {
  for (const [name, value] of Object.entries(namespace)) {
    const at = `${path}.${name}`;
    if (found.has(value) || isAnswer(value) || [APART, INNER, PARTS].some((it) => it.test(at))) {
      continue;
    }
    if (typeof value === "function") found.set(value, at);
    else if (typeof value === "object" && value !== null) walk(at, value, found);
  }
  return found;
}

Deno.test("errors of every public function and constructor begin at the caller", () => {
  const faults: string[] = [];
  let count = 0;
  for (const [value, path] of walk("tf", tf, new Map())) {
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    for (const args of ODD) {
      count++;
      const fault = faultOf(() =>
        isClass ? new (value as AnyClass)(...args) : (value as AnyFunction)(...args)
      );
      if (fault !== undefined) faults.push(`${path}: ${fault}`);
    }
  }
  assertEquals(faults, []);
  assert(count > 3000, `${count} calls`);
});

/** What people call, by what they call it on. */
const MEMBERS: Readonly<Record<string, readonly [make: () => object, members: string]>> = {
  model: [
    () => {
      const model = new tf.keras.Sequential([tf.keras.Input([4]), new tf.keras.layers.Dense(3)]);
      model.compile({ optimizer: "adam", loss: "mse" });
      return model;
    },
    "add compile getLayer setWeights loadWeights save trainOnBatch predictOnBatch",
  ],
  "unbuilt model": [
    () => new tf.keras.Sequential(),
    "pop weights trainableWeights inputs outputs countParams getWeights build compile add",
  ],
  layer: [
    () => new tf.keras.layers.Dense(3),
    "addWeight addLoss setWeights countParams build input output",
  ],
  tensor: [
    () => tf.ones([2, 3]),
    "add reshape matmul at item cast reduceMean transpose gather expandDims squeeze concat",
  ],
  variable: [() => new tf.Variable([1, 2]), "assign assignAdd assignSub add reshape item"],
  array: [() => tf.ones([2, 3]).numpy() as tf.NdArray, "item reshape mean"],
  tape: [() => new tf.GradientTape(), "gradient jacobian run watch stopRecording"],
  optimizer: [
    () => new tf.keras.optimizers.Adam(),
    "apply applyGradients minimize build assign setWeights",
  ],
  metric: [() => new tf.keras.metrics.Mean(), "updateState"],
};

for (const [name, [make, members]] of Object.entries(MEMBERS)) {
  Deno.test(`errors of a ${name} begin at the caller`, () => {
    const faults = members.split(" ").flatMap((member) =>
      ODD.flatMap((args) => {
        const it = make() as Record<string, unknown>;
        const fault = faultOf(() => {
          const value = it[member];
          if (typeof value === "function") return value.apply(it, args);
        });
        return fault === undefined ? [] : [`${member}: ${fault}`];
      })
    );
    assertEquals(faults, []);
  });
}
