/**
 * Runs plans outside of the system around them, and compares what they give.
 */
import type { Executable, Held, Plan } from "../../../lib/engine/plan/graph_types.ts";

/** Sums in another order, and functions that are off by less than 4 units each. */
const TOLERANCE = 2e-4;

/** What an executable gives for some data. */
export function runPlan(
  executable: Executable,
  plan: Plan,
  data: readonly Float32Array[],
): Float32Array[] {
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

/** Where results differ by more than roundings make, in words; `undefined` if nowhere. */
export function firstDifference(
  { outputs }: Plan,
  actual: readonly Float32Array[],
  expected: readonly Float32Array[],
): string | undefined {
  for (const [k, results] of actual.entries()) {
    for (const [i, it] of results.entries()) {
      const wanted = expected[k]![i]!;
      const isClose = Math.abs(it - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
      const where = `output ${k} [${outputs[k]!.shape}], element ${i}`;
      if (!isClose) return `${where}: ${it} instead of ${wanted}`;
    }
  }
  return undefined;
}
