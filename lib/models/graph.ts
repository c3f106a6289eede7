/**
 * The graph of a functional model: the layers between its inputs and outputs in Keras's order, and
 * the way from values of the one to values of the other.
 *
 * @module
 */
import { flatten, pack, type Structure } from "../functions/nest.ts";
import type { Layer } from "../layers/base/layer.ts";
import { asSymbolic, type GraphOperation, type Node, nodeOf } from "../layers/base/node.ts";
import { InputLayer } from "../layers/core/input_layer.ts";
import type { KerasTensor, SymbolicShape } from "../tensor/keras_tensor.ts";

/** A layer of a graph. */
export type GraphLayer = Layer<never, unknown>;

/** Nested symbolic tensors. */
export interface Symbols {
  readonly tensors: readonly KerasTensor[];
  readonly structure: Structure;
}

/** The symbolic tensors of a nested value, which holds nothing else. */
export function symbolsOf(where: string, what: string, value: unknown): Symbols {
  const { leaves, structure } = flatten(value, asSymbolic);
  if (leaves.length === 0 || hasOthers(structure)) {
    throw new TypeError(
      `${where}: expected ${what} to be symbolic tensors, in lists or objects, received others; graphs begin with tf.keras.Input`,
    );
  }
  return { tensors: leaves, structure };
}

function hasOthers(structure: Structure): boolean {
  switch (structure.kind) {
    case "leaf":
      return false;
    case "other":
      return true;
    case "list":
      return structure.items.some(hasOthers);
    case "record":
      return structure.entries.some(([, it]) => hasOthers(it));
  }
}

/** Inputs and outputs, and what lies between them. */
export class Graph {
  readonly inputs: Symbols;
  readonly outputs: Symbols;
  /** The calls between them, each after those it needs. */
  readonly nodes: readonly Node[];
  /** The calls by their distance from the outputs, the far ones first; those of inputs among them. */
  readonly depths: readonly (readonly Node[])[];
  /** The layers, those far from the outputs first; in the order of Keras. */
  readonly layers: readonly GraphLayer[];

  /**
   * Finds what lies between inputs and outputs.
   *
   * @throws {TypeError} if an output depends on another input, or two layers have one name.
   */
  constructor(where: string, inputs: unknown, outputs: unknown) {
    this.outputs = symbolsOf(where, "outputs", outputs);
    const given = symbolsOf(where, "inputs", inputs);
    this.inputs = given;
    const stops = new Set(this.inputs.tensors);
    const { nodes, order } = reach(where, this.outputs.tensors, stops);
    this.nodes = nodes;
    const sorted = byDepth(nodes, order, this.inputs.tensors);
    this.layers = sorted.operations as GraphLayer[];
    this.depths = sorted.depths;
    checkNames(where, this.layers);
  }

  /** The nodes of a layer that belong to the graph. */
  nodesOf(layer: GraphOperation): Node[] {
    return layer.inboundNodes.filter((node) => this.nodes.includes(node));
  }

  /**
   * The outputs for values of the inputs, in the order of {@linkcode Symbols.tensors}. Calls far from
   * the outputs come first, as in Keras: a layer called twice that draws, or that keeps a state, has
   * to meet its inputs in that order.
   *
   * @param call Calls a layer with the arguments of a node.
   */
  run(
    values: readonly unknown[],
    call: (layer: GraphLayer, args: unknown[]) => unknown = callLayer,
  ): unknown {
    const known = new Map<KerasTensor, unknown>();
    this.inputs.tensors.forEach((tensor, i) => known.set(tensor, values[i]));
    // A copy notes its calls in the order in which they were made.
    const nodes = call === callLayer ? this.depths.flat() : this.nodes;
    for (const node of nodes) {
      if (node.isInput || node.outputs.every((it) => known.has(it))) continue;
      const args = node.argumentsWith(node.inputs.map((it) => known.get(it)));
      const made = call(node.operation as GraphLayer, args);
      const { leaves } = flatten(made, (it) => isMade(it) ? it : undefined);
      node.outputs.forEach((tensor, i) => known.set(tensor, leaves[i]));
    }
    return pack(this.outputs.structure, this.outputs.tensors.map((it) => known.get(it)));
  }
}

/** Whether a value is one output: no list or object of them. */
function isMade(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.getPrototypeOf(value) !== Object.prototype;
}

