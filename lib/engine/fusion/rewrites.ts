/**
 * Patterns that kernels compute in one go, where ONNX Runtime needs several operators.
 *
 * @module
 */
import type { Plan, Value } from "../plan/graph_types.ts";
import { MOST_ROWS } from "../kernels/gather_sum.ts";
import { listOf, PlanEditor, type Rule, sizeOf } from "../cpu/plan_editor.ts";
import { pointConvolutions } from "../cpu/point_convolution.ts";
import { depthwiseConvolutions } from "./depthwise.ts";
import { GATHER_SUM, KERNELS_ONLY, SCATTER_ADD } from "./kernels_only.ts";
import { guardedFunctions } from "./function_patterns.ts";
import { normalizations } from "./normalizations.ts";
import { onesOfRows } from "./one_of_row.ts";
import { joinProducts, splitSums } from "./parts_of_sums.ts";
import { wholeSums } from "./whole_sums.ts";

const isNaNConstant = (value: Value | undefined) =>
  value?.type === "float32" && value.host?.length === 1 && Number.isNaN(value.host[0]);

/** Whether two lists of axes are the same. */
function sameAxes(a: Value | undefined, b: Value | undefined): boolean {
  return a?.host !== undefined && b?.host !== undefined && `${a.host}` === `${b.host}`;
}

/**
 * The largest or smallest, not a number if one of them is none. ONNX Runtime's passes over those,
 * so plans look for them beside it; a kernel's does not.
 *
 * @param isWorth Whether kernels compute it.
 */
function extremes(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const [marked, nan, extreme] = node.inputs;
    if (node.op !== "Where" || !isNaNConstant(nan)) return false;
    const found = editor.producer(extreme, "ReduceMax") ?? editor.producer(extreme, "ReduceMin");
    const any = editor.producer(editor.producer(marked, "Cast")?.inputs[0], "ReduceMax");
    const marks = any && editor.producer(any.inputs[0], "Cast");
    const isNaN = marks && editor.producer(marks.inputs[0], "IsNaN");
    const [x, axes] = found?.inputs ?? [];
    if (!found || !x || isNaN?.inputs[0] !== x || !isWorth(x)) return false;
    if (x.type !== "float32" || !sameAxes(axes, any!.inputs[1])) return false;
    // A fold over dimensions of 1 is none, for kernels.
    if (sizeOf(x) === sizeOf(node.outputs[0]!)) return false;
    editor.add(found.op, [x, axes], {
      domain: KERNELS_ONLY,
      attributes: found.attributes,
      output: node.outputs[0]!,
    });
    return true;
  };
}

/** A sum divided by how many are added. */
function means(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const [sum, count] = node.inputs;
    const found = node.op === "Div" ? editor.producer(sum, "ReduceSum") : undefined;
    const [x, axes] = found?.inputs ?? [];
    if (!found || x?.type !== "float32" || !axes?.host || !isWorth(x)) return false;
    if (count?.host?.length !== 1 || editor.onlyUser(sum!) !== node) return false;
    if (sizeOf(sum!) !== sizeOf(node.outputs[0]!) || sizeOf(x) === sizeOf(sum!)) return false;
    if (Number(count.host[0]) !== sizeOf(x) / sizeOf(sum!)) return false;
    editor.add("ReduceMean", [x, axes], {
      domain: KERNELS_ONLY,
      attributes: found.attributes,
      output: node.outputs[0]!,
    });
    return true;
  };
}

/** Sums, or means, of rows that were looked up one by one, along the last axis of their indices. */
function gatherSums(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const isMean = node.op === "ReduceMean";
    if (!isMean && node.op !== "ReduceSum") return false;
    const [x, axes] = node.inputs;
    const gather = editor.producer(x, "Gather");
    const [matrix, indices] = gather?.inputs ?? [];
    if (!gather || !matrix || !indices || editor.onlyUser(x!) !== node || !isWorth(x!)) {
      return false;
    }
    if (matrix.type !== "float32" || indices.type !== "int64" || matrix.shape.length < 2) {
      return false;
    }
    const axis = indices.shape.length - 1;
    const isLast = axis >= 0 && gather.attributes["axis"] === 0 && `${axes?.host}` === `${axis}`;
    const count = isLast ? indices.shape[axis]! : 0;
    if (count < 1 || count > MOST_ROWS || sizeOf(x!) === 0) return false;
    editor.add(GATHER_SUM, [matrix, indices], {
      domain: KERNELS_ONLY,
      attributes: { divisor: { float: isMean ? count : 1 } },
      kernel: gather.kernel,
      output: node.outputs[0]!,
    });
    return true;
  };
}

