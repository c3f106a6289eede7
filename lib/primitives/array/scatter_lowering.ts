/**
 * What all scattering primitives share: ONNX's operator, and a loop for complex numbers.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Aval, Shape } from "../../tensor/aval.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import type { HostData } from "../../tensor/tensor.ts";
import { withinShape } from "../support/indices.ts";

/** How an update and what is there become one. */
export type Reduction = "none" | "add" | "max" | "min";

/** `base` with `updates` at `indices`. */
export function scatterInto(
  to: Lowering,
  base: Value,
  indices: Value,
  updates: Value,
  reduction: Reduction,
): Value {
  if (updates.shape.includes(0)) return base;
  const places = withinShape(to, indices, base.shape);
  if (reduction === "none") {
    return to.op("ScatterND", [base, places, updates], base.type, base.shape);
  }
  // The operator has no arithmetic of narrow floats, nor of truth values.
  const isNarrow = base.type === "float16" || base.type === "bfloat16";
  const type = isNarrow ? "float32" : base.type === "bool" ? "int8" : base.type;
  const inputs = [to.cast(base, type), places, to.cast(updates, type)];
  const result = to.op("ScatterND", inputs, type, base.shape, { reduction });
  return to.cast(result, base.type);
}

/** Adds complex updates to `base`, in place, and gives it. */
export function scatterAddOnHost(
  base: Float32Array,
  indices: HostData,
  updates: HostData,
  places: Aval,
  shape: Shape,
  sign = 1,
): Float32Array {
  const depth = places.shape.at(-1)!;
  const width = 2 * sizeOf(shape.slice(depth));
  const parts = updates as Float32Array;
  for (let place = 0; place < places.size / depth; place++) {
    const start = width * flatPlace(indices, place * depth, shape.slice(0, depth));
    for (let i = 0; i < width; i++) base[start + i]! += sign * parts[place * width + i]!;
  }
  return base;
}

/** The place in a flat array that indices from `at` on name. */
function flatPlace(indices: HostData, at: number, dims: Shape): number {
  let place = 0;
  for (let axis = 0; axis < dims.length; axis++) {
    const index = Number(indices[at + axis]);
    if (index < 0 || index >= dims[axis]!) {
      throw new RangeError(`invalid index found, index = ${index}`);
    }
    place = place * dims[axis]! + index;
  }
  return place;
}
