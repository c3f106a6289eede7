/**
 * Sums of products as one product: the same numbers, and only where nobody needs what is added.
 */
import { assert, assertEquals } from "@std/assert";
import { joinedPlan } from "../../lib/engine/cpu/plan.ts";
import { openSession } from "../../lib/engine/cpu/provider.ts";
import type { GraphNode, Held, Plan, Value } from "../../lib/engine/plan/graph_types.ts";
import { newValue } from "../../lib/engine/plan/value.ts";

/** Rows of each product's factors: the columns are 7 and 5. */
const ROWS = [1, 2, 3, 1];
const [M, N] = [7, 5];

/** A plan of products `a' b`, added one after the other, then to a matrix from outside. */
function planOf(withMatrix: boolean, shown: number): Plan {
  let slot = 0;
  const inputs: Value[] = [];
  const nodes: GraphNode[] = [];
  const input = (shape: readonly number[]) => {
    const value = newValue("float32", shape, { slot: slot++ });
    inputs.push(value);
    return value;
  };
  const node = (op: string, from: readonly Value[], attributes: GraphNode["attributes"] = {}) => {
    const it: GraphNode = { op, kernel: op, inputs: from, attributes, outputs: [] };
    it.outputs.push(newValue("float32", [M, N], { producer: it, slot: slot++ }));
    nodes.push(it);
    return it.outputs[0]!;
  };
  const products = ROWS.map((rows) =>
    node("Gemm", [input([rows, M]), input([rows, N])], { transA: 1 })
  );
  const terms = withMatrix ? [input([M, N]), ...products] : products;
  const sum = terms.reduce((a, b) => node("Add", [a, b]));
  return { nodes, inputs, constants: [], outputs: [sum, ...products.slice(0, shown)] };
}

function dataOf(plan: Plan): Float32Array[] {
  return plan.inputs.map(({ shape }, k) =>
    Float32Array.from({ length: shape[0]! * shape[1]! }, (_, i) => Math.sin(i + 3 * k))
  );
}

function naive(data: readonly Float32Array[], withMatrix: boolean): number[] {
  const sum = new Array<number>(M * N).fill(0);
  ROWS.forEach((rows, p) => {
    const [a, b] = [data[2 * p]!, data[2 * p + 1]!];
    for (let k = 0; k < rows; k++) {
      for (let i = 0; i < M; i++) {
        for (let j = 0; j < N; j++) sum[i * N + j]! += a[k * M + i]! * b[k * N + j]!;
      }
    }
  });
  return withMatrix ? sum.map((it, i) => it + data.at(-1)![i]!) : sum;
}

for (const withMatrix of [false, true]) {
  for (const shown of [0, 1, 3]) {
    const name = `products added${withMatrix ? " to a matrix" : ""}, ${shown} of them shown`;
    Deno.test(`${name}: the same numbers in fewer products`, () => {
      const plan = planOf(withMatrix, shown);
      const data = dataOf(plan);
      const session = openSession(plan);
      const held = ({ type, shape }: Value, host?: Float32Array): Held => ({ type, shape, host });
      const outputs = plan.outputs.map((it) => held(it));
      session.run(plan.inputs.map((it, i) => held(it, data[i])), outputs);
      session.release();
      const expected = naive(data, withMatrix);
      (outputs[0]!.host as Float32Array).forEach((it, i) =>
        assert(Math.abs(it - expected[i]!) < 1e-5, `element ${i}: ${it} instead of ${expected[i]}`)
      );
      const products = joinedPlan(plan).nodes.filter(({ op }) => op === "Gemm");
      assertEquals(products.length, shown === 3 ? 4 : shown + 1);
    });
  }
}
