/**
 * The places that a node runs over, and whether those are enough for a kernel.
 *
 * @module
 */
import { sizeOf } from "../cpu/plan_editor.ts";
import type { GraphNode } from "../plan/graph_types.ts";
import { KERNELS_ONLY } from "./kernels_only.ts";
import { foldOf, operatorOf } from "./operators.ts";
import type { Folds } from "./row_places.ts";

/** Elements from which a node is worth a kernel, wherever it stands. */
export const LARGE = 4096;

/** The places that a node runs over, and the axes it folds. */
export interface Places {
  readonly shape: readonly number[];
  readonly axes?: readonly number[];
  readonly isSum?: boolean;
}

/** The places a node runs over, if kernels can compute it. */
export function placesOf(node: GraphNode): Places | undefined {
  if (operatorOf(node)) return { shape: node.outputs[0]!.shape };
  const fold = foldOf(node);
  const input = node.inputs[0];
  // A fold over dimensions of 1 is none.
  if (!fold || !input || fold.axes.every((axis) => input.shape[axis] === 1)) return undefined;
  return { shape: input.shape, axes: fold.axes, isSum: fold.op === "f32.add" };
}

/** What is folded. */
export function foldsOf({ shape, axes, isSum = false }: Places): Folds | undefined {
  const folded = shape.flatMap((dim, axis) => dim === 1 ? [] : [axes?.includes(axis) === true]);
  return axes && { folded, isSums: isSum };
}

/** Whether a node computes enough for a kernel of its own. */
export function isLarge(node: GraphNode): boolean {
  if (node.domain === KERNELS_ONLY) return true;
  const places = placesOf(node);
  return places !== undefined && sizeOf(places) >= LARGE;
}
