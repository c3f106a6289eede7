/**
 * Reductions over axes, running sums and products, softmax. tfjs passes axes in any order and may
 * pass one number; ONNX takes them as a constant input.
 *
 * @module
 */
import type { Value } from "../graph_types.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";
import { axesOf } from "./shapes.ts";

/** `op` over `axes`, which are counted from the front; the axes are dropped. */
function reduced(call: KernelCall, op: string, x: Value, axes: readonly number[]): Value {
  const shape = x.shape.filter((_, axis) => !axes.includes(axis));
  return call.node(op, [x, call.list(axes)], x.type, shape, { keepdims: 0 });
}

/** What a reduction makes of its elements before and after, and where its axes are. */
interface ReductionOptions {
  /** Element type of a reduction of truth values. */
  readonly bool?: "int32" | "bool";
  /** Whether whole numbers are made floats. */
  readonly float?: boolean;
  readonly attribute?: string;
}

/** A reduction over the axes in an attribute, recorded by `record`. */
function reduction(
  record: (call: KernelCall, x: Value, axes: readonly number[]) => Value,
  { bool = "int32", float = false, attribute = "axis" }: ReductionOptions = {},
): Mapping {
  return (call) => {
    const value = call.value("x");
    const axes = axesOf(call.attr<number | number[] | undefined>(attribute), value.shape.length);
    const number = value.type === "bool" ? call.cast(value, "int32") : value;
    const x = float ? call.cast(number, "float32") : number;
    const result = axes.length === 0 ? x : record(call, x, axes);
    const typed = value.type === "bool" && bool === "bool" ? call.cast(result, "bool") : result;
    const shape = call.attrs["keepDims"]
      ? value.shape.map((dim, axis) => axes.includes(axis) ? 1 : dim)
      : typed.shape;
    return call.output(call.reshape(typed, shape));
  };
}

/** Sums; those of whole numbers wrap at 32 bits, where ONNX Runtime's own stop at the largest. */
function total(call: KernelCall, x: Value, axes: readonly number[]): Value {
  if (x.type === "float32") return reduced(call, "ReduceSum", x, axes);
  return call.cast(reduced(call, "ReduceSum", call.cast(x, "int64"), axes), "int32");
}

/** The largest or smallest; NaN where one is among the numbers, which ONNX Runtime passes over. */
function extreme(op: string) {
  return (call: KernelCall, x: Value, axes: readonly number[]): Value => {
    const result = reduced(call, op, x, axes);
    if (x.type !== "float32") return result;
    const marks = call.cast(call.unary("IsNaN", x, "bool"), "float32");
    const marked = call.cast(reduced(call, "ReduceMax", marks, axes), "bool");
    return call.where(marked, call.scalar(NaN), result);
  };
}

/**
 * Products; those of whole numbers in halves, since ONNX Runtime's own stop at the largest whole
 * number instead of wrapping.
 */
function product(call: KernelCall, x: Value, axes: readonly number[]): Value {
  if (x.type === "float32") return reduced(call, "ReduceProd", x, axes);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => x.shape[axis]!);
  let rest = call.reshape(
    call.transpose(x, [...axes, ...kept]),
    [-1, ...shape].map((dim, axis) =>
      axis > 0 ? dim : axes.reduce((size, it) => size * x.shape[it]!, 1)
    ),
  );
  const begin = shape.map(() => 0);
  while (rest.shape[0]! > 1) {
    const count = rest.shape[0]!;
    const half = count >> 1;
    const first = call.slice(rest, [0, ...begin], [half, ...shape]);
    const second = call.slice(rest, [half, ...begin], [half, ...shape]);
    const joined = call.binary("Mul", first, second);
    rest = count % 2 === 0 ? joined : call.node(
      "Concat",
      [joined, call.slice(rest, [count - 1, ...begin], [1, ...shape])],
      x.type,
      [half + 1, ...shape],
      { axis: 0 },
    );
  }
  return call.reshape(rest, shape);
}

