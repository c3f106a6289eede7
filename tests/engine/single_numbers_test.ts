import { assert, assertEquals } from "@std/assert";
import { openSession } from "../../lib/engine/cpu/provider.ts";
import { singleNumbers } from "../../lib/engine/cpu/single_numbers.ts";
import type { GraphNode, Held, Plan, Value } from "../../lib/engine/plan/graph_types.ts";
import type { OnnxType } from "../../lib/engine/onnx/onnx_types.ts";
import { newValue } from "../../lib/engine/plan/value.ts";
import { Random } from "../../scripts/fuzz/random.ts";

/** A plan that applies operators to its first input and the result so far, and one constant. */
function planOf(ops: readonly string[], type: OnnxType = "float32", shape: number[] = []): Plan {
  let slot = 0;
  const value = (host?: Float32Array<ArrayBuffer>) =>
    newValue(type, shape, { slot: slot++, ...(host ? { host } : {}) });
  const inputs = [value(), value()];
  const constants = [value(Float32Array.of(1.25))];
  const nodes: GraphNode[] = [];
  let [last, other]: Value[] = [inputs[0]!, inputs[1]!];
  for (const op of ops) {
    const output = value();
    nodes.push({ op, inputs: [last!, other!], outputs: [output], attributes: {}, kernel: op });
    [last, other] = [output, nodes.length % 2 === 0 ? inputs[1]! : constants[0]!];
  }
  return { nodes, inputs, constants, outputs: [last!] };
}

/** The bits of a number; NaN has one only. */
function bitsOf(
  plan: Plan,
  run: (given: Held[], wanted: Held[]) => void,
  numbers: number[],
): number {
  const held = ({ type, shape }: Value, host?: Float32Array<ArrayBuffer>): Held => ({
    type,
    shape,
    host,
  });
  const given = plan.inputs.map((it, i) => held(it, Float32Array.of(numbers[i]!)));
  const wanted = plan.outputs.map((it) => held(it));
  run(given, wanted);
  const host = wanted[0]!.host as Float32Array<ArrayBuffer>;
  return Number.isNaN(host[0]) ? NaN : new Uint32Array(host.buffer)[0]!;
}

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  3.4028234663852886e38,
  2 ** -126,
  -(2 ** -126),
]
  .concat([
    2 ** -149,
    -(2 ** -149),
    2 ** -127,
    2 ** -125 * 1.5,
    1 - 2 ** -24,
    1 + 2 ** -23,
    2 ** -63,
    2 ** 24,
  ]);

for (const ops of [["Add"], ["Sub"], ["Mul"], ["Div"], ["Mul", "Add", "Div", "Sub"]]) {
  Deno.test(`singleNumbers() computes ${ops.join(", ")} to the bit as a session does`, () => {
    const plan = planOf(ops);
    const [fast, session] = [singleNumbers(plan)!, openSession(plan)];
    const random = new Random(ops.length + ops[0]!.length);
    const bits = new Uint32Array(2);
    const floats = new Float32Array(bits.buffer);
    const pairs = SPECIAL.flatMap((a) => SPECIAL.map((b) => [a, b]));
    for (let i = 0; i < 3000; i++) {
      bits.set([random.int(2 ** 32), random.int(2 ** 32)]);
      // Every other pair is of a similar size, or near the smallest, where rounding is hardest.
      if (i % 2 === 0) bits[1] = bits[0]! ^ random.int(2 ** 24);
      if (i % 4 === 1) floats[1] = 2 ** -126 / floats[0]! * (1 + (random.int(5) - 2) * 2 ** -24);
      pairs.push([...floats]);
    }
    for (const pair of pairs) {
      const actual = bitsOf(plan, fast.run, pair);
      assertEquals([...pair, actual], [...pair, bitsOf(plan, session.run, pair)]);
    }
    session.release();
  });
}

Deno.test("singleNumbers() leaves other types, sizes and operators to sessions", () => {
  assert(singleNumbers(planOf(["Add"], "float32", [1, 1])) !== undefined);
  for (const type of ["float64", "int32", "float16", "bool"] as const) {
    assertEquals(singleNumbers(planOf(["Add"], type)), undefined);
  }
  assertEquals(singleNumbers(planOf(["Add"], "float32", [2])), undefined);
  assertEquals(singleNumbers(planOf(["Add", "Max"])), undefined);
  assertEquals(singleNumbers(planOf(Array(33).fill("Add"))), undefined);
});
