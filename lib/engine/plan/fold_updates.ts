/**
 * Folds the update of gradient descent into the product that gives the gradient.
 *
 * @module
 */
import type { GraphNode, Value } from "./graph_types.ts";
import { newValue } from "./value.ts";

const sizeOf = (value: Value) => value.shape.reduce((product, dim) => product * dim, 1);

/** A node that computes one float value from others. */
function makeNode(
  kernel: string,
  op: string,
  inputs: readonly Value[],
  shape: readonly number[],
  attributes: GraphNode["attributes"] = {},
): { node: GraphNode; value: Value } {
  const node: GraphNode = { op, kernel, inputs, attributes, outputs: [] };
  const value = newValue("float32", shape, { producer: node });
  node.outputs.push(value);
  return { node, value };
}

/**
 * Folds the update of gradient descent into the product that gives the gradient: where a result
 * is `w - rate * (a b)` and nothing else needs the product, one Gemm computes it, whose smaller
 * factor is scaled first.
 *
 * @param wanted Values that somebody needs besides the nodes.
 */
export function foldUpdates(
  nodes: readonly GraphNode[],
  wanted: ReadonlySet<Value>,
): GraphNode[] {
  const uses = new Map<Value, number>();
  for (const node of nodes) {
    for (const input of node.inputs) if (input) uses.set(input, (uses.get(input) ?? 0) + 1);
  }
  const single = (value: Value | undefined, op: string): GraphNode | undefined => {
    const producer = value?.producer;
    const free = producer?.op === op && uses.get(value!) === 1 && !wanted.has(value!);
    return free ? producer : undefined;
  };
  const replaced = new Map<GraphNode, readonly GraphNode[]>();
  for (const node of nodes) {
    if (node.op !== "Sub") continue;
    const [weight, change] = node.inputs;
    const scaled = single(change, "Mul");
    const factors = scaled?.inputs as readonly [Value, Value] | undefined;
    const rate = factors?.find((it) => it.shape.length === 0 && it.type === "float32");
    const product = factors && single(factors.find((it) => it !== rate), "Gemm");
    if (!weight || !rate || !product || product.inputs.length !== 2) continue;
    if (`${weight.shape}` !== `${node.outputs[0]!.shape}`) continue;
    const folded = foldUpdate(node, weight, product, rate);
    if (folded) replaced.set(product, []).set(scaled!, []).set(node, folded);
  }
  return nodes.flatMap((node) => replaced.get(node) ?? [node]);
}

/** The operators that compute `w - rate * (a b)` at once, unless that would not pay. */
function foldUpdate(
  node: GraphNode,
  weight: Value,
  product: GraphNode,
  rate: Value,
): GraphNode[] | undefined {
  const kernel = `${product.kernel}_update`;
  const [a, b] = product.inputs as readonly [Value, Value];
  const smaller = sizeOf(a) < sizeOf(b) ? a : b;
  if (sizeOf(smaller) >= sizeOf(weight)) return undefined;
  const negated = makeNode(kernel, "Neg", [rate], []);
  const step = makeNode(kernel, "Mul", [smaller, negated.value], smaller.shape);
  const factors = smaller === a ? [step.value, b] : [a, step.value];
  const attributes = { ...product.attributes, beta: { float: 1 } };
  const { node: gemm } = makeNode(kernel, "Gemm", [...factors, weight], weight.shape, attributes);
  return [negated.node, step.node, { ...gemm, outputs: node.outputs }];
}
