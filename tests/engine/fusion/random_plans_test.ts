/**
 * Random plans by kernels and without: the same numbers, whatever the shapes.
 */
import { assert, assertEquals } from "@std/assert";
import { inParts, openSession } from "../../../lib/engine/cpu/provider.ts";
import { randomPlan } from "./random_plan.ts";
import { firstDifference, runPlan } from "./run_plan.ts";

/** More by `KERASAUR_FUZZ`, for a long run by hand. */
const SEEDS = Number(Deno.env.get("KERASAUR_FUZZ") ?? 300);

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
    const expected = runPlan(whole, plan, data);
    const first = runPlan(parts, plan, data);
    assertEquals(runPlan(parts, plan, data), first);
    assertEquals(firstDifference(plan, first, expected), undefined, `seed ${seed}`);
    whole.release();
    parts.release();
  }
  assert(kernels > SEEDS / 2, `${kernels} of ${SEEDS} plans had kernels`);
});
