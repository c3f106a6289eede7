/**
 * From a model to its outline, the plain data of which summaries and plots are made.
 *
 * @module
 */
import { type Activation, serialize } from "../../activations/mod.ts";
import type { Variable } from "../../functions/variable.ts";
import { flatShapes, mapShapes, type NestedShape } from "../../layers/base/shapes.ts";
import { type Node, nodeOf } from "../../layers/base/node.ts";
import { pack } from "../../functions/nest.ts";
import { KerasTensor } from "../../tensor/keras_tensor.ts";
import type { Graph, GraphLayer } from "../graph.ts";
import { sumWeights } from "./numbers.ts";
import type {
  CallOutline,
  CallReference,
  GraphOutline,
  LayerKind,
  LayerOutline,
  ModelOutline,
  TensorSource,
  TensorTree,
} from "./outline.ts";

/** What an outline needs to know of a model. */
export interface Outlined extends GraphLayer {
  /** The name of its kind. */
  readonly className: string;
  /** The layers that it lists. */
  readonly layers: readonly GraphLayer[];
}

/** A model, with its graph if it has one. */
interface WithGraph {
  readonly graph?: Graph | undefined;
}

/** Numbers for the layers of an outline, in the order in which they are met. */
class Numbers {
  readonly #numbers = new Map<object, number>();

  of(layer: object): number {
    const known = this.#numbers.get(layer);
    if (known !== undefined) return known;
    this.#numbers.set(layer, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

const isModel = (layer: GraphLayer): layer is Outlined =>
  "className" in layer && "layers" in layer && Array.isArray(layer.layers);

/** Classes whose name in Keras is not the one that it exports. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  GroupQueryAttention: "GroupedQueryAttention",
};

/** The name of a layer's class as Keras shows it. */
function classNameOf({ constructor: { name } }: object): string {
  return OWN_NAMES[name] ?? name;
}

/** The outline of a model. */
export function outlineOf(model: Outlined): ModelOutline {
  const layer = new Outliner().layer(model);
  const weights = (list: () => Iterable<Variable>) => model.built ? [...list()] : [];
  return {
    ...layer,
    built: model.built,
    trainableWeights: sumWeights(weights(() => model.trainableWeights)),
    nonTrainableWeights: sumWeights(weights(() => model.nonTrainableWeights)),
  };
}

class Outliner {
  readonly #numbers = new Numbers();

  layer(layer: GraphLayer): LayerOutline {
    const graph = (layer as WithGraph).graph;
    const kind = kindOf(layer, graph);
    const inner = isModel(layer) ? innerLayers(layer, kind, graph) : [];
    const isBuilt = layer.built;
    const parameters = isBuilt ? layer.countParams() : null;
    const calls = layer.inboundNodes.map((node) => this.#call(node));
    const activation = activationOf(layer);
    const built = calls.length === 0 && isBuilt ? builtOutputs(layer) : undefined;
    return {
      id: this.#numbers.of(layer),
      name: layer.name,
      className: isModel(layer) ? layer.className : classNameOf(layer),
      kind,
      parameters,
      hasWeights: isBuilt && layer.weights.length > 0,
      trainable: layer.trainable,
      calls,
      layers: inner.map((it) => this.layer(it)),
      ...(activation === undefined ? {} : { activation }),
      ...(built === undefined ? {} : { builtOutputs: built }),
      ...(graph === undefined ? {} : { graph: this.#graph(graph) }),
    };
  }

  #source(tensor: KerasTensor): TensorSource {
    const node = nodeOf(tensor);
    return {
      ...outlineOfTensor(tensor),
      layer: this.#numbers.of(node.operation),
      call: node.index,
      name: node.operation.name,
      tensor: node.outputs.indexOf(tensor),
    };
  }

  #call(node: Node): CallOutline {
    return {
      inputs: node.inputs.map((tensor) => this.#source(tensor)),
      outputs: treeOf(pack(node.structure, node.outputs)),
    };
  }

  #graph(graph: Graph): GraphOutline {
    const reference = (node: Node): CallReference => ({
      layer: this.#numbers.of(node.operation),
      call: node.index,
    });
    return {
      depths: graph.depths.map((nodes) => nodes.map(reference)),
      inputs: graph.inputs.tensors.map((tensor) => this.#source(tensor)),
      outputs: graph.outputs.tensors.map((tensor) => this.#source(tensor)),
    };
  }
}

const outlineOfTensor = ({ shape, dtype }: KerasTensor) => ({ shape, dtype });

function treeOf(value: unknown): TensorTree {
  if (value instanceof KerasTensor) return outlineOfTensor(value);
  if (Array.isArray(value)) return value.map(treeOf);
  const entries = Object.entries(value as Record<string, unknown>);
  return { dict: Object.fromEntries(entries.map(([name, it]) => [name, treeOf(it)])) };
}

function kindOf(layer: GraphLayer, graph: Graph | undefined): LayerKind {
  if (!isModel(layer)) return "layer";
  if (layer.className === "Functional") return "functional";
  if ("pop" in layer) return "sequential";
  return graph ? "functional" : "subclassed";
}

/** What a model lists: of a graph its beginnings as well, of a Sequential not. */
function innerLayers(
  model: Outlined,
  kind: LayerKind,
  graph: Graph | undefined,
): readonly GraphLayer[] {
  return kind === "functional" && graph ? graph.layers : model.layers;
}

/** The name of a layer's activation, if it has one. */
function activationOf(layer: GraphLayer): string | undefined {
  const { activation } = layer as { activation?: unknown };
  if (typeof activation !== "function") return undefined;
  const name = serialize(activation as Activation);
  return typeof name === "string" ? name : name.class_name;
}

/** Outputs of a layer that was built for a shape, and only ever called with numbers. */
function builtOutputs(layer: GraphLayer): TensorTree | undefined {
  const shape = layer.getBuildConfig()?.["input_shape"] as NestedShape | undefined;
  if (shape === undefined || shape === null || flatShapes(shape).length === 0) return undefined;
  try {
    const outputs = layer.computeOutputShape(shape);
    return treeOf(mapShapes(outputs, (it) => new KerasTensor(it, layer.computeDtype, "output")));
  } catch {
    // A shape that cannot be known is shown as a question mark, as in Keras.
    return undefined;
  }
}
