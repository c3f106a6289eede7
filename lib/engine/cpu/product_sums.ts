/**
 * Sums of products of matrices as one product: `a' x + b' y` is the product of `a` and `b` one below
 * the other with `x` and `y` one below the other. The gradient of weights that each step of a written
 * out recurrence uses is such a sum, and the whole of it would be written again for each step.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { PlanEditor, Rule } from "./plan_editor.ts";

/** Whether a node is a plain product `a' x`. */
function isProduct({ inputs, attributes, outputs }: GraphNode): boolean {
  const { transA, transB = 0, ...others } = attributes;
  return inputs.length === 2 && outputs[0]!.type === "float32" && transA === 1 && transB === 0 &&
    Object.keys(others).length === 0;
}

/** The values that a tree of sums adds, in their order. */
function termsOf(root: GraphNode, editor: PlanEditor): Value[] {
  const terms: Value[] = [];
  const left = root.inputs.toReversed() as Value[];
  const shape = `${root.outputs[0]!.shape}`;
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    const sum = editor.producer(value, "Add");
    const isInner = sum !== undefined && editor.onlyUser(value) !== undefined &&
      `${value.shape}` === shape;
    if (isInner) left.push(sum.inputs[1]!, sum.inputs[0]!);
    else terms.push(value);
  }
  return terms;
}

/** Makes one product of those that a tree of sums adds, where copying their factors costs less. */
export const productSums: Rule = (node, editor) => {
  const [output] = node.outputs as [Value];
  if (node.op !== "Add" || output.type !== "float32" || output.shape.length !== 2) return false;
  const shape = `${output.shape}`;
  const user = editor.onlyUser(output);
  if (user?.op === "Add" && `${user.outputs[0]!.shape}` === shape) return false;
  const terms = termsOf(node, editor);
  const products = terms.flatMap((value) => {
    const product = editor.producer(value, "Gemm");
    const joins = product !== undefined && isProduct(product) &&
      editor.onlyUser(value) !== undefined;
    return joins ? [{ value, factors: product.inputs as readonly [Value, Value] }] : [];
  });
  if (products.length < 2) return false;
  const rows = products.reduce((sum, { factors: [a] }) => sum + a.shape[0]!, 0);
  const [m, n] = output.shape as [number, number];
  if (rows * (m + n) > products.length * m * n) return false;
  const below = (which: 0 | 1, columns: number) =>
    editor.add("Concat", products.map(({ factors }) => factors[which]), {
      attributes: { axis: 0 },
      shape: [rows, columns],
    });
  const joined = new Set(products.map(({ value }) => value));
  const others = terms.filter((value) => !joined.has(value));
  const product = editor.add("Gemm", [below(0, m), below(1, n)], {
    attributes: { transA: 1 },
    shape: output.shape,
    ...(others.length === 0 ? { output } : {}),
  });
  others.reduce((sum, value, i) =>
    editor.add("Add", [value, sum], {
      shape: output.shape,
      ...(i === others.length - 1 ? { output } : {}),
    }), product);
  return true;
};
