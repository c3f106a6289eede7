/**
 * Writes a plan for processors: the same numbers by operators that ONNX Runtime's CPU provider
 * computes faster. What was traced stays in standard operators; only what runs is rewritten.
 *
 * @module
 */
import type { Plan } from "../plan/graph_types.ts";
import { blockedConvolutions } from "./blocked_convolution.ts";
import { biasInConvolution, signInConvolution } from "./convolution_bias.ts";
import { blockSize } from "./block_size.ts";
import { filterGradientByPlaces, MAX_PLACES } from "./place_convolution.ts";
import { PlanEditor } from "./plan_editor.ts";
import { pointConvolutions } from "./point_convolution.ts";
import { productSums } from "./product_sums.ts";
import { logSoftmax, rowSums, separateUpdates } from "./products.ts";
import { filterGradientByRows } from "./row_convolution.ts";

/** Joins what convolutions do besides, before anything is cut or rewritten. */
export function joinedPlan(given: Plan): Plan {
  const nodes = given.nodes.map((node) =>
    node.body ? { ...node, body: { ...node.body, plan: cpuPlan(node.body.plan) } } : node
  );
  const plan = { ...given, nodes };
  const joined = new PlanEditor(plan).apply([biasInConvolution, logSoftmax, productSums]);
  return new PlanEditor(joined).apply([signInConvolution]);
}

/** Writes convolutions and products as they are computed fastest. */
export function layoutPlan(plan: Plan): Plan {
  return new PlanEditor(plan).apply([
    pointConvolutions("inside"),
    filterGradientByPlaces(blockSize() === 16 ? MAX_PLACES : 1),
    blockedConvolutions(),
    filterGradientByRows,
    separateUpdates,
    rowSums,
  ]);
}

/** A plan as the cpu device runs it. */
export function cpuPlan(plan: Plan): Plan {
  return layoutPlan(joinedPlan(plan));
}
