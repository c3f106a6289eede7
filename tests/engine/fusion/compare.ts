/**
 * Plans by kernels and without, compared.
 */
import { assert, assertEquals } from "@std/assert";
import { inParts, openSession } from "../../../lib/engine/cpu/provider.ts";
import type { Executable, Held, Plan } from "../../../lib/engine/plan/graph_types.ts";

/** Sums in another order, and functions that are off by less than 4 units each. */
const TOLERANCE = 2e-4;

function run(executable: Executable, plan: Plan, data: readonly Float32Array[]): Float32Array[] {
  const held = ({ type, shape }: Plan["inputs"][number], host?: Float32Array): Held => ({
    type,
    shape,
    host,
    resident: undefined,
  });
  const outputs = plan.outputs.map((value) => held(value));
  executable.run(plan.inputs.map((value, i) => held(value, data[i])), outputs);
  return outputs.map((it) => (it.host ?? it.resident!.read()) as Float32Array);
}

/** Runs a plan by kernels twice, and without them; whether it has kernels. */
export function compareWays(where: string, plan: Plan, data: readonly Float32Array[]): boolean {
  const whole = openSession(plan);
  const parts = inParts(plan, "all");
  try {
    if (parts === undefined) return false;
    const expected = run(whole, plan, data);
    const first = run(parts, plan, data);
    assertEquals(run(parts, plan, data), first);
    first.forEach((actual, k) => {
      actual.forEach((it, i) => {
        const wanted = expected[k]![i]!;
        const isClose = Math.abs(it - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
        const place = `${where}, output ${k} [${plan.outputs[k]!.shape}], element ${i}`;
        assert(isClose, `${place}: ${it} instead of ${wanted}`);
      });
    });
    return true;
  } finally {
    whole.release();
    parts?.release();
  }
}
