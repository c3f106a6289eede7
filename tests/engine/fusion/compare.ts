/**
 * Plans by kernels and without, compared.
 */
import { assertEquals } from "@std/assert";
import { inParts, openSession } from "../../../lib/engine/cpu/provider.ts";
import type { Plan } from "../../../lib/engine/plan/graph_types.ts";
import { firstDifference, runPlan } from "./run_plan.ts";

/** Runs a plan by kernels twice, and without them; whether it has kernels. */
export function compareWays(where: string, plan: Plan, data: readonly Float32Array[]): boolean {
  const whole = openSession(plan);
  const parts = inParts(plan, "all");
  try {
    if (parts === undefined) return false;
    const expected = runPlan(whole, plan, data);
    const first = runPlan(parts, plan, data);
    assertEquals(runPlan(parts, plan, data), first);
    assertEquals(firstDifference(plan, first, expected), undefined, where);
    return true;
  } finally {
    whole.release();
    parts?.release();
  }
}