/**
 * The index of the largest or smallest element along one axis, the first of equal ones. NaN is
 * never it, as in TensorFlow.
 */
function argReduction(op: string, worst: number): Mapping {
  return (call) => {
    const info = call.info("x");
    if (info.shape.length === 0) return undefined;
    let x = call.value(info);
    if (x.type === "bool") x = call.cast(x, "int32");
    if (x.type === "float32") x = call.where(call.unary("IsNaN", x, "bool"), call.scalar(worst), x);
    const [axis] = axesOf(call.attr<number>("axis"), x.shape.length);
    const shape = x.shape.filter((_, it) => it !== axis);
    const index = call.node(op, [x], "int64", shape, { axis: axis!, keepdims: 0 });
    return call.output(call.cast(index, "int32"));
  };
}

/** Running sums along an axis, from either end, with or without the element itself. */
const cumsum: Mapping = (call) => {
  const value = call.value("x");
  if (value.shape.length === 0) return undefined;
  const x = value.type === "bool" ? call.cast(value, "int32") : value;
  const [axis] = axesOf(call.attr<number>("axis"), x.shape.length);
  return call.output(
    call.node("CumSum", [x, call.scalar(axis!, "int32")], x.type, x.shape, {
      exclusive: call.attrs["exclusive"] ? 1 : 0,
      reverse: call.attrs["reverse"] ? 1 : 0,
    }),
  );
};

/**
 * Running products along an axis: after the step of distance d each element holds the product of
 * the last 2 d, so that log2(n) steps make all of them.
 */
const cumprod: Mapping = (call) => {
  const value = call.value("x");
  if (value.shape.length === 0) return undefined;
  let x = value.type === "bool" ? call.cast(value, "int32") : value;
  const [axis] = axesOf(call.attr<number>("axis"), x.shape.length);
  const count = x.shape[axis!]!;
  const reverse = Boolean(call.attrs["reverse"]);
  /** The elements moved on by `distance`, ones moving in. */
  const shifted = (it: Value, distance: number): Value => {
    const size = it.shape.with(axis!, count - distance);
    const begin = it.shape.map((_, index) => index === axis && reverse ? distance : 0);
    const pads = [...it.shape, ...it.shape].map((_, index) =>
      index === axis! + (reverse ? it.shape.length : 0) ? distance : 0
    );
    const inputs = [call.slice(it, begin, size), call.list(pads), call.scalar(1, it.type)];
    return call.node("Pad", inputs, it.type, it.shape);
  };
  if (call.attrs["exclusive"]) {
    x = count === 1
      ? call.node("Expand", [call.scalar(1, x.type), call.list(x.shape)], x.type, x.shape)
      : shifted(x, 1);
  }
  for (let distance = 1; distance < count; distance *= 2) {
    x = call.binary("Mul", x, shifted(x, distance));
  }
  return call.output(call.unary("Identity", x));
};

/** Reductions by name. */
export const reductions: Mappings = {
  Sum: reduction(total),
  Mean: reduction((call, x, axes) => reduced(call, "ReduceMean", x, axes), { float: true }),
  Max: reduction(extreme("ReduceMax"), { bool: "bool", attribute: "reductionIndices" }),
  Min: reduction(extreme("ReduceMin"), { bool: "bool" }),
  Prod: reduction(product),
  All: reduction((call, x, axes) => reduced(call, "ReduceMin", x, axes), { bool: "bool" }),
  Any: reduction((call, x, axes) => reduced(call, "ReduceMax", x, axes), { bool: "bool" }),
  ArgMax: argReduction("ArgMax", -Infinity),
  ArgMin: argReduction("ArgMin", Infinity),
  Cumsum: cumsum,
  Cumprod: cumprod,
  Softmax: (call) => {
    const x = call.value("logits");
    if (x.type !== "float32" || x.shape.length === 0) return undefined;
    return call.output(call.node("Softmax", [x], "float32", x.shape, { axis: -1 }));
  },
};
