/**
 * Writes a plan for the WebGPU provider.
 *
 * @module
 */
import type { Plan } from "../plan/graph_types.ts";
import { unrollScans } from "../plan/unroll_scans.ts";
import { Rewriter } from "./rewrites.ts";

/** The plan with what the WebGPU provider computes wrong or not at all written otherwise. */
export function webgpuPlan(given: Plan): Plan {
  const plan = unrollScans(given);
  const known = [
    ...plan.inputs,
    ...plan.constants,
    ...plan.nodes.flatMap(({ outputs }) => outputs),
  ];
  const slot = known.reduce((last, value) => Math.max(last, value.slot), -1);
  const used = new Set([...plan.nodes.flatMap(({ inputs }) => inputs), ...plan.outputs]);
  const to = new Rewriter(slot, used);
  const nodes = plan.nodes.flatMap((node) => to.rewrite(node));
  return { ...plan, nodes, constants: [...plan.constants, ...to.constants] };
}
