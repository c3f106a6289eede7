/**
 * Writes a plan for processors: the same numbers by operators that ONNX Runtime's CPU provider
 * computes faster. What was traced stays in standard operators; only what runs is rewritten.
 *
 * @module
 */
import type { Plan } from "../plan/graph_types.ts";
import { blockedConvolutions } from "./blocked_convolution.ts";
import { biasInConvolution, signInConvolution } from "./convolution_bias.ts";
import { PlanEditor } from "./plan_editor.ts";
import { logSoftmax, rowSums, separateUpdates } from "./products.ts";
import { filterGradientByRows } from "./row_convolution.ts";

/** A plan as the cpu device runs it. */
export function cpuPlan(given: Plan): Plan {
  const nodes = given.nodes.map((node) =>
    node.body ? { ...node, body: { ...node.body, plan: cpuPlan(node.body.plan) } } : node
  );
  const plan = { ...given, nodes };
  const joined = new PlanEditor(plan).apply([biasInConvolution, logSoftmax]);
  const signed = new PlanEditor(joined).apply([signInConvolution]);
  return new PlanEditor(signed).apply([
    blockedConvolutions(),
    filterGradientByRows,
    separateUpdates,
    rowSums,
  ]);
}
