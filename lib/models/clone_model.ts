/**
 * `cloneModel` and `modelFromJson`: models made again, with new weights.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import { deserializeObject } from "../configuration/serialization.ts";
import { checkBoolean } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import { flatten, pack } from "../functions/nest.ts";
import { asSymbolic } from "../layers/base/node.ts";
import type { SymbolicInputs } from "../layers/base/layer.ts";
import { Input } from "../layers/core/input.ts";
import { InputLayer } from "../layers/core/input_layer.ts";
import type { GraphLayer } from "./graph.ts";
import { isModel, Model } from "./model.ts";
import { Sequential } from "./sequential.ts";

/** A model, whatever it takes and gives. */
type AnyModel = Model<never, unknown>;

/** Arguments of {@linkcode cloneModel}. */
export interface CloneModelArguments {
  /** The model. */
  model: AnyModel;
  /** Symbolic tensors at which the copy begins, nested as the model's inputs; default: new ones. */
  inputTensors?: SymbolicInputs | null;
  /** Makes the copy of a layer; default: of its configuration. */
  cloneFunction?: ((layer: GraphLayer) => GraphLayer) | null;
  /** Calls a copied layer with the arguments of the call that is copied. */
  callFunction?: ((layer: GraphLayer, ...args: unknown[]) => unknown) | null;
  /** Whether models inside are copied layer by layer with `cloneFunction`; default `false`. */
  recursive?: boolean;
}

const WHERE = "tf.keras.models.cloneModel";

type Clone = (layer: GraphLayer) => GraphLayer;

/** A layer of the same options. */
function copyOf(layer: GraphLayer): GraphLayer {
  const Class = layer.constructor as unknown as {
    fromConfig(config: Record<string, unknown>): GraphLayer;
  };
  return Class.fromConfig(layer.getConfig());
}

/**
 * A model of the same layers, made of their configurations, with new weights. The names stay.
 *
 * @throws {TypeError} for `inputTensors`, `cloneFunction` or `callFunction` with a model of a class of
 *   one's own, which is made of its configuration.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const net = new tf.keras.Sequential([tf.keras.Input([4]), new tf.keras.layers.Dense(3)]);
 * const copy = tf.keras.models.cloneModel(net);
 * copy.setWeights(net.getWeights());
 * assertEquals(String(copy(tf.ones([1, 4]))), String(net(tf.ones([1, 4]))));
 * ```
 */
export const cloneModel: Operation<
  CloneModelArguments,
  ["model", "inputTensors", "cloneFunction", "callFunction", "recursive"],
  Model
> = bind(
  WHERE,
  ["model", "inputTensors", "cloneFunction", "callFunction", "recursive"],
  1,
  (model, inputTensors, cloneFunction, callFunction, recursive) => {
    if (!isModel(model)) {
      throw new TypeError(`${WHERE}: expected a model, received ${formatValue(model)}`);
    }
    const isDeep = checkBoolean(WHERE, "recursive", recursive ?? false);
    const clone: Clone = cloneFunction ?? copyOf;
    const inner: Clone = (layer) =>
      isDeep && isModel(layer)
        ? cloned(layer, null, inner, callFunction) as GraphLayer
        : clone(layer);
    return cloned(model, inputTensors ?? null, inner, callFunction) as Model;
  },
);

function cloned(
  model: AnyModel,
  inputTensors: SymbolicInputs | null,
  clone: Clone,
  callFunction: CloneModelArguments["callFunction"],
): unknown {
  if (model instanceof Sequential && !callFunction) {
    const { name, trainable } = model;
    const layers = model.stack.map((layer) =>
      layer instanceof InputLayer ? copyOf(layer) : clone(layer)
    );
    const begin = inputTensors instanceof KerasTensor ? [inputTensors] : [];
    const rest = begin.length > 0 && layers[0] instanceof InputLayer ? layers.slice(1) : layers;
    return new Sequential([...begin, ...rest] as never, { name, trainable });
  }
  const graph = model.functionGraph;
  if (!graph || (model.className !== "Functional" && !(model instanceof Sequential))) {
    if (inputTensors === null && !callFunction) return copyOf(model as GraphLayer);
    throw new TypeError(
      `${WHERE}: expected a model of a graph for inputTensors and callFunction, received ${model.label}`,
    );
  }
  const copies = new Map<GraphLayer, GraphLayer>();
  const copy = (layer: GraphLayer): GraphLayer => {
    let made = copies.get(layer);
    if (!made) copies.set(layer, made = layer instanceof InputLayer ? copyOf(layer) : clone(layer));
    return made;
  };
  // Keras 3 calls the copies of inputs as their tensors are called.
  const begins = graph.inputs.tensors.map(({ shape, dtype, name }) =>
    Input({ batchShape: shape, dtype, name })
  );
  const given = inputTensors === null ? begins : flatten(inputTensors, asSymbolic).leaves;
  if (given.length !== begins.length) {
    throw new TypeError(
      `${WHERE}: expected inputTensors to be ${begins.length} symbolic tensors, received ${given.length}`,
    );
  }
  const outputs = graph.run(given, (layer, args) => {
    const run = copy(layer) as unknown as (...args: unknown[]) => unknown;
    return callFunction ? callFunction(copy(layer), ...args) : run(...args);
  });
  return new Model({
    inputs: pack(graph.inputs.structure, given) as SymbolicInputs,
    outputs: outputs as SymbolicInputs,
    name: model.name,
    trainable: model.trainable,
  });
}

/** Arguments of {@linkcode modelFromJson}. */
export interface ModelFromJsonArguments {
  /** What `model.toJson()` gave, of Keras or of ours. */
  jsonString: string;
  /** Classes of one's own by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The model of a configuration in JSON, with new weights.
 *
 * @throws {SyntaxError} for what is no JSON.
 * @throws {RangeError} for a class that is not known.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const net = new tf.keras.Sequential([tf.keras.Input([4]), new tf.keras.layers.Dense(3)]);
 * const copy = tf.keras.models.modelFromJson(net.toJson());
 * assertEquals(copy.toJson(), net.toJson());
 * ```
 */
export const modelFromJson: Operation<
  ModelFromJsonArguments,
  ["jsonString", "customObjects"],
  Model
> = bind(
  "tf.keras.models.modelFromJson",
  ["jsonString", "customObjects"],
  1,
  (jsonString, customObjects) => {
    const where = "tf.keras.models.modelFromJson";
    if (typeof jsonString !== "string") {
      throw new TypeError(
        `${where}: expected jsonString to be a text, received ${formatValue(jsonString)}`,
      );
    }
    const made = deserializeObject(where, JSON.parse(jsonString), "keras", customObjects ?? {});
    if (isModel(made)) return made as unknown as Model;
    throw new TypeError(`${where}: expected the configuration of a model, received one of another`);
  },
);