function callLayer(layer: GraphLayer, [inputs, ...rest]: unknown[]): unknown {
  return (layer as (inputs: never, ...rest: unknown[]) => unknown)(inputs as never, ...rest);
}

/** The nodes that outputs depend on, each after those it needs, and layers as they are met. */
function reach(where: string, outputs: readonly KerasTensor[], stops: ReadonlySet<KerasTensor>) {
  const nodes: Node[] = [];
  const order = new Map<GraphOperation, number>();
  const state = new Map<Node, "open" | "done">();
  const enter = (tensor: KerasTensor): Node | undefined => {
    const node = nodeOf(tensor);
    if (stops.has(tensor) && !node.isInput) {
      // An input from the middle of another graph: what gave it is not part of this one.
      return undefined;
    }
    if (node.isInput && !stops.has(tensor)) {
      throw new TypeError(
        `${where}: expected outputs that depend on the inputs alone, received one that depends on '${tensor.name}' of ${node.operation.name}; list it among the inputs`,
      );
    }
    return state.has(node) ? undefined : node;
  };
  // A stack of its own: graphs may be deeper than JavaScript's.
  const visit = (tensor: KerasTensor) => {
    const first = enter(tensor);
    if (!first) return;
    const stack: { node: Node; next: number }[] = [{ node: first, next: 0 }];
    state.set(first, "open");
    if (!order.has(first.operation)) order.set(first.operation, order.size);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      if (top.next === top.node.inputs.length) {
        nodes.push(top.node);
        state.set(top.node, "done");
        stack.pop();
        continue;
      }
      const inner = enter(top.node.inputs[top.next++]!);
      if (!inner) continue;
      state.set(inner, "open");
      if (!order.has(inner.operation)) order.set(inner.operation, order.size);
      stack.push({ node: inner, next: 0 });
    }
  };
  outputs.forEach(visit);
  return { nodes, order };
}

/** Layers by their distance from the outputs, the far ones first, then as they were met. */
function byDepth(
  nodes: readonly Node[],
  order: ReadonlyMap<GraphOperation, number>,
  inputs: readonly KerasTensor[],
): { operations: GraphOperation[]; depths: Node[][] } {
  const members = new Set(nodes);
  const depthOf = new Map<Node, number>();
  const depths = new Map<GraphOperation, number>();
  for (const node of nodes.toReversed()) {
    const depth = Math.max(depthOf.get(node) ?? 0, depths.get(node.operation) ?? 0);
    depths.set(node.operation, depth);
    depthOf.set(node, depth);
    for (const parent of node.parents) {
      if (members.has(parent)) depthOf.set(parent, Math.max(depth + 1, depthOf.get(parent) ?? 0));
    }
  }
  const places = new Map(order);
  for (const tensor of inputs) {
    const { operation } = nodeOf(tensor);
    if (depths.has(operation) || !nodeOf(tensor).isInput) continue;
    // An input that nothing takes.
    depths.set(operation, 0);
    places.set(operation, -1);
    depthOf.set(nodeOf(tensor), 0);
  }
  const operations = [...depths.keys()].sort((a, b) =>
    depths.get(b)! - depths.get(a)! || places.get(a)! - places.get(b)!
  );
  const byDistance = Map.groupBy(depthOf, ([, depth]) => depth);
  const distances = [...byDistance.keys()].sort((a, b) => b - a);
  return {
    operations,
    depths: distances.map((depth) => byDistance.get(depth)!.map(([node]) => node)),
  };
}

function checkNames(where: string, layers: readonly GraphLayer[]): void {
  const names = new Set<string>();
  for (const { name } of layers) {
    if (names.has(name)) {
      throw new TypeError(
        `${where}: expected layers of different names, received two called '${name}'; give one of them another name`,
      );
    }
    names.add(name);
  }
}

/** Whether a layer is the beginning of a graph. */
export function isInputLayer(layer: unknown): layer is InputLayer {
  return layer instanceof InputLayer;
}

/** The shape of one tensor, the shapes of several. */
export function oneShapeOrAll(tensors: readonly KerasTensor[]): SymbolicShape {
  const shapes = tensors.map(({ shape }) => shape);
  // Most models have one input and one output, and that is what the type says.
  return shapes.length === 1 ? shapes[0]! : shapes as unknown as SymbolicShape;
}
