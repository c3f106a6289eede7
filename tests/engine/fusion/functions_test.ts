/**
 * Operators and functions as kernels give what ONNX Runtime's give for numbers that are special, and
 * about the same for others, whatever is left over after whole vectors.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { inParts, openSession } from "../../../lib/engine/cpu/provider.ts";
import { POWERS } from "../../../lib/engine/kernels/powers.ts";
import type { OnnxType } from "../../../lib/engine/onnx/onnx_types.ts";
import type {
  Attribute,
  Executable,
  GraphNode,
  Held,
} from "../../../lib/engine/plan/graph_types.ts";
import { newValue } from "../../../lib/engine/plan/value.ts";

const SPECIAL = Float32Array.of(
  ...[0, -0, NaN, Infinity, -Infinity, 1, -1, 0.5, -0.5, 2, -3, 1e-10, -1e-10],
  ...[3e38, -3e38, 88.9, -89.2, 1e20, -1e-20, 2e-38, 0.999, 1.001, 7.25],
);
const LENGTHS = [0, 1, 2, 3, 7, SPECIAL.length];

interface Case {
  readonly op: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly exponent?: number;
  readonly type?: OnnxType;
}

const CASES: readonly Case[] = [
  { op: "LeakyRelu", attributes: { alpha: { float: 0.2 } } },
  { op: "LeakyRelu" },
  { op: "IsInf", type: "bool" },
  ...["Sinh", "Cosh", "Asinh", "Acosh", "Atanh"].map((op) => ({ op })),
  ...[...POWERS.keys()].map((exponent) => ({ op: "Pow", exponent })),
];

/** The same number, or one that is off by a few units; results that are subnormal may be zero. */
function isClose(a: number, b: number): boolean {
  if (Object.is(a, b)) return true;
  if (a === 0 && b === 0) return false;
  return Math.abs(a - b) <= Math.max(1e-6 * Math.abs(b), 2 ** -126);
}

for (const { op, attributes = {}, exponent, type = "float32" } of CASES) {
  const name = exponent === undefined ? op : `power of ${exponent}`;
  Deno.test(`a kernel's ${name} is ONNX Runtime's for special numbers`, () => {
    for (const length of LENGTHS) {
      const x = newValue("float32", [length], { slot: 0 });
      const host = Float32Array.of(exponent ?? 0);
      const constants = exponent === undefined ? [] : [newValue("float32", [], { host, slot: 1 })];
      const node: GraphNode = {
        op,
        kernel: op,
        inputs: [x, ...constants],
        attributes,
        outputs: [],
      };
      const y = newValue(type, [length], { producer: node, slot: 2 });
      node.outputs.push(y);
      const plan = { nodes: [node], inputs: [x], constants, outputs: [y] };
      const run = (executable: Executable): number[] => {
        const held = (type: OnnxType): Held => ({ type, shape: [length], host: undefined });
        const output = held(type);
        executable.run([{ ...held("float32"), host: SPECIAL.slice(0, length) }], [output]);
        executable.release();
        return Array.from((output.host ?? output.resident!.read()) as ArrayLike<number>);
      };
      const expected = run(openSession(plan));
      const parts = inParts(plan, "all");
      assert(parts, `${name} is a kernel`);
      run(parts).forEach((it, i) => {
        assert(isClose(it, expected[i]!), `${name}(${SPECIAL[i]}) = ${it}, not ${expected[i]}`);
      });
    }
  });
}

/** What kernels compute of a function of 5,000 numbers, and its values. */
function explained(f: (x: tf.Tensor) => tf.Tensor) {
  const numbers = Float32Array.from({ length: 5000 }, (_, i) => SPECIAL[i % SPECIAL.length]!);
  const x = tf.constant(numbers);
  const g = tf.function(f);
  const y = (g(x) as tf.Tensor).numpy().data as Float32Array;
  const { steps } = tf.config.explain(g, x);
  return { numbers, y, steps: steps.map(({ by, operators }) => `${by} ${operators}`) };
}

Deno.test("functions that lowerings write in several operators are one in kernels", () => {
  tf.device("cpu", () => {
    for (
      const [f, truth, operators] of [
        [tf.math.expm1, Math.expm1, "Expm1"],
        [tf.math.log1p, Math.log1p, "Log1p"],
        [
          tf.math.softplus,
          (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
          "Max,Abs,Neg,Exp,Log1p,Add",
        ],
      ] as const
    ) {
      const { numbers, y, steps } = explained(f);
      assertEquals(steps, [`kernel ${operators}`]);
      numbers.forEach((x, i) => {
        const expected = Math.fround(truth(x));
        assert(isClose(y[i]!, expected), `${operators} of ${x}: ${y[i]} instead of ${expected}`);
      });
    }
  });
});
