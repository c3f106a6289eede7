/**
 * Sequential: layers one after the other. Without an input shape it builds at its first call.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import { deserializeObject, serializeObject } from "../configuration/serialization.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { beginAtCaller, fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { checkBoolean } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { isTraining } from "../layers/base/call_context.ts";
import type { AnyHolder } from "../layers/base/holder.ts";
import { type CallOptions, isLayer, Layer } from "../layers/base/layer.ts";
import { shapesOf } from "../layers/base/inputs.ts";
import { checkName } from "../layers/base/options.ts";
import { isShape, type NestedShape } from "../layers/base/shapes.ts";
import { checkNoCycle } from "../layers/base/tracking.ts";
import { Input } from "../layers/core/input.ts";
import { InputLayer } from "../layers/core/input_layer.ts";
import { isInScope, uniqueName, withNameScope, withoutNameScope } from "../objects/naming.ts";
import { trapPythonNames } from "../objects/python_names.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { getProfile } from "../random/profile.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import { internally } from "../tensor/state.ts";
import { Tensor } from "../tensor/tensor.ts";
import { Graph } from "./graph.ts";
import { inRankOf } from "./graph_inputs.ts";
import { type AnyLayer, isModel, Model, type ModelOptions } from "./model.ts";

/** What can be added: a layer, or the symbolic tensor of `tf.keras.Input` first of all. */
export type Addable = AnyLayer | KerasTensor;

/** Arguments of {@linkcode Sequential}. */
export interface SequentialArguments extends Pick<ModelOptions, "trainable" | "name"> {
  /** Layers to add; default: none. */
  layers?: readonly Addable[] | null | undefined;
}

function checked(where: string, args: readonly unknown[]) {
  const names = ["layers", "trainable", "name"];
  const [layers, trainable, name] = bindArguments({ where, names, required: 0 }, args);
  if (layers !== undefined && layers !== null && !Array.isArray(layers)) {
    throw new TypeError(
      `${where}: expected a list of layers, received ${formatValue(layers)}; options come second`,
    );
  }
  return {
    layers: (layers ?? []) as readonly Addable[],
    ...(trainable === undefined ? {} : { trainable: checkBoolean(where, "trainable", trainable) }),
    name: checkName(where, name),
  };
}

/**
 * A stack of layers, each called with what the one before gives.
 *
 * A layer may be added more than once: it is applied each time, and its weights are shared.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const net = new tf.keras.models.Sequential();
 * net.add(new tf.keras.layers.Flatten());
 * net.add(new tf.keras.layers.Dense(256, { activation: tf.nn.relu }));
 * net.add(new tf.keras.layers.Dense(10));
 * assertEquals(net(tf.random.uniform([2, 20])).shape, [2, 10]);
 * assertEquals(net.weights.map(({ shape }) => shape), [[20, 256], [256], [256, 10], [10]]);
 * ```
 */
export class Sequential extends Model {
  /** The layers, an input layer first if there is one. */
  #stack: AnyLayer[] = [];
  /** The graph, once the shape of the inputs is known. */
  #sequence: Graph | undefined;

  /** @param args Layers to add, whether training changes them, and a name. */
  constructor(...args: Arguments<SequentialArguments, ["layers", "trainable", "name"]>) {
    const { layers, ...options } = fromCaller(new.target, () => checked(new.target.name, args));
    super(options);
    this.supportsMasking = true;
    fromCaller(new.target, () => {
      layers.forEach((layer) => this.add(layer, false));
      this.#rebuild();
    });
  }

  protected override get graph(): Graph | undefined {
    if (this.#sequence === undefined && this.built && this.#stack.length > 1) {
      try {
        this.#rebuild(false);
      } catch {
        // Its layers cannot be traced: it has been called with numbers only, and has no graph.
      }
    }
    return this.#sequence;
  }

  /** The layers, an input layer among them. @internal */
  get stack(): readonly AnyLayer[] {
    return this.#stack;
  }

