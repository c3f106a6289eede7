/**
 * Nodes written in other primitives, for devices that cannot compute them as they are.
 *
 * @module
 */
import type { Outline } from "./backend.ts";
import { many } from "./primitive.ts";
import { Node, type Tensor } from "./tensor.ts";
import { Trace } from "./trace.ts";

/** An outline, with the leaves that were added to it, such as numbers. */
export interface Composed {
  readonly outline: Outline;
  readonly captured: readonly Tensor[];
}

/** What a node is made of, from its inputs to its outputs. */
function partsOf({ bound, inputs, outputs }: Node): Node[] {
  const { primitive, attrs } = bound;
  const trace = new Trace(primitive.name);
  const places = new Map<Tensor, Tensor>();
  const standIns = inputs.map((input) => {
    const standIn = trace.abstract(input.aval, "input");
    places.set(standIn, input);
    return standIn;
  });
  const result = trace.record(() => primitive.compose!(many(standIns), attrs));
  const results = Array.isArray(result) ? result as readonly Tensor[] : [result as Tensor];
  results.forEach((tensor, i) => {
    if (tensor.node === undefined || places.has(tensor) || tensor.aval !== outputs[i]!.aval) {
      throw new Error(`internal: ${primitive.name} is not made of what it has as its compose`);
    }
    places.set(tensor, outputs[i]!);
  });
  const placed = (tensor: Tensor): Tensor => places.get(tensor) ?? tensor;
  return trace.nodes.map((node) =>
    new Node(node.bound, node.inputs.map(placed), node.outputs.map(placed))
  );
}

/** The nodes that outputs need, and those that do something besides. */
function needed(nodes: readonly Node[], outputs: readonly Tensor[]): Node[] {
  const wanted = new Set<Tensor>(outputs);
  return nodes.toReversed().filter((node) => {
    const isLive = node.bound.stateful || node.outputs.some((it) => wanted.has(it));
    if (isLive) { for (const input of node.inputs) wanted.add(input); }
    return isLive;
  }).reverse();
}

/** Writes the nodes that `isComposed` picks in other primitives, and those again. */
export function compose(outline: Outline, isComposed: (node: Node) => boolean): Composed {
  if (!outline.nodes.some(isComposed)) return { outline, captured: [] };
  const expand = (node: Node): Node[] => isComposed(node) ? partsOf(node).flatMap(expand) : [node];
  const nodes = needed(outline.nodes.flatMap(expand), outline.outputs);
  const known = new Set<Tensor>([...outline.leaves, ...nodes.flatMap(({ outputs }) => outputs)]);
  const captured = [...new Set(nodes.flatMap(({ inputs }) => inputs))]
    .filter((input) => !known.has(input));
  return { outline: { ...outline, nodes, leaves: [...outline.leaves, ...captured] }, captured };
}
