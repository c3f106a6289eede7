/**
 * Products and sums for processors.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { type PlanEditor, type Rule, sizeOf } from "./plan_editor.ts";

/**
 * `a b + c` of a whole matrix `c` as a product and a sum: ONNX Runtime copies `c` with one thread
 * before it multiplies.
 */
export const separateUpdates: Rule = (node, editor) => {
  const [a, b, c] = node.inputs;
  const [output] = node.outputs;
  if (node.op !== "Gemm" || !c || `${c.shape}` !== `${output!.shape}`) return false;
  const { beta, ...attributes } = node.attributes as Record<string, { float: number }>;
  if (beta !== undefined && beta.float !== 1) return false;
  const product = editor.add("Gemm", [a, b], { attributes, shape: output!.shape });
  editor.add("Add", [c, product], { output: output! });
  return true;
};

/** Rows and columns from which a sum over rows is faster as a product. */
const MANY_ROWS = 32;
const MANY_COLUMNS = 16;

/**
 * The sum of a matrix's rows as a product with ones, which ONNX Runtime computes faster. Images are
 * matrices of pixels, if they are likely to have their channels last in memory too: those whose
 * channels fill vectors come from blocked convolutions.
 */
export const rowSums: Rule = (node, editor) => {
  const [x, axes] = node.inputs;
  const [output] = node.outputs;
  if (node.op !== "ReduceSum" || x?.type !== "float32" || !axes?.host) return false;
  const columns = x.shape.at(-1)!;
  const summed = Array.from(axes.host as ArrayLike<number | bigint>, Number);
  const leading = summed.length === x.shape.length - 1 && summed.every((it, i) => it === i);
  if (!leading || (x.shape.length > 2 && columns % MANY_COLUMNS !== 0)) return false;
  const rows = sizeOf(x) / columns;
  if (rows < MANY_ROWS || columns < MANY_COLUMNS) return false;
  const ones = editor.constant(new Float32Array(rows).fill(1), "float32", [1, rows]);
  const matrix = x.shape.length === 2 ? x : editor.reshape(x, [rows, columns]);
  const sums = editor.add("MatMul", [ones, matrix], { shape: [1, columns] });
  editor.reshape(sums, output!.shape, output);
  return true;
};

/** What a value is before it got another shape. */
function unshaped(editor: PlanEditor, value: Value | undefined): Value | undefined {
  return editor.producer(value, "Reshape")?.inputs[0] ?? value;
}

/** The logarithm in `log(sum(exp(b)))` over the last axis, if `value` is that of `b`. */
function isLogOfSum(editor: PlanEditor, value: Value | undefined, b: Value): boolean {
  const log = editor.producer(unshaped(editor, value), "Log");
  const sum = log && editor.producer(unshaped(editor, log.inputs[0]), "ReduceSum");
  const exp = sum && editor.producer(sum.inputs[0], "Exp");
  if (exp?.inputs[0] !== b) return false;
  const axes = sum!.inputs[1]?.host;
  return axes?.length === 1 && Number(axes[0]) === b.shape.length - 1;
}

/**
 * `b - log(sum(exp(b)))` with `b = x - m`, where `m` is one number for each row: the logarithm of
 * the softmax of `x`, whatever `m` is.
 */
export const logSoftmax: Rule = (node: GraphNode, editor) => {
  if (node.op !== "Sub" || node.outputs[0]!.type !== "float32") return false;
  const [b, logarithm] = node.inputs;
  const shifted = editor.producer(b, "Sub");
  const [x, m] = shifted?.inputs ?? [];
  if (!b || !x || !m || `${x.shape}` !== `${b.shape}` || b.shape.length < 2) return false;
  if (m.shape.length !== b.shape.length || m.shape.at(-1) !== 1) return false;
  if (sizeOf(m) * b.shape.at(-1)! !== sizeOf(b) || !isLogOfSum(editor, logarithm, b)) return false;
  editor.add("LogSoftmax", [x], { attributes: { axis: -1 }, output: node.outputs[0]! });
  return true;
};