  /**
   * Appends a layer.
   *
   * @throws {TypeError} if it is no layer, contains this model, or has the name of another one.
   */
  add(
    ...args: Arguments<{ layer: Addable; rebuild?: boolean | undefined }, ["layer", "rebuild"]>
  ): void {
    const where = `Cannot add to ${this.label}`;
    const signature = { where, names: ["layer", "rebuild"], required: 1 };
    const [given, rebuild] = bindArguments(signature, args);
    const layer = given instanceof KerasTensor ? given.history?.operation : given;
    if (!isLayer(layer)) {
      const isClass = typeof given === "function" &&
        (given as { prototype?: unknown }).prototype instanceof Layer;
      const hint = isClass
        ? "; make an instance of the class with new"
        : Array.isArray(given)
        ? "; add layers one by one"
        : "; make one with new, as in new tf.keras.layers.Dense(10)";
      throw new TypeError(`${where}: expected a layer, received ${formatValue(given)}${hint}`);
    }
    const before = this.#stack;
    const begins = before.length === 0 && !(layer instanceof InputLayer) && !isModel(layer) &&
      layer.inputShape;
    const first = begins ? [inputOf([null, ...layer.inputShape!], layer)] : [];
    if (before.length > 0 && layer instanceof InputLayer) {
      throw new TypeError(`${where}: expected an input layer to be the first layer`);
    }
    if (before.some((it) => it.name === layer.name && it !== layer)) {
      throw new TypeError(
        `${where}: expected a layer of another name than those before, received a second '${layer.name}'`,
      );
    }
    this.#stack = [...before, ...first, layer];
    try {
      checkNoCycle<AnyHolder>(this as unknown as AnyHolder, (it) => it.sublayers);
      if (checkBoolean(where, "rebuild", rebuild ?? true)) this.#rebuild();
    } catch (error) {
      this.#stack = before;
      throw error;
    }
  }

  /**
   * Removes the last layer and gives it.
   *
   * @throws {TypeError} if there is none.
   */
  pop(...args: Arguments<{ rebuild?: boolean | undefined }, ["rebuild"]>): AnyLayer {
    const where = `Cannot pop from ${this.label}`;
    const [rebuild] = bindArguments({ where, names: ["rebuild"], required: 0 }, args);
    if (this.layers.length === 0) throw new TypeError(`${where}: it has no layers`);
    const last = this.#stack.at(-1)!;
    this.#stack = this.#stack.slice(0, -1);
    this.#sequence = undefined;
    if (checkBoolean(where, "rebuild", rebuild ?? true)) this.#rebuild();
    return last;
  }

