/**
 * Kernels that pick elements by index, put them at an index, or order them. An index outside its
 * range is an error where the indices are known when the kernel is called, and one at the run, or
 * an index from the end, where they are computed by the graph.
 *
 * @module
 */
import type { TensorInfo } from "@tensorflow/tfjs";
import type { Value } from "../graph_types.ts";
import type { OnnxType } from "../onnx_types.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";
import { frontAxis, sizeOf } from "./shapes.ts";

/** Whether indices that are known already lie in the ranges of `dims`, which they cycle through. */
function inRange(indices: Value, dims: readonly number[]): boolean {
  const { host } = indices;
  if (!(host instanceof Int32Array) || indices.producer) return true;
  return host.every((index, position) => index >= 0 && index < dims[position % dims.length]!);
}

/** A tensor of one number. */
function filled(call: KernelCall, number: Value, shape: readonly number[]): Value {
  return shape.length === 0
    ? call.reshape(number, [])
    : call.node("Expand", [call.reshape(number, []), call.list(shape)], number.type, shape);
}

/** Elements at indices along an axis, of one table or of one per batch. */
const gather: Mapping = (call) => {
  const [x, indices] = [call.value("x"), call.value("indices")];
  const axis = frontAxis(call.attr<number>("axis"), x.shape.length);
  const batches = (call.attrs["batchDims"] as number | null | undefined) ?? 0;
  if (indices.type !== "int32" || !inRange(indices, [x.shape[axis]!])) return undefined;
  if (batches === 0) {
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
    return call.output(call.node("Gather", [x, indices], x.type, shape, { axis }));
  }
  if (axis !== batches) return undefined;
  const places = call.reshape(call.cast(indices, "int64"), [...indices.shape, 1]);
  const shape = [...indices.shape, ...x.shape.slice(axis + 1)];
  return call.output(
    call.node("GatherND", [x, places], x.type, shape, { batch_dims: batches }),
  );
};

/** Slices at lists of indices. */
const gatherNd: Mapping = (call) => {
  const [params, indices] = [call.value("params"), call.value("indices")];
  const depth = indices.shape.at(-1)!;
  if (indices.type !== "int32" || !inRange(indices, params.shape.slice(0, depth))) return undefined;
  const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
  return call.output(
    call.node("GatherND", [params, call.cast(indices, "int64")], params.type, shape),
  );
};

/** Puts slices into `base`, or adds them to it, at lists of indices. */
function scattered(
  call: KernelCall,
  base: Value,
  indices: Value,
  updates: Value,
  reduction: "none" | "add",
): Value | undefined {
  const listed = indices.shape.length > 1 || base.shape.length === 1 && indices.shape.length === 1;
  const lists = indices.shape.length === 1 ? [...indices.shape, 1] : indices.shape;
  const depth = lists.at(-1)!;
  const dims = base.shape.slice(0, depth);
  if (!listed || indices.type !== "int32" || !inRange(indices, dims)) return undefined;
  const shape = [...lists.slice(0, -1), ...base.shape.slice(depth)];
  if (depth > base.shape.length || base.type !== updates.type) return undefined;
  if (sizeOf(updates.shape) !== sizeOf(shape)) return undefined;
  const places = call.reshape(call.cast(indices, "int64"), lists);
  const inputs = [base, places, call.reshape(updates, shape)];
  return call.node("ScatterND", inputs, base.type, base.shape, { reduction });
}

/** Rows added up by their segment; rows of a segment below zero count for none. */
const segmentSum: Mapping = (call) => {
  const [x, segments] = [call.value("x"), call.value("segmentIds")];
  const count = call.attr<number>("numSegments");
  if (x.type !== "float32" || segments.type !== "int32" || segments.shape.length !== 1) {
    return undefined;
  }
  if (count === 0) return undefined;
  const zero = call.scalar(0, "int32");
  const from = call.binary("GreaterOrEqual", segments, zero, "bool");
  const to = call.binary("Less", segments, call.scalar(count, "int32"), "bool");
  const valid = call.binary("And", from, to);
  const rows = segments.shape[0]!;
  const places = call.reshape(call.cast(call.where(valid, segments, zero), "int64"), [rows, 1]);
  const column = call.reshape(valid, [rows, ...x.shape.slice(1).map(() => 1)]);
  const updates = call.where(column, x, call.scalar(0));
  const shape = [count, ...x.shape.slice(1)];
  const inputs = [filled(call, call.scalar(0), shape), places, updates];
  return call.output(call.node("ScatterND", inputs, "float32", shape, { reduction: "add" }));
};

/** One of `depth` elements on, the others off; none where the index is outside. */
const oneHot: Mapping = (call) => {
  const indices = call.value("indices");
  const depth = call.attr<number>("depth");
  const type = (call.attrs["dtype"] ?? "int32") as OnnxType;
  if (indices.type !== "int32" || depth === 0) return undefined;
  const [on, off] = [call.attr<number>("onValue"), call.attr<number>("offValue")];
  const range = call.table(Int32Array.from({ length: depth }, (_, it) => it), "int32", [depth]);
  const column = call.reshape(indices, [...indices.shape, 1]);
  const hit = call.binary("Equal", column, range, "bool");
  if (on === 1 && off === 0) return call.output(call.cast(hit, type));
  return call.output(call.where(hit, call.scalar(on, type), call.scalar(off, type)));
};

/** The `k` largest along the last axis and their indices; of equal ones the first. */
const topK: Mapping = (call): TensorInfo[] | undefined => {
  const x = call.value("x");
  const k = call.attr<number>("k");
  if (x.type === "bool" || x.shape.length === 0 || k === 0) return undefined;
  const shape = x.shape.with(-1, k);
  const [values, indices] = call.nodes(
    "TopK",
    [x, call.list([k])],
    [{ type: x.type, shape }, { type: "int64", shape }],
    { axis: -1, largest: 1, sorted: 1 },
  ) as [Value, Value];
  return [call.output(values), call.output(call.cast(indices, "int32"))];
};

/** Kernels of indices by name. */
export const gatherings: Mappings = {
  GatherV2: gather,
  GatherNd: gatherNd,
  ScatterNd: (call) => {
    const updates = call.value("updates");
    const shape = call.attr<number[]>("shape");
    if (updates.type === "bool" || shape.includes(0)) return undefined;
    const zeros = filled(call, call.scalar(0, updates.type), shape);
    const result = scattered(call, zeros, call.value("indices"), updates, "add");
    return result && call.output(result);
  },
  TensorScatterUpdate: (call) => {
    const [base, updates] = [call.value("tensor"), call.value("updates")];
    const result = scattered(call, base, call.value("indices"), updates, "none");
    return result && call.output(result);
  },
  SparseToDense: (call) => {
    const values = call.value("sparseValues");
    const shape = call.attr<number[]>("outputShape");
    const blank = call.value("defaultValue");
    if (shape.includes(0) || values.type !== blank.type) return undefined;
    const indices = call.value("sparseIndices");
    const count = indices.shape.length === 0 ? 1 : indices.shape[0]!;
    const updates = values.shape.length === 0 ? filled(call, values, [count]) : values;
    const result = scattered(call, filled(call, blank, shape), indices, updates, "none");
    return result && call.output(result);
  },
  UnsortedSegmentSum: segmentSum,
  OneHot: oneHot,
  TopK: topK,
};
