/**
 * The larger, the smaller and the sign of whole numbers of 64 bits, by comparisons. ONNX Runtime's
 * operators for these types compare the lower halves as signed where the upper ones are equal: its
 * larger one of 0 and 2147483648 is 0. Its comparisons and its places of the largest are right.
 *
 * @module
 */
import type { Value } from "../engine/plan/graph_types.ts";
import type { OnnxType } from "../engine/onnx/onnx_types.ts";
import type { Lowering } from "./lowering.ts";

type Written = (to: Lowering, x: Value, y: Value | undefined) => Value;

const zero = (to: Lowering) => to.number(0, "int64");

function chosen(to: Lowering, comparison: string, a: Value, b: Value): Value {
  return to.where(to.binary(comparison, a, b, "bool"), a, b);
}

const WRITTEN: Readonly<Record<string, Written>> = {
  Max: (to, x, y) => chosen(to, "Greater", x, y!),
  Min: (to, x, y) => chosen(to, "Less", x, y!),
  Relu: (to, x) => chosen(to, "Greater", x, zero(to)),
  Sign: (to, x) => {
    const [above, below] = ["Greater", "Less"].map((comparison) =>
      to.cast(to.binary(comparison, x, zero(to), "bool"), "int64")
    );
    return to.binary("Sub", above!, below!);
  },
};

const PLACES: Readonly<Record<string, string>> = { ReduceMax: "ArgMax", ReduceMin: "ArgMin" };

/** What an operator without attributes gives of whole numbers of 64 bits, if its own is wrong. */
export function wideElementwise(
  to: Lowering,
  op: string,
  [x, y]: readonly (Value | undefined)[],
): Value | undefined {
  return x?.type === "int64" ? WRITTEN[op]?.(to, x, y) : undefined;
}

/** Whether the largest and smallest over axes of a type have to be taken by their places. */
export function isWideExtreme(op: string, type: OnnxType): boolean {
  return PLACES[op] !== undefined && (type === "int64" || type === "uint32");
}

/** The largest or smallest over axes, which are dropped, or stay with length 1. */
export function wideExtreme(
  to: Lowering,
  op: string,
  x: Value,
  axes: readonly number[],
  keep: boolean,
): Value {
  const others = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const rows = others.map((axis) => x.shape[axis]!);
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  const moved = to.transpose(to.cast(x, "int64"), [...others, ...axes]);
  const lines = to.reshape(moved, [...rows, count]);
  const [shape, axis] = [[...rows, 1], rows.length];
  const places = to.op(PLACES[op]!, [lines], "int64", shape, { axis, keepdims: 1 });
  const found = to.op("GatherElements", [lines, places], "int64", shape, { axis });
  const kept = x.shape.map((dim, at) => axes.includes(at) ? 1 : dim);
  return to.cast(to.reshape(found, keep ? kept : rows), x.type);
}
