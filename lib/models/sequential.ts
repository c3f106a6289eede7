/**
 * Sequential: layers one after the other. Without an input shape it builds at its first call.
 *
 * @module
 */
import { trapPythonNames } from "../objects/python_names.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type CallOptions, isLayer, Layer } from "../layers/base/layer.ts";
import { withoutNameScope } from "../objects/naming.ts";
import { checkName } from "../layers/base/options.ts";
import { checkNoCycle } from "../layers/base/tracking.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { fill } from "../primitives/array/fill.ts";
import type { Shape } from "../tensor/aval.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type AnyLayer, Model, type ModelOptions } from "./model.ts";

/** Arguments of {@linkcode Sequential}. */
export interface SequentialArguments extends ModelOptions {
  /** Layers to add; default: none. */
  layers?: readonly AnyLayer[] | null | undefined;
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
    layers: (layers ?? []) as readonly AnyLayer[],
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
  readonly #layers: Layer[] = [];
  /** Shape of the outputs so far, if the first layer was given its input shape. */
  #outputShape: Shape | undefined;

  /** @param args Layers to add, whether training changes them, and a name. */
  constructor(...args: Arguments<SequentialArguments, ["layers", "trainable", "name"]>) {
    const { layers, ...options } = fromCaller(new.target, () => checked(new.target.name, args));
    super(options);
    fromCaller(new.target, () => layers.forEach((layer) => this.add(layer)));
  }

  /**
   * Appends a layer.
   *
   * @throws {TypeError} if it is no layer, or contains this model.
   */
  add(...args: Arguments<{ layer: AnyLayer }, ["layer"]>): void {
    const where = `Cannot add to ${this.label}`;
    const [layer] = bindArguments({ where, names: ["layer"], required: 1 }, args);
    if (!isLayer(layer)) {
      const isClass = typeof layer === "function" &&
        (layer as { prototype?: unknown }).prototype instanceof Layer;
      const hint = isClass ? "; make an instance of the class with new" : "";
      throw new TypeError(`${where}: expected a layer, received ${formatValue(layer)}${hint}`);
    }
    this.#layers.push(layer as Layer);
    try {
      checkNoCycle<AnyLayer>(this as AnyLayer, (it) => it.sublayers);
      this.#buildAdded(layer as Layer);
    } catch (error) {
      this.#layers.pop();
      throw error;
    }
  }

  /** Builds an added layer at once where the input shape is known. */
  #buildAdded(layer: Layer): void {
    const first = this.#layers.length === 1;
    if (first && layer.inputShape) this.#outputShape = [1, ...layer.inputShape];
    if (!this.#outputShape) return;
    const zeros = fill(0, { dtype: this.dtype, shape: this.#outputShape });
    this.#outputShape = withoutNameScope(() => layer(zeros).shape);
    this.markBuilt();
  }

  /**
   * Removes the last layer.
   *
   * @throws {TypeError} if there is none.
   */
  pop(): void {
    if (this.#layers.length === 0) {
      throw new TypeError(`Cannot pop from ${this.label}: it has no layers`);
    }
    this.#layers.pop();
    this.#outputShape = undefined;
  }

  /** The layers in order; one that was added twice stands there twice. */
  override get layers(): PyList<AnyLayer> {
    return list(...(this.#layers as AnyLayer[]));
  }

  override get sublayers(): AnyLayer[] {
    return [...new Set([...this.layers, ...super.sublayers])];
  }

  override call(inputs: Tensor, options: CallOptions = {}): Tensor {
    return internally(() => {
      let x = inputs;
      for (const layer of this.#layers) x = layer(x, options);
      return x;
    });
  }

  override getConfig(): Record<string, unknown> {
    const layers = this.#layers.map((layer) => ({
      class_name: layer.constructor.name,
      config: layer.getConfig(),
    }));
    return { name: this.name, layers };
  }
}

trapPythonNames(Sequential);
