/**
 * Sums over axes. Long ones are added in blocks, so that the error does not grow with their length;
 * whole numbers wrap.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Aval } from "../../tensor/aval.ts";
import { forEachPlace, stridesFor } from "../../tensor/host_map.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import type { HostData } from "../../tensor/tensor.ts";
import { broadcastTo } from "../array/broadcast_to.ts";
import { requireNumber } from "../support/infer.ts";
import { reducedShape, type Reduction, reduction } from "./family.ts";

/** Elements that are added one after the other at most. */
const BLOCK = 4096;

/**
 * The sum over axes, which are dropped. More elements than a block are added axis by axis, the last
 * axes first, so that no operator adds more than a block: an image stays in the layout in which it
 * is. Where one axis is longer than a block, or nothing lies behind the axes, the elements are moved
 * so that blocks are rows.
 */
export function blockedSum(to: Lowering, x: Value, axes: readonly number[]): Value {
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  if (count <= BLOCK) return to.reduce("ReduceSum", x, axes);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const isTrailing = kept.every((axis, i) => axis === i);
  if (!isTrailing && axes.every((axis) => x.shape[axis]! <= BLOCK)) {
    return sumByAxes(to, x, axes);
  }
  const shape = kept.map((axis) => x.shape[axis]!);
  const isLeading = axes.every((axis, i) => axis === i);
  const rows = shape.reduce((product, dim) => product * dim, 1);
  const sums = isLeading
    ? sumColumns(to, to.reshape(x, [count, rows]))
    : sumRows(to, to.reshape(to.transpose(x, [...kept, ...axes]), [rows, count]));
  return to.reshape(sums, shape);
}

/** The sum over axes of at most a block each: the last ones that make a block together, then the rest. */
function sumByAxes(to: Lowering, x: Value, axes: readonly number[]): Value {
  if (axes.length === 0) return x;
  let [first, count] = [axes.length - 1, x.shape[axes.at(-1)!]!];
  while (first > 0 && count * x.shape[axes[first - 1]!]! <= BLOCK) {
    count *= x.shape[axes[--first]!]!;
  }
  const sums = to.reduce("ReduceSum", x, axes.slice(first));
  return sumByAxes(to, sums, axes.slice(0, first));
}

/** The sums of long rows. */
function sumRows(to: Lowering, x: Value): Value {
  const [rows, count] = x.shape as [number, number];
  if (count <= BLOCK) return to.reduce("ReduceSum", x, [1]);
  const blocks = Math.floor(count / BLOCK);
  const head = to.slice(x, [0, 0], [rows, blocks * BLOCK]);
  const parts = [to.reduce("ReduceSum", to.reshape(head, [rows, blocks, BLOCK]), [2])];
  const rest = count - blocks * BLOCK;
  if (rest > 0) {
    parts.push(to.reduce("ReduceSum", to.slice(x, [0, blocks * BLOCK], [rows, rest]), [1], true));
  }
  return sumRows(to, to.concat(parts, 1));
}

/** The sums of long columns. */
function sumColumns(to: Lowering, x: Value): Value {
  const [count, columns] = x.shape as [number, number];
  if (count <= BLOCK) return to.reduce("ReduceSum", x, [0]);
  const blocks = Math.floor(count / BLOCK);
  const head = to.slice(x, [0, 0], [blocks * BLOCK, columns]);
  const parts = [to.reduce("ReduceSum", to.reshape(head, [blocks, BLOCK, columns]), [1])];
  const rest = count - blocks * BLOCK;
  if (rest > 0) {
    parts.push(
      to.reduce("ReduceSum", to.slice(x, [blocks * BLOCK, 0], [rest, columns]), [0], true),
    );
  }
  return sumColumns(to, to.concat(parts, 0));
}

/** The sum of whole numbers of 64 bits, exactly: ONNX Runtime's own passes through floats. */
export function wholeSum(to: Lowering, x: Value, axes: readonly number[]): Value {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => x.shape[axis]!);
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  const rows = shape.reduce((product, dim) => product * dim, 1);
  const matrix = to.reshape(to.transpose(x, [...kept, ...axes]), [rows, count]);
  const sums = to.op("MatMul", [matrix, to.fill(1, "int64", [count, 1])], "int64", [rows, 1]);
  return to.reshape(sums, shape);
}

/** The sum of complex numbers on the host. */
export function complexSum(
  data: HostData,
  x: Aval,
  axes: readonly number[],
  out: Aval,
): Float32Array {
  const kept = reducedShape(x.shape, axes, true);
  const sums = new Float64Array(2 * out.size);
  const strides = [stridesFor(x.shape, x.shape.length), stridesFor(kept, x.shape.length)];
  forEachPlace(x.shape, strides, (_, places) => {
    const [from, to] = [2 * places[0]!, 2 * places[1]!];
    sums[to]! += data[from] as number;
    sums[to + 1]! += data[from + 1] as number;
  });
  return Float32Array.from(sums);
}

/** The sum over axes, which are counted from the front, in order. */
export const reduceSum: Reduction = reduction({
  name: "reduceSum",
  kernel: "Sum",
  accepts: requireNumber,
  identity: 0,
  lower(to, x, axes) {
    if (axes.length === 0) return x;
    return isFloating(x.type)
      ? blockedSum(to, x, axes)
      : to.cast(wholeSum(to, to.cast(x, "int64"), axes), x.type);
  },
  host: complexSum,
  onHost: ["complex64"],
  vjp: (g, x) => broadcastTo(g, x.shape),
  dtypes: ["float32", "float64", "int32", "int64", "uint8", "float16", "uint64", "complex64"],
});
