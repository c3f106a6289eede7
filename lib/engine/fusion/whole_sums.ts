/**
 * Sums of many elements as they were before they were lowered: ONNX Runtime adds one after the other,
 * so that long sums are written as sums of blocks; kernels have sums side by side and add those of
 * their parts, and can compute what is added where they add it.
 *
 * @module
 */
import { type PlanEditor, type Rule, sizeOf } from "../cpu/plan_editor.ts";
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { squeezed } from "./row_places.ts";
import { partsTaken } from "./windows.ts";

/** Rows that are added one after the other at most, and elements that are added side by side. */
const MOST_ROWS = 4096;
const MOST_ELEMENTS = 16 * MOST_ROWS;

/** The one axis that a node of this kind sums. */
function axisOf({ inputs: [x, axes] }: GraphNode): number | undefined {
  return x?.type === "float32" && axes?.host?.length === 1 ? Number(axes.host[0]) : undefined;
}

/** A run of elements along an axis of a matrix. */
interface Run {
  readonly matrix: Value;
  readonly from: number;
  readonly to: number;
}

/** What blocks along an axis of a matrix were added to. */
function runOf(sums: Value, axis: number, editor: PlanEditor): Run | undefined {
  const node = editor.producer(sums, "ReduceSum");
  if (node === undefined) return undefined;
  const [added] = node.inputs as [Value];
  const isBlocks = added.shape.length === 3;
  if (axisOf(node) !== (isBlocks ? axis + 1 : axis)) return undefined;
  const taken = isBlocks ? editor.producer(added, "Reshape")?.inputs[0] : added;
  if (taken?.shape.length !== 2 || sums.shape.length !== 2) return undefined;
  const other = 1 - axis;
  const isSame = added.shape[isBlocks && other > axis ? 2 : other] === taken.shape[other] &&
    sums.shape[other] === taken.shape[other];
  if (!isSame) return undefined;
  const slice = editor.producer(taken, "Slice");
  const part = slice && partsTaken(slice)?.[0];
  if (!slice || !part) return { matrix: taken, from: 0, to: taken.shape[axis]! };
  const [matrix] = slice.inputs as [Value];
  const from = part.begin[axis]!;
  if (matrix.shape[other] !== taken.shape[other]) return undefined;
  return { matrix, from, to: from + taken.shape[axis]! };
}

/** The matrix that a matrix has the sums of blocks of, along an axis. */
function unblocked(sums: Value, axis: number, editor: PlanEditor): Value | undefined {
  const join = editor.producer(sums, "Concat");
  if (join && join.attributes["axis"] !== axis) return undefined;
  const runs = (join?.inputs ?? [sums]).map((it) => runOf(it!, axis, editor));
  const matrix = runs[0]?.matrix;
  let at = 0;
  for (const run of runs) {
    if (run === undefined || run.matrix !== matrix || run.from !== at) return undefined;
    at = run.to;
  }
  return matrix?.shape[axis] === at ? matrix : undefined;
}

/** How many axes of a value have so many places together; 0 if none have. */
function leadingAxes({ shape }: Value, places: number): number {
  return shape.findIndex((_, i) => sizeOf({ shape: shape.slice(0, i + 1) }) === places) + 1;
}

/** Sums everything at once, or all rows of a matrix, where that is a kernel. */
export function wholeSums(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const sum = node.op === "Reshape" ? editor.producer(node.inputs[0], "ReduceSum") : node;
    const axis = sum?.op === "ReduceSum" ? axisOf(sum) : undefined;
    const sums = sum?.inputs[0];
    if (axis === undefined || sums?.shape.length !== 2) return false;
    let matrix = unblocked(sums, axis, editor);
    for (let outer = matrix; outer; outer = unblocked(outer, axis, editor)) matrix = outer;
    if (!matrix || !isWorth(matrix)) return false;
    const isEverything = matrix.shape[1 - axis] === 1;
    // Long rows that are added one by one, kernels would add to a few sums.
    if (axis === 1 && !isEverything) return false;
    const source = editor.producer(matrix, "Reshape")?.inputs[0] ?? matrix;
    const all = source.shape.map((_, i) => i);
    const axes = isEverything ? all : all.slice(0, leadingAxes(source, matrix.shape[0]!));
    if (axes.length === 0) return false;
    // The first dimension is cut into parts, if nothing can be cut that has them all.
    const inner = squeezed(axes.map((i) => source.shape[i]!)).slice(1);
    const most = isEverything ? MOST_ELEMENTS : MOST_ROWS;
    if (inner.length > 0 && sizeOf({ shape: inner }) > most) return false;
    const [output] = node.outputs as [Value];
    const kept = source.shape.map((dim, i) => axes.includes(i) ? 1 : dim);
    const dropped = source.shape.filter((_, i) => !axes.includes(i));
    const isDropped = `${dropped}` === `${output.shape}`;
    const isSame = isDropped || `${kept}` === `${output.shape}`;
    const result = editor.add("ReduceSum", [source, editor.list(axes)], {
      attributes: { keepdims: isDropped ? 0 : 1 },
      shape: kept,
      ...(isSame ? { output } : {}),
    });
    if (!isSame) editor.reshape(result, output.shape, output);
    return true;
  };
}
