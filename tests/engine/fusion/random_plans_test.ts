/**
 * Random plans by kernels and without: the same numbers, whatever the shapes.
 */
import { assert, assertEquals } from "@std/assert";
import { inParts, openSession } from "../../../lib/engine/cpu/provider.ts";
import type { Executable, Held, Plan } from "../../../lib/engine/plan/graph_types.ts";

import { randomPlan } from "./random_plan.ts";

/** Sums in another order, and functions that are off by less than 4 units each. */
const TOLERANCE = 2e-4;

/** More by `KERASAUR_FUZZ`, for a long run by hand. */
const SEEDS = Number(Deno.env.get("KERASAUR_FUZZ") ?? 300);

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

Deno.test(`${SEEDS} random plans give the same by kernels and without, twice`, () => {
  let kernels = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const { plan, data } = randomPlan(seed);
    if (plan.outputs.length === 0) continue;
    const whole = openSession(plan);
    const parts = inParts(plan, "all");
    if (parts === undefined) {
      whole.release();
      continue;
    }
    kernels++;
    const expected = run(whole, plan, data);
    const first = run(parts, plan, data);
    assertEquals(run(parts, plan, data), first);
    first.forEach((actual, k) => {
      actual.forEach((it, i) => {
        const wanted = expected[k]![i]!;
        const isClose = Math.abs(it - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
        const where = `seed ${seed}, output ${k} [${plan.outputs[k]!.shape}], element ${i}`;
        assert(isClose, `${where}: ${it} instead of ${wanted}`);
      });
    });
    whole.release();
    parts.release();
  }
  assert(kernels > SEEDS / 2, `${kernels} of ${SEEDS} plans had kernels`);
});