  /**
   * Makes the graph anew, where the model begins with an input layer.
   *
   * @param isNamed Whether the graph takes a name, as Keras 3's does.
   */
  #rebuild(isNamed = true): void {
    const [first, ...rest] = this.#stack;
    this.#sequence = undefined;
    if (!(first instanceof InputLayer) || rest.length === 0) return;
    const chain = () => {
      const input = (first as InputLayer).output as KerasTensor;
      let x: unknown = input;
      for (const layer of rest) x = (layer as (x: never) => unknown)(x as never);
      return new Graph(this.label, input, x);
    };
    this.#sequence = this.#named(chain);
    if (isNamed) takeGraphName();
    this.markBuilt();
  }

  /** Runs in the scope of names that the weights of its layers get. */
  #named<T>(run: () => T): T {
    if (isInScope(this.name)) return run();
    // Before Keras 3 the layers of a graph are named outside of every scope.
    return getProfile() === "keras3" ? withNameScope(this.name, run) : withoutNameScope(run);
  }

  /** At the first call: with numbers, its layers build themselves, and the graph comes if asked for. */
  protected override ensureBuilt(inputs: unknown): void {
    const shape = shapesOf(inputs);
    if (!isShape(shape) || this.#stack.length === 0) return;
    if (inputs instanceof KerasTensor) return this.build(shape);
    const [first] = this.#stack;
    if (first instanceof InputLayer) return;
    this.#stack = [inputOf(shape, first!), ...this.#stack];
    takeGraphName();
  }

  override build(inputShape: NestedShape): void {
    if (!isShape(inputShape) || this.#stack.length === 0) return;
    if (this.#stack[0] instanceof InputLayer) return this.#rebuild();
    const before = this.#stack;
    this.#stack = [inputOf(inputShape, before[0]!), ...before];
    try {
      this.#rebuild();
    } catch (error) {
      this.#stack = before;
      throw error;
    }
  }

  override getBuildConfig(): Record<string, unknown> | null {
    const [first] = this.#stack;
    return first instanceof InputLayer && this.built ? { input_shape: first.batchShape } : null;
  }

  /** Whether its layers are listed in order, which those of a stack are. @internal */
  override get isStackOrGraph(): boolean {
    return true;
  }

  /** The layers in order; one that was added twice stands there twice. */
  override get layers(): PyList<AnyLayer> {
    return list(...this.#stack.filter((layer) => !(layer instanceof InputLayer)));
  }

  override get sublayers(): AnyHolder[] {
    return [...new Set([...this.layers as unknown as AnyHolder[], ...super.sublayers])].filter(
      (layer) => !(layer instanceof InputLayer),
    );
  }

  override call(inputs: Tensor, options: CallOptions = {}): Tensor {
    const { training } = options;
    // What the call around says holds for the layers, which may differ where nobody says anything.
    const given = training === isTraining() ? {} : { training };
    return internally(() => {
      let x: unknown = inputs;
      for (const layer of this.#stack) {
        if (layer instanceof InputLayer) {
          if (inputs instanceof Tensor) x = inRankOf(layer.output as KerasTensor, inputs);
          continue;
        }
        x = (layer as (x: never, options: CallOptions) => unknown)(x as never, given);
      }
      return x as Tensor;
    });
  }

  override implied(): CallOptions {
    return { mask: null };
  }

  /** The last layer has given the outputs their mask. */
  override computeMask(): undefined {}

  override getConfig(): Record<string, unknown> {
    const { name, trainable, dtype } = super.getConfig();
    const layers = this.#stack.map((layer) => serializeObject(`${this.label}.getConfig`, layer));
    const [first] = this.#stack;
    const shape = first instanceof InputLayer && this.built ? first.batchShape : undefined;
    return {
      name,
      ...(getProfile() === "keras3" ? { trainable, dtype } : {}),
      layers,
      ...(shape ? { build_input_shape: shape } : {}),
    };
  }

  /** A stack of the layers in a configuration, with new weights. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { name, trainable, layers, build_input_shape: shape } = config;
      if (!Array.isArray(layers)) {
        throw new TypeError(
          `Sequential.fromConfig: expected a list of layers, received layers=${
            formatValue(layers)
          }`,
        );
      }
      const made = layers.map((it) =>
        deserializeObject("Sequential.fromConfig", it, "keras.layers", customObjects)
      );
      const model = new this(
        {
          layers: made,
          ...(name === undefined ? {} : { name }),
          ...(trainable === undefined ? {} : { trainable }),
        } as never,
      );
      const isOpen = !(made[0] instanceof InputLayer);
      if (isOpen && isShape(shape) && shape.length > 0) (model as Sequential).build(shape);
      return model;
    });
  }
}

/** Keras 3 makes a functional model inside each Sequential, which takes a name of its own. */
function takeGraphName(): void {
  if (getProfile() === "keras3") uniqueName("functional");
}

/** An input layer for a model that began with another layer. */
function inputOf(shape: readonly (number | null)[], layer: AnyLayer): AnyLayer {
  const name = getProfile() === "keras3" ? undefined : `${layer.name}_input`;
  const { computeDtype } = layer;
  const dtype = layer.constructor.name === "Embedding" ? "float32" : computeDtype;
  const tensor = Input({ batchShape: shape, dtype, ...(name === undefined ? {} : { name }) });
  return tensor.history!.operation as AnyLayer;
}

trapPythonNames(Sequential);
beginAtCaller(Sequential.prototype, ["add", "pop"]);
