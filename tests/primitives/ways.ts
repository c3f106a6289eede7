/**
 * How primitives compute element types, found out without computing: what inference accepts, and
 * whether operators can be written for it or the host computes it.
 *
 * @module
 */
import { type DType, DTYPE_NAMES } from "../../lib/arrays/dtypes.ts";
import type { Value } from "../../lib/engine/plan/graph_types.ts";
import { newValue } from "../../lib/engine/plan/value.ts";
import { type Aval, aval } from "../../lib/tensor/aval.ts";
import { Lowering } from "../../lib/tensor/lowering.ts";
import { disguiseOf, planType } from "../../lib/tensor/onnx_segment.ts";
import type { Many, Primitive } from "../../lib/tensor/primitive.ts";
import { type Case, casesOf } from "./cases.ts";

/** How an element type is computed; `"none"`: it is accepted, and nothing computes it. */
export type Way = "graph" | "host" | "none";

/** The inputs of a case with another element type in the place of the first one's. */
function changed({ inputs }: Case, dtype: DType): Aval[] {
  const own = inputs[0]?.dtype;
  return inputs.map((it) => it.dtype === own ? aval(dtype, it.shape) : it.aval);
}

/** How a case would be computed; `undefined` if inference refuses it, or nothing is to compute. */
function wayOf({ primitive, bound, attrs }: Case, takes: readonly Aval[]): Way | undefined {
  let gives;
  try {
    gives = bound.infer(takes);
  } catch {
    return undefined;
  }
  if (gives.every(({ size }) => size === 0)) return undefined;
  const { control, host, onHost, lower } = primitive;
  if (control !== undefined) return "host";
  const given = takes as unknown as Many<Aval>;
  if (host !== undefined && (lower === undefined || onHost?.(given, attrs))) return "host";
  if (lower === undefined) return "none";
  const to = new Lowering();
  to.primitive = primitive.name;
  const values = takes.map(({ dtype, shape }) => {
    const value = newValue(planType(dtype), shape);
    const disguise = disguiseOf(dtype);
    if (disguise !== undefined) to.disguise(value, disguise);
    return value;
  });
  try {
    lower(
      to,
      values as unknown as Many<Value>,
      gives as unknown as Many<Aval>,
      attrs,
      gives.map(() => true),
    );
    return "graph";
  } catch {
    return "none";
  }
}

/** The element types that a primitive takes as its first input, with how they are computed. */
export function waysOf(primitive: Primitive<unknown>): Map<DType, Way> {
  const ways = new Map<DType, Way>();
  const cases = casesOf(primitive).filter(({ inputs }) => inputs.length > 0);
  for (const dtype of DTYPE_NAMES) {
    for (const it of cases) {
      const way = wayOf(it, changed(it, dtype));
      if (way === undefined) continue;
      if (way === "none" || !ways.has(dtype)) ways.set(dtype, way);
    }
  }
  return ways;
}
