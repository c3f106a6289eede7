/**
 * Indices within plans. ONNX counts negative ones from the end; TensorFlow refuses them, and so do
 * we: each is replaced by one that is out of range, which ends the run with the operation's name.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Shape } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";

/** Indices into one axis of length `dim`, as int64; negative ones become `dim`. */
export function withinAxis(to: Lowering, indices: Value, dim: number): Value {
  return guarded(to, indices, to.number(dim, "int64"));
}

/** Indices into the first axes of a shape, one in the last axis for each, as int64. */
export function withinShape(to: Lowering, indices: Value, shape: Shape): Value {
  return guarded(to, indices, to.list(shape.slice(0, indices.shape.at(-1)!)));
}

function guarded(to: Lowering, indices: Value, limit: Value): Value {
  const wide = to.cast(indices, "int64");
  return to.where(to.binary("Less", wide, to.number(0, "int64"), "bool"), limit, wide);
}
