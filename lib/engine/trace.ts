/**
 * A trace: the nodes a function recorded when it ran once, kept so that later calls run its graph
 * without running the function. What may change between calls (arguments, variables, random draws)
 * is an input of the graph; everything else it met is a constant.
 *
 * @module
 */
import type { GraphNode, Plan, Value } from "./graph_types.ts";
import type { HostData } from "./onnx_types.ts";

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

/** Operators that wait for nothing: their result is a new shape of what they got. */
const WRITABLE = new Set(["Gemm"]);

/** The value of a scalar constant, if a value is one. */
function scalarOf(value: Value | undefined): number | undefined {
  if (!value || value.type !== "float32" || value.host?.length !== 1) return undefined;
  return Number(value.host[0]);
}

/**
 * Folds the update of gradient descent into the product that gives the gradient: where a result
 * is `w - rate * (a b)` and nothing else needs the product, one Gemm computes `-rate (a b) + w`.
 *
 * @param isInput Whether a value changes between calls; the rate must not.
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
  const replaced = new Map<GraphNode, GraphNode | undefined>();
  const single = (value: Value | undefined, op: string): GraphNode | undefined => {
    const producer = value?.producer;
    if (!producer || producer.op !== op || uses.get(value) !== 1 || wanted.has(value)) {
      return undefined;
    }
    return producer;
  };
  for (const node of nodes) {
    if (node.op !== "Sub") continue;
    const [weight, change] = node.inputs;
    const scaled = single(change, "Mul");
    if (!scaled) continue;
    const flipped = scalarOf(scaled.inputs[0]) !== undefined;
    const factor = scaled.inputs[flipped ? 0 : 1];
    const rate = scalarOf(factor);
    const product = single(scaled.inputs[flipped ? 1 : 0], "Gemm");
    if (rate === undefined || isInput(factor!) || !product || !weight) continue;
    if (!WRITABLE.has(product.op) || product.inputs.length !== 2) continue;
    if (`${weight.shape}` !== `${node.outputs[0]!.shape}`) continue;
    const attributes = { ...product.attributes, alpha: { float: -rate }, beta: { float: 1 } };
    replaced.set(product, undefined).set(scaled, undefined).set(node, {
      op: "Gemm",
      kernel: `${product.kernel}_update`,
      inputs: [...product.inputs, weight],
      attributes,
      key: `Gemm${JSON.stringify(attributes)}`,
      outputs: node.outputs,
    });
  }
  return nodes.flatMap((node) => {
    if (!replaced.has(node)) return [node];
    const other = replaced.get(node);
    return other ? [other] : [];
  });
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
