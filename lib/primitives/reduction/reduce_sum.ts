/**
 * Sums over axes. Long ones are added in blocks, so that the error does not grow with their length;
 * whole numbers wrap.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { broadcastTo } from "../array/broadcast_to.ts";
import { reshape } from "../array/reshape.ts";
import { requireNumber } from "../support/infer.ts";
import { sample } from "../support/samples.ts";

/** Axes from the front in order, and whether they stay with length 1. */
export interface ReduceAttributes {
  readonly axes: readonly number[];
  readonly keepdims: boolean;
}

/** The shape that is left of one. */
export function reducedShape(shape: Shape, axes: readonly number[], keepdims: boolean): number[] {
  return shape.flatMap((dim, axis) => axes.includes(axis) ? (keepdims ? [1] : []) : [dim]);
}

/** Elements that are added one after the other at most. */
const BLOCK = 4096;

/**
 * The sum over axes, which are dropped. More elements than a block are first added within blocks:
 * the elements are moved so that blocks are rows.
 */
export function blockedSum(to: Lowering, x: Value, axes: readonly number[]): Value {
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  if (count <= BLOCK) return to.reduce("ReduceSum", x, axes);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => x.shape[axis]!);
  const isLeading = axes.every((axis, i) => axis === i);
  const rows = shape.reduce((product, dim) => product * dim, 1);
  const sums = isLeading
    ? sumColumns(to, to.reshape(x, [count, rows]))
    : sumRows(to, to.reshape(to.transpose(x, [...kept, ...axes]), [rows, count]));
  return to.reshape(sums, shape);
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
function wholeSum(to: Lowering, x: Value, axes: readonly number[]): Value {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => x.shape[axis]!);
  const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  const rows = shape.reduce((product, dim) => product * dim, 1);
  const matrix = to.reshape(to.transpose(x, [...kept, ...axes]), [rows, count]);
  const sums = to.op("MatMul", [matrix, to.fill(1, "int64", [count, 1])], "int64", [rows, 1]);
  return to.reshape(sums, shape);
}

const bind = defineFamily<ReduceAttributes>({
  name: "reduceSum",
  infer([x], { axes, keepdims }) {
    requireNumber("reduceSum", x);
    return aval(x.dtype, reducedShape(x.shape, axes, keepdims));
  },
  lower(to, [x], [out], { axes }) {
    if (x.shape.includes(0)) return to.fill(0, x.type, out.shape);
    if (axes.length === 0) return x;
    if (isFloating(x.type)) {
      const wide = x.type === "float16" || x.type === "bfloat16" ? to.cast(x, "float32") : x;
      return to.cast(to.reshape(blockedSum(to, wide, axes), out.shape), x.type);
    }
    return to.cast(to.reshape(wholeSum(to, to.cast(x, "int64"), axes), out.shape), x.type);
  },
  vjp([g], { inputs: [x], attrs: { axes } }) {
    return [broadcastTo(reshape(g, reducedShape(x.shape, axes, true)), x.shape)];
  },
  tensorflow: {
    name: "Sum",
    attributes: ({ keepdims }) => ({ keep_dims: keepdims }),
    inputs: ({ axes }) => [0, { dtype: "int32", shape: [axes.length], values: axes }],
  },
  *samples() {
    for (const dtype of ["float32", "float64", "int32", "int64", "uint8", "float16"] as const) {
      for (const keepdims of [false, true]) {
        yield { inputs: [sample([2, 3, 5], { dtype })], attrs: { axes: [0, 2], keepdims } };
        yield { inputs: [sample([2, 3], { dtype })], attrs: { axes: [1], keepdims } };
        yield { inputs: [sample([2, 3], { dtype })], attrs: { axes: [], keepdims } };
        yield { inputs: [sample([7], { dtype })], attrs: { axes: [0], keepdims } };
        yield { inputs: [sample([0, 3], { dtype })], attrs: { axes: [0], keepdims } };
      }
    }
    yield { inputs: [sample([3, 4099])], attrs: { axes: [1], keepdims: false } };
    yield { inputs: [sample([8193, 2])], attrs: { axes: [0], keepdims: false } };
  },
});

/** The sum over axes, which are counted from the front, in order. */
export function reduceSum(x: Tensor, axes: readonly number[], keepdims = false): Tensor {
  return record(bind({ axes: [...axes], keepdims }), [x]);
}
