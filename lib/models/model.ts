/**
 * Models: layers made of layers. A model is a graph between symbolic inputs and outputs, or a
 * subclass that assigns layers to its properties and calls them in `call`.
 *
 * @module
 */
import type { CustomObjects } from "../configuration/registry.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { fromCaller, fromConfigCaller } from "../errors/caller.ts";
import { checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import { flatten, pack } from "../functions/nest.ts";
import type { Variable } from "../functions/variable.ts";
import type { AnyHolder } from "../layers/base/holder.ts";
import { inferOutputs } from "../layers/base/infer_outputs.ts";
import type { Mask } from "../layers/base/masks.ts";
import type { CallOptions, Layer, SymbolicInputs } from "../layers/base/layer.ts";
import { asSymbolic, oneOrAll } from "../layers/base/node.ts";
import { mapShapes, type NestedShape } from "../layers/base/shapes.ts";
import type { OwnedVariable } from "../layers/base/weights.ts";
import { uniqueName, withoutNameScope } from "../objects/naming.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { type GraphTensors, type ModelOptions, modelOptions } from "./model_options.ts";
import { getProfile } from "../random/profile.ts";
import { KerasTensor, type SymbolicShape } from "../tensor/keras_tensor.ts";
import { Savable } from "../saving/savable.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Graph, oneShapeOrAll } from "./graph.ts";
import { graphConfig, graphFromConfig } from "./graph_config.ts";
import { graphInputs } from "./graph_inputs.ts";
import { guardModel } from "./guard.ts";
import type { Outlined } from "./summary/outline_of.ts";
import { printSummary, type SummaryCall } from "./summary/summary.ts";
import { showTables } from "./summary/table_html.ts";

export type { GraphTensors, ModelOptions };

/** Any layer, whatever it takes and gives. */
export type AnyLayer = Layer<never, unknown>;

/** Arguments of {@linkcode Model.getLayer}, of which one is given. */
export interface GetLayerArguments {
  /** Name of the layer; a number counts as `index`. */
  name?: string | number | null | undefined;
  /** Place of the layer, from 0. */
  index?: number | null | undefined;
}

/**
 * A model: of a graph, `new tf.keras.Model({ inputs, outputs })`, or of one's own class that overrides
 * {@linkcode Model.call}.
 *
 * @example A graph of layers
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const inputs = tf.keras.Input({ shape: [20] });
 * const hidden = new tf.keras.layers.Dense(10, "relu")(inputs);
 * const outputs = new tf.keras.layers.Dense(1)(tf.concat([inputs, hidden], -1));
 * const net = new tf.keras.Model({ inputs, outputs });
 * assertEquals(net(tf.zeros([2, 20])).shape, [2, 1]);
 * ```
 *
 * @example A class
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Linear extends tf.keras.Model {
 *   d1 = new tf.keras.layers.Dense(10);
 *   d2 = new tf.keras.layers.Dense(1);
 *   override call(x: tf.Tensor) {
 *     return this.d2(this.d1(x));
 *   }
 * }
 * const net = new Linear();
 * net(tf.zeros([2, 20]));
 * assertEquals(net.weights.map(({ shape }) => shape), [[20, 10], [10], [10, 1], [1]]);
 * ```
 */
export class Model<Inputs = Tensor, Outputs = Tensor> extends Savable<Inputs, Outputs> {
  readonly #graph: Graph | undefined;

  /** @param args Inputs and outputs of a graph; name, trainability and policy. */
  constructor(
    ...args: [options?: ModelOptions] | [
      inputs: GraphTensors,
      outputs: GraphTensors,
      options?: Omit<ModelOptions, "inputs" | "outputs">,
    ]
  ) {
    const { inputs, outputs, ...options } = modelOptions(new.target, args);
    const isGraph = inputs !== undefined && new.target === Model;
    const base = getProfile() === "keras3" ? "functional" : "model";
    const name = options.name ?? (isGraph ? uniqueName(base) : undefined);
    super(name === undefined ? options : { ...options, name });
    if (inputs === undefined) return;
    this.#graph = fromCaller(
      new.target,
      () => new Graph(`${new.target.name} '${this.name}'`, inputs, outputs),
    );
    this.supportsMasking = true;
    this.markBuilt();
  }

  /** The graph it is, if it is one. */
  protected get graph(): Graph | undefined {
    return this.#graph;
  }

  /** The graph it is, for what makes models of models. @internal */
  get functionGraph(): Graph | undefined {
    return this.graph;
  }

  /** Whether its layers are listed in the order of a graph. @internal */
  get isStackOrGraph(): boolean {
    return this.#graph !== undefined;
  }

  /** The name of its kind: `Functional` for a plain graph. */
  get className(): string {
    return this.#graph && this.constructor === Model ? "Functional" : this.constructor.name;
  }

  override get label(): string {
    return `${this.className} '${this.name}'`;
  }

  /** The layers directly inside, in the order in which they were assigned, or of the graph. */
  get layers(): PyList<AnyLayer> {
    return list(...this.sublayers as AnyLayer[]);
  }

  override get sublayers(): AnyHolder[] {
    const assigned = super.sublayers;
    const own = this.#graph?.layers ?? [];
    return [...new Set([...own as readonly unknown[] as AnyHolder[], ...assigned])];
  }

  /** The symbolic tensors at which its graph begins. */
  get inputs(): PyList<KerasTensor> {
    return list(...this.#known("inputs").inputs.tensors);
  }

  /** The symbolic tensors that its graph gives. */
  get outputs(): PyList<KerasTensor> {
    return list(...this.#known("outputs").outputs.tensors);
  }

  /** Shape of the inputs, batch included; of several, a list. */
  override get inputShape(): SymbolicShape | undefined {
    return this.graph ? oneShapeOrAll(this.graph.inputs.tensors) : super.inputShape;
  }

  /** Shape of the outputs, batch included; of several, a list. */
  get outputShape(): SymbolicShape {
    return oneShapeOrAll(this.#known("outputShape").outputs.tensors);
  }

  override get input(): KerasTensor | readonly KerasTensor[] {
    return this.graph ? oneOrAll(this.graph.inputs.tensors) : super.input;
  }

  override get output(): KerasTensor | readonly KerasTensor[] {
    return this.graph ? oneOrAll(this.graph.outputs.tensors) : super.output;
  }

  /** The layers that give its graph's outputs. @internal */
  override get outputLayers(): readonly AnyLayer[] | undefined {
    return this.graph?.outputs.tensors.map(({ history }) => history!.operation as AnyLayer);
  }

  #known(what: string): Graph {
    if (this.graph) return this.graph;
    throw new TypeError(
      `Cannot read the ${what} of ${this.label}: it is no graph; call build(inputShape), or make it of tf.keras.Input`,
    );
  }

  /**
   * The layer of a name or at an index: `getLayer("dense")`, `getLayer({ index: 0 })`.
   *
   * @throws {RangeError} if there is none.
   */
  getLayer(...args: Arguments<GetLayerArguments, ["name", "index"]>): AnyLayer {
    const { layers } = this;
    const where = `${this.label}.getLayer`;
    const [first, second] = bindArguments(
      { where, names: ["name", "index"], required: 0 },
      args,
    );
    const place = second ?? (typeof first === "number" ? first : undefined);
    if (place !== undefined) {
      return layers[checkInteger(where, "index", place, { min: 0, max: layers.length - 1 })]!;
    }
    const found = layers.find(({ name }) => name === first);
    if (found) return found;
    throw new RangeError(
      `${where}: expected the name of a layer, received ${formatValue(first)}; ${
        suggestName(String(first), layers.map(({ name }) => name))
      }`,
    );
  }

  /**
   * Creates the weights without data: traces the model for inputs of this shape. Dimensions that are
   * not known, such as the batch, are `null`.
   */
  override build(inputShape: NestedShape): void {
    const inputs = mapShapes(inputShape, (shape) => new KerasTensor(shape, this.computeDtype, "x"));
    const run = () =>
      inferOutputs(this.label, [inputs], ([given]) => this.call(given as Inputs, {} as never));
    if (getProfile() === "keras3") run();
    else withoutNameScope(run);
  }

  /** The layers inside build themselves when they are called; an own `build` runs before. */
  protected override ensureBuilt(inputs: unknown, options: Record<string, unknown>): void {
    const isOwn = this.constructor.prototype.build !== Model.prototype.build;
    if (isOwn) super.ensureBuilt(inputs, options);
  }

  override call(inputs: Inputs, ..._rest: never[]): Outputs {
    const { graph } = this;
    if (!graph) return super.call(inputs);
    const values = graphInputs(this.label, graph, inputs);
    return internally(() => graph.run(values) as Tensor) as Outputs;
  }

  override computeMask(_inputs: unknown, previousMask?: Mask): Mask {
    // The layers inside have given the outputs their masks.
    return this.#graph ? undefined : previousMask;
  }

  override computeOutputSpec(inputs: SymbolicInputs, ...args: unknown[]): unknown {
    const { graph } = this;
    if (!graph) return super.computeOutputSpec(inputs, ...args);
    const values = graphInputs(this.label, graph, inputs) as KerasTensor[];
    const { tensors, structure: nesting } = graph.inputs;
    const isSame = values.every(({ shape }, i) => `${shape}` === `${tensors[i]!.shape}`);
    if (!isSame) return super.computeOutputSpec(pack(nesting, values) as SymbolicInputs, ...args);
    const { outputs: { structure, tensors: given } } = graph;
    return pack(structure, given.map(({ shape, dtype }) => new KerasTensor(shape, dtype)));
  }

  override implied(inputs: unknown): CallOptions {
    if (this.className !== "Functional") return super.implied(inputs);
    const { structure, leaves } = flatten(inputs, asSymbolic);
    const masks = pack(structure, leaves.map(() => null)) as Mask;
    return { mask: leaves.length === 1 ? null : masks };
  }

  protected override inOrder(own: OwnedVariable[], inner: OwnedVariable[]): OwnedVariable[] {
    return [...inner, ...own];
  }

  /** Throws unless the weights exist. */
  #checkBuilt(): void {
    if (this.built) return;
    throw new TypeError(
      `Cannot read the weights of ${this.label}: they are created when the model is first called; call it on inputs or call build(inputShape)`,
    );
  }

  override get trainableWeights(): PyList<Variable> {
    this.#checkBuilt();
    return super.trainableWeights;
  }

  override get nonTrainableWeights(): PyList<Variable> {
    this.#checkBuilt();
    return super.nonTrainableWeights;
  }

  override get weights(): PyList<Variable> {
    this.#checkBuilt();
    return super.weights;
  }

  /**
   * Prints a table of the layers, with shapes of outputs and numbers of weights, as the Keras in use
   * does (`tf.random.setProfile`); `printFn` takes the text in the console's place.
   *
   * @throws {TypeError} before Keras 3, for a model that is not built.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertMatch } from "@std/assert";
   *
   * const net = new tf.keras.Sequential([tf.keras.Input([4]), new tf.keras.layers.Dense(3)]);
   * let text = "";
   * net.summary({ printFn: (it) => text += it });
   * assertMatch(text, /Total params: 15/);
   * ```
   */
  summary(...args: SummaryCall): void {
    printSummary(this as unknown as Outlined, args);
  }

  override getBuildConfig(): Record<string, unknown> | null {
    return this.className === "Functional" ? { input_shape: null } : super.getBuildConfig();
  }

  override getConfig(): Record<string, unknown> {
    if (this.graph && this.className === "Functional") return graphConfig(this, this.graph);
    const { name, trainable, dtype } = super.getConfig();
    return { name, trainable, dtype };
  }

  /**
   * A model of a configuration, with new weights.
   *
   * @throws {RangeError} for a class that is not known.
   */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      if ("input_layers" in config) {
        return graphFromConfig(this as never, config, customObjects) as L;
      }
      const given = Object.entries(config);
      const options = Object.fromEntries(
        given.filter(([key, it]) => key !== "dtype" || it !== null),
      );
      return new this(options as never);
    });
  }

  override toString(): string {
    return `<${this.className} name=${this.name}, built=${this.built ? "True" : "False"}>`;
  }
}

/** Whether a value is a model. */
export function isModel(value: unknown): value is Model<never, unknown> {
  return value instanceof Model;
}

showTables(Model.prototype);
guardModel(Model.prototype);
