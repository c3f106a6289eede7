/**
 * A trace: the nodes a function recorded when it ran once, kept so that later calls run its graph
 * without running the function. What may change between calls (arguments, variables, random draws)
 * is an input of the graph; everything else it met is a constant.
 *
 * @module
 */
import type { GraphNode, Plan, Value } from "./graph_types.ts";
import type { HostData } from "./onnx_types.ts";
import { newValue } from "./value.ts";

/** A random draw inside a traced function. */
export interface Draw {
  /** The value drawn while tracing. */
  readonly value: Value;
  /** Draws the next one from the same stream. */
  readonly redraw: () => HostData;
}

/** What a function recorded. */
export interface Trace {
  /** Operators in the order of recording. */
  readonly nodes: GraphNode[];
  /** Random draws in program order. */
  readonly draws: Draw[];
}

/** Constants of at most this many elements become part of the model, larger ones stay inputs. */
const INLINE_LIMIT = 64;

const sizeOf = (value: Value) => value.shape.reduce((product, dim) => product * dim, 1);

/** A node that computes one float value from others. */
function makeNode(
  kernel: string,
  op: string,
  inputs: readonly Value[],
  shape: readonly number[],
  attributes: GraphNode["attributes"] = {},
): { node: GraphNode; value: Value } {
  const key = `${op}${JSON.stringify(attributes)}`;
  const node: GraphNode = { op, kernel, inputs, attributes, key, outputs: [] };
  const value = newValue("float32", shape, { producer: node });
  node.outputs.push(value);
  return { node, value };
}

/**
 * Folds the update of gradient descent into the product that gives the gradient: where a result
 * is `w - rate * (a b)` and nothing else needs the product, one Gemm computes it. A constant rate
 * becomes the Gemm's own factor; a rate that changes scales the smaller of `a` and `b` first.
 *
 * @param isInput Whether a value changes between calls.
 * @param wanted Values that somebody needs besides the nodes.
 */
export function foldUpdates(
  nodes: readonly GraphNode[],
  isInput: (value: Value) => boolean,
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
    const folded = foldUpdate(node, weight, product, rate, isInput);
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
  isInput: (value: Value) => boolean,
): GraphNode[] | undefined {
  const kernel = `${product.kernel}_update`;
  const [a, b] = product.inputs as readonly [Value, Value];
  const finish = (inputs: readonly Value[], alpha?: number): GraphNode => {
    const factor = alpha === undefined ? {} : { alpha: { float: alpha } };
    const attributes = { ...product.attributes, ...factor, beta: { float: 1 } };
    const { node: gemm } = makeNode(kernel, "Gemm", [...inputs, weight], weight.shape, attributes);
    return { ...gemm, outputs: node.outputs };
  };
  if (rate.host && !rate.producer && !isInput(rate)) return [finish([a, b], -Number(rate.host[0]))];
  const smaller = sizeOf(a) < sizeOf(b) ? a : b;
  if (sizeOf(smaller) >= sizeOf(weight)) return undefined;
  const negated = makeNode(kernel, "Neg", [rate], []);
  const step = makeNode(kernel, "Mul", [smaller, negated.value], smaller.shape);
  const inputs = smaller === a ? [step.value, b] : [a, step.value];
  return [negated.node, step.node, finish(inputs)];
}

/**
 * The plan of a trace: the nodes its outputs need, with every value numbered.
 *
 * @param isInput Whether a value that no node computes changes between calls.
 */
export function planTrace(
  trace: Trace,
  outputs: readonly Value[],
  isInput: (value: Value) => boolean,
): Plan {
  const wanted = new Set(outputs);
  const needed = new Set<Value>(outputs);
  const nodes = foldUpdates(trace.nodes, isInput, wanted).toReversed().filter((node) => {
    if (!node.outputs.some((output) => needed.has(output))) return false;
    for (const input of node.inputs) if (input) needed.add(input);
    return true;
  }).reverse();
  const plan: Plan = { nodes, inputs: [], constants: [], outputs: [...wanted], key: "" };
  const numbered = new Set<Value>();
  const number = (value: Value): boolean => {
    if (numbered.has(value)) return false;
    value.slot = numbered.size;
    numbered.add(value);
    return true;
  };
  for (const node of nodes) {
    for (const input of node.inputs) {
      if (!input || !number(input)) continue;
      const size = input.shape.reduce((product, dim) => product * dim, 1);
      const inline = input.constantKey !== undefined || (!isInput(input) && size <= INLINE_LIMIT);
      (inline ? plan.constants : plan.inputs).push(input);
    }
    node.outputs.forEach(number);
  }
  return plan;
}
