/**
 * Graphs to configurations and back, in Keras 3's form: each layer with its calls, and what each call
 * takes, as layer, number of the call and number of the output.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import {
  deserializeObject,
  isSerialized,
  serializeKerasObject,
  serializeObject,
} from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { pack } from "../functions/nest.ts";
import { type Node, nodeOf } from "../layers/base/node.ts";
import { isOptions } from "../ops/bind.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import type { Graph, GraphLayer } from "./graph.ts";
import { snakeCase } from "../configuration/options.ts";

/** Layer, number of the call, number of the output. */
type Place = [layer: string, node: number, tensor: number];

/** A graph that is nested begins with a call of its own, which Keras counts but in arguments. */
const callsBefore = (layer: object) =>
  "className" in layer && layer.className === "Functional" ? 1 : 0;

/** The configuration of a model that is a graph. */
export function graphConfig(
  model: { readonly name: string; readonly trainable: boolean },
  graph: Graph,
): Record<string, unknown> {
  const places = new Map<Node, number>();
  for (const layer of graph.layers) {
    graph.nodesOf(layer).forEach((node, i) => places.set(node, i));
    // An input that nothing takes has its call all the same.
    for (const node of layer.inboundNodes) if (!places.has(node)) places.set(node, 0);
  }
  const placeOf = (tensor: KerasTensor): Place => {
    const node = nodeOf(tensor);
    return [node.operation.name, places.get(node) ?? 0, node.outputs.indexOf(tensor)];
  };
  const argument = (value: unknown): unknown => {
    if (value instanceof KerasTensor) {
      const config = { shape: value.shape, dtype: value.dtype, keras_history: placeOf(value) };
      return { class_name: "__keras_tensor__", config };
    }
    if (Array.isArray(value)) return value.map(argument);
    if (!isOptions(value)) return serializeKerasObject(value);
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, argument(it)]));
  };
  const callOf = ({ args, implied }: Node) => {
    const last = args.length > 1 && isOptions(args.at(-1)) ? args.at(-1) as object : {};
    const positional = args.slice(0, args.length > 1 && isOptions(args.at(-1)) ? -1 : undefined);
    const kwargs = Object.entries({ ...implied, ...last }).map((
      [key, it],
    ) => [snakeCase(key), argument(it)]);
    return { args: positional.map(argument), kwargs: Object.fromEntries(kwargs) };
  };
  const layers = graph.layers.map((layer) => ({
    ...serializeObject(`${model.name}.getConfig`, layer),
    name: layer.name,
    inbound_nodes: graph.nodesOf(layer).filter((it) => !it.isInput).map(callOf),
  }));
  const structured = ({ structure, tensors }: Graph["inputs"]) =>
    pack(
      structure,
      tensors.map((tensor): Place => {
        const [name, node, output] = placeOf(tensor);
        return [name, node + callsBefore(nodeOf(tensor).operation), output];
      }),
    );
  return {
    name: model.name,
    trainable: model.trainable,
    layers,
    input_layers: structured(graph.inputs),
    output_layers: structured(graph.outputs),
  };
}

const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) && value.length >= 3 && typeof value[0] === "string" &&
  typeof value[1] === "number" && typeof value[2] === "number";

/** A layer of a configuration, with its calls that are still to be made. */
interface Pending {
  readonly layer: GraphLayer;
  readonly calls: unknown[];
  made: number;
}

/** Finds the tensor at a place, in whose number a call of its own of a nested graph may be counted. */
type TensorAt = (place: Place, isCounted: boolean) => KerasTensor | undefined;