/**
 * What updates are before each of them is repeated along the last axis of their indices, and how
 * often it is.
 */
function unrepeated(updates: Value, indices: Value, editor: PlanEditor): [Value, number] {
  const whole = editor.producer(updates, "Reshape")?.inputs[0] ?? updates;
  const once = editor.producer(whole, "Expand")?.inputs[0];
  const lead = sizeOf(indices);
  // The axes before the row's: their product is the number of indices.
  let axis = 0;
  for (let size = 1; axis < whole.shape.length && size * whole.shape[axis]! <= lead; axis++) {
    size *= whole.shape[axis]!;
    if (size === lead) break;
  }
  const isRepeated = once?.shape.length === whole.shape.length && once.host === undefined &&
    once.shape.every((dim, i) => i === axis ? dim === 1 : dim === whole.shape[i]);
  return isRepeated && lead > 0 ? [once, whole.shape[axis]!] : [updates, 1];
}

/** The number that a constant, or a shape full of one, consists of. */
function uniform(value: Value | undefined, editor: PlanEditor): number | undefined {
  const source = editor.producer(value, "Expand")?.inputs[0] ?? value;
  return source?.host?.length === 1 ? Number(source.host[0]) : undefined;
}

/** Rows that are added to rows, which ONNX Runtime's threads would do over one another. */
function scatters(isWorth: (value: Value) => boolean): Rule {
  return (node, editor) => {
    const [base, indices, updates] = node.inputs;
    if (node.op !== "ScatterND" || node.attributes["reduction"] !== "add") return false;
    if (base?.type !== "float32" || indices?.type !== "int64" || !updates) return false;
    if (indices.shape.at(-1) !== 1 || base.shape.length < 2 || !isWorth(base)) return false;
    const fill = uniform(base, editor);
    const [rows, repeats] = unrepeated(updates, indices, editor);
    editor.add(SCATTER_ADD, fill === undefined ? [indices, rows, base] : [indices, rows], {
      domain: KERNELS_ONLY,
      attributes: { repeats, ...(fill === undefined ? {} : { fill: { float: fill } }) },
      output: node.outputs[0]!,
    });
    return true;
  };
}

/** Axes that are moved twice, moved once. */
const joinedMoves: Rule = (node, editor) => {
  const before = node.op === "Transpose" ? editor.producer(node.inputs[0], "Transpose") : undefined;
  const [source] = before?.inputs ?? [];
  if (!before || !source) return false;
  const first = listOf(before, "perm", []);
  const perm = listOf(node, "perm", []).map((axis) => first[axis]!);
  const [output] = node.outputs as [Value];
  if (perm.every((axis, i) => axis === i)) editor.reshape(source, output.shape, output);
  else editor.add("Transpose", [source], { attributes: { perm }, output });
  return true;
};

/** A plan with the patterns in it as operators of kernels. */
export function withPatterns(plan: Plan, isWorth: (value: Value) => boolean): Plan {
  const whole = new PlanEditor(plan).apply([wholeSums(isWorth)]);
  const found = new PlanEditor(whole).apply([
    extremes(isWorth),
    means(isWorth),
    scatters(isWorth),
    ...normalizations(isWorth),
    ...onesOfRows(isWorth),
    depthwiseConvolutions(isWorth),
    guardedFunctions(isWorth),
    splitSums(isWorth),
    joinProducts(isWorth),
  ]);
  // Images of kernels have their channels last, which point convolutions want too.
  return new PlanEditor(found).apply([
    gatherSums(isWorth),
    pointConvolutions("after"),
    joinedMoves,
  ]);
}
