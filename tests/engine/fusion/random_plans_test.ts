/**
 * Random plans by kernels and without: the same numbers, whatever the shapes.
 */
import { assert } from "@std/assert";
import { compareWays } from "./compare.ts";
import { randomConvolutions } from "./random_convolutions.ts";
import { randomPlan } from "./random_plan.ts";

/** More by `KERASAUR_FUZZ`, for a long run by hand. */
const SEEDS = Number(Deno.env.get("KERASAUR_FUZZ") ?? 300);

for (
  const [kind, planOf] of Object.entries({ plans: randomPlan, convolutions: randomConvolutions })
) {
  Deno.test(`${SEEDS} random ${kind} give the same by kernels and without, twice`, () => {
    let kernels = 0;
    for (let seed = 0; seed < SEEDS; seed++) {
      const { plan, data } = planOf(seed);
      if (plan.outputs.length === 0) continue;
      if (compareWays(`seed ${seed}`, plan, data)) kernels++;
    }
    assert(kernels > SEEDS / 2, `${kernels} of ${SEEDS} had kernels`);
  });
}