/** The model of a graph's configuration. */
export function graphFromConfig(
  Class: new (options: object) => unknown,
  config: Record<string, unknown>,
  customObjects: CustomObjects = {},
): unknown {
  const where = "Model.fromConfig";
  const entries = config["layers"];
  if (!Array.isArray(entries)) {
    throw new TypeError(`${where}: expected a list of layers, received ${formatValue(entries)}`);
  }
  const layers = new Map<string, Pending>();
  for (const entry of entries as Record<string, unknown>[]) {
    const layer = deserializeObject(where, entry, "keras.layers", customObjects) as GraphLayer;
    const calls = (entry["inbound_nodes"] ?? []) as unknown[];
    layers.set(String(entry["name"] ?? layer.name), { layer, calls, made: 0 });
  }
  const tensorAt: TensorAt = ([name, node, output], isCounted) => {
    const found = layers.get(name);
    if (!found) {
      throw new RangeError(`${where}: expected the name of a layer, received ${formatValue(name)}`);
    }
    const index = isCounted ? node - callsBefore(found.layer) : node;
    return found.layer.inboundNodes[index]?.outputs[output];
  };
  makeCalls(where, [...layers.values()], tensorAt);
  const structured = (places: unknown): unknown => {
    if (isPlace(places)) return tensorAt(places, true);
    if (Array.isArray(places)) return places.map(structured);
    return Object.fromEntries(
      Object.entries(places as object).map(([key, it]) => [key, structured(it)]),
    );
  };
  const { name, trainable } = config;
  return new Class({
    inputs: structured(config["input_layers"]),
    outputs: structured(config["output_layers"]),
    ...(name === undefined ? {} : { name }),
    ...(trainable === undefined ? {} : { trainable }),
  });
}

/** Makes all calls, each once what it takes is there. */
function makeCalls(
  where: string,
  pending: readonly Pending[],
  tensorAt: TensorAt,
): void {
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const it of pending) {
      for (; it.made < it.calls.length; it.made++) {
        const args = callArguments(it.layer, it.calls[it.made], tensorAt);
        if (args === undefined) break;
        (it.layer as unknown as (...args: unknown[]) => unknown)(...args);
        isMoving = true;
      }
    }
  }
  const left = pending.find(({ calls, made }) => made < calls.length);
  if (left === undefined) return;
  throw new TypeError(
    `${where}: expected calls of layers that lead from the inputs on, received one of '${left.layer.name}' whose inputs no layer gives`,
  );
}

/** The arguments of a call; `undefined` while some are not there. */
function callArguments(
  layer: GraphLayer,
  call: unknown,
  tensorAt: TensorAt,
): unknown[] | undefined {
  let isComplete = true;
  const tensor = (place: Place, isCounted = false) => {
    const found = tensorAt(place, isCounted);
    isComplete &&= found !== undefined;
    return found;
  };
  const argument = (value: unknown): unknown => {
    if (isSerialized(value) && value.class_name === "__keras_tensor__") {
      return tensor((value.config as { keras_history: Place }).keras_history);
    }
    if (Array.isArray(value)) return value.map(argument);
    if (!isOptions(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, argument(it)]));
  };
  if (isOptions(call)) {
    const { args = [], kwargs = {} } = call as { args?: unknown[]; kwargs?: object };
    const given = args.map(argument);
    const implied = given.length === 1 && isComplete ? layer.implied(given[0]) : {};
    const options = Object.entries(kwargs).map(([key, it]) => [camelCase(key), argument(it)])
      .filter(([key, it]) => it !== null && it !== implied[key as string]);
    if (!isComplete) return undefined;
    return options.length === 0 ? given : [...given, Object.fromEntries(options)];
  }
  // Before Keras 3: a list of [layer, call, output, options].
  const places = call as readonly (readonly [string, number, number, object?])[];
  const given = places.map(([name, node, output]) => tensor([name, node, output], true));
  const options = places[0]?.[3] ?? {};
  if (!isComplete) return undefined;
  const inputs = given.length === 1 ? given[0] : given;
  return Object.keys(options).length === 0 ? [inputs] : [inputs, options];
}

function camelCase(name: string): string {
  return name.replace(/(?!^)_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
