/**
 * Patterns that kernels compute in one go, where ONNX Runtime needs several operators.
 *
 * @module
 */
import type { Plan, Value } from "../plan/graph_types.ts";
import { PlanEditor, type Rule, sizeOf } from "../cpu/plan_editor.ts";

import { KERNELS_ONLY, SCATTER_ADD } from "./kernels_only.ts";
import { joinProducts, splitSums } from "./parts_of_sums.ts";

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
    // Over dimensions of 1 there is nothing to fold.
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
    editor.add(SCATTER_ADD, fill === undefined ? [indices, updates, base] : [indices, updates], {
      domain: KERNELS_ONLY,
      attributes: fill === undefined ? {} : { fill: { float: fill } },
      output: node.outputs[0]!,
    });
    return true;
  };
}

/** A plan with the patterns in it as operators of kernels. */
export function withPatterns(plan: Plan, isWorth: (value: Value) => boolean): Plan {
  return new PlanEditor(plan).apply([
    extremes(isWorth),
    means(isWorth),
    scatters(isWorth),
    splitSums(isWorth),
    joinProducts(isWorth),
  ]);
}
