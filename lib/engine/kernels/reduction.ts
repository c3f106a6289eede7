/**
 * Reductions over axes, and the softmax. tfjs passes axes in any order and may pass one number;
 * ONNX takes them as a constant input.
 *
 * @module
 */
import type { OnnxType } from "../onnx_types.ts";
import type { Mapping, Mappings } from "./mapping.ts";

/** The axes of a reduction, counted from the front and sorted; all of them where none is given. */
function axesOf(axis: number | readonly number[] | null | undefined, rank: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  const list = typeof axis === "number" ? [axis] : axis;
  return list.map((it) => it < 0 ? it + rank : it).sort((a, b) => a - b);
}

/** A reduction over the axes in an attribute, for the given element types. */
function reduction(
  op: string,
  types: readonly OnnxType[] = ["float32"],
  attribute = "axis",
): Mapping {
  return (call) => {
    const x = call.value("x");
    if (!types.includes(x.type)) return undefined;
    const axes = axesOf(call.attr<number | number[] | undefined>(attribute), x.shape.length);
    if (axes.length === 0) return call.alias(call.info("x"));
    const keepDims = call.attr<boolean | undefined>("keepDims") ?? false;
    const shape = keepDims
      ? x.shape.map((dim, axis) => axes.includes(axis) ? 1 : dim)
      : x.shape.filter((_, axis) => !axes.includes(axis));
    const attributes = { keepdims: keepDims ? 1 : 0 };
    return call.output(call.node(op, [x, call.list(axes)], x.type, shape, attributes));
  };
}

/** The index of the largest or smallest element along one axis, the first of equal ones. */
function argReduction(op: string): Mapping {
  return (call) => {
    const x = call.value("x");
    if (x.type === "bool" || x.shape.length === 0) return undefined;
    const [axis] = axesOf(call.attr<number>("axis"), x.shape.length);
    const shape = x.shape.filter((_, it) => it !== axis);
    const index = call.node(op, [x], "int64", shape, { axis: axis!, keepdims: 0 });
    return call.output(call.cast(index, "int32"));
  };
}

/** Softmax or its logarithm over the last axis. */
function softmax(op: string): Mapping {
  return (call) => {
    const x = call.value("logits");
    if (x.type !== "float32" || x.shape.length === 0) return undefined;
    return call.output(call.node(op, [x], "float32", x.shape, { axis: -1 }));
  };
}

/** Reductions by name. */
export const reductions: Mappings = {
  Sum: reduction("ReduceSum", ["float32", "int32"]),
  Mean: reduction("ReduceMean"),
  Max: reduction("ReduceMax", ["float32", "int32"], "reductionIndices"),
  Min: reduction("ReduceMin", ["float32", "int32"]),
  Prod: reduction("ReduceProd", ["float32", "int32"]),
  ArgMax: argReduction("ArgMax"),
  ArgMin: argReduction("ArgMin"),
  Softmax: softmax("Softmax"),
  LogSoftmax: softmax("LogSoftmax"),
};
