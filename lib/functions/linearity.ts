/**
 * Whether a recorded graph is linear in some of its inputs.
 *
 * @module
 */
import type { Subgraph } from "../tensor/subgraph.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Operations of one tensor that keep linearity; what they take besides does not change with it. */
const OF_ONE: ReadonlySet<string> = new Set([
  "identity",
  "negative",
  "reshape",
  "transpose",
  "broadcastTo",
  "slice",
  "stridedSlice",
  "tile",
  "reverse",
  "reduceSum",
  "reduceMean",
  "divide",
  "gather",
  "gatherNd",
  "cast",
]);

/** Operations that are linear in all they take together. */
const OF_ALL: ReadonlySet<string> = new Set(["add", "subtract", "concat"]);

/** Operations that are linear in each of two tensors, but not in both. */
const OF_EITHER: ReadonlySet<string> = new Set(["multiply", "linalg.matmul", "matmul"]);

/** Whether all outputs are linear in `inputs`, as far as their operations are known to be. */
export function isLinearIn(
  graph: Subgraph,
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
): boolean {
  const changing = new Set(inputs);
  for (const { bound: { primitive }, inputs: takes, outputs: gives } of graph.nodes) {
    const changed = takes.map((it) => changing.has(it));
    const count = changed.filter(Boolean).length;
    if (count === 0) continue;
    const isLinear = (OF_ONE.has(primitive.name) && count === 1 && changed[0]!) ||
      (OF_ALL.has(primitive.name) && count === takes.length) ||
      (OF_EITHER.has(primitive.name) && count === 1);
    if (!isLinear) return false;
    for (const it of gives) changing.add(it);
  }
  return outputs.every((it) => changing.has(it));
}
