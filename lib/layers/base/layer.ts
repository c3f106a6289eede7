/**
 * The base of all layers: weights created at the first call, names as Keras gives them, and the
 * layers and variables in its own properties found without registration.
 *
 * @module
 */
import { trapPythonNames } from "../../objects/python_names.ts";
import type { DType } from "../../arrays/dtypes.ts";
import { displayable } from "../../display/inspect.ts";
import type { NdArray } from "../../display/ndarray.ts";
import { list, type PyList } from "../../display/python_collections.ts";
import { atCaller } from "../../errors/caller.ts";
import { checkBoolean, checkShape } from "../../errors/checks.ts";
import { Variable } from "../../functions/variable.ts";
import { getInitializer } from "../../initializers/mod.ts";
import { Callable } from "../../objects/callable.ts";
import {
  camelCase,
  scopedName,
  toSnakeCase,
  uniqueName,
  withNameScope,
} from "../../objects/naming.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bindArguments } from "../../ops/bind.ts";
import * as regularizers from "../../regularizers/mod.ts";
import type { Shape } from "../../tensor/aval.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { outsideTrace } from "../../tensor/trace.ts";
import { inCallContext, isOutermostCall } from "./call_context.ts";
import { convertInputs, shapesOf } from "./inputs.ts";
import { checkLosses, penaltyOf } from "./losses.ts";
import { checkLayerOptions, type LayerOptions } from "./options.ts";
import { checkNoCycle, trackedProperties } from "./tracking.ts";
import { assignWeights, type OwnedVariable, type WeightOptions, weightOptions } from "./weights.ts";

/** Options of a call. */
export interface CallOptions {
  /** Whether the call is part of training; default: what the call around it has, else `false`. */
  training?: boolean | undefined;
}

/** A layer is called with its inputs: `layer(x)`. */
export interface Layer<Inputs = Tensor, Outputs = Tensor> {
  /** Builds the layer at the first call, then runs {@linkcode Layer.call}. */
  (inputs: Inputs | TensorLike, options?: CallOptions): Outputs;
}

/**
 * A layer: weights and a function of tensors that uses them. Own layers override
 * {@linkcode Layer.build} and {@linkcode Layer.call}.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Scale extends tf.keras.layers.Layer {
 *   factor!: tf.Variable;
 *   override build() {
 *     this.factor = this.addWeight("factor", { initializer: "ones" });
 *   }
 *   override call(x: tf.Tensor) {
 *     return tf.multiply(x, this.factor);
 *   }
 * }
 * const scale = new Scale({ name: "scale" });
 * assertEquals(scale([1, 2]).numpy().toArray(), [1, 2]);
 * assertEquals(scale.weights[0]!.name, "scale/factor:0");
 * ```
 */
export class Layer<Inputs = Tensor, Outputs = Tensor>
  extends Callable<[inputs: Inputs | TensorLike, options?: CallOptions], Outputs> {
  readonly #name: string;
  readonly #dtype: DType;
  readonly #autocast: boolean;
  readonly #inputShape: readonly number[] | undefined;
  readonly #activityRegularizer: regularizers.RegularizerFunction | undefined;
  readonly #own: OwnedVariable[] = [];
  #losses: Tensor[] = [];
  #trainable: boolean;
  #built = false;

  /** @param options Name, element type, trainability, penalty on outputs, input shape. */
  constructor(options: LayerOptions = {}) {
    super();
    const checked = checkLayerOptions(new.target, options);
    this.#dtype = checked.dtype;
    this.#autocast = checked.autocast;
    this.#inputShape = checked.inputShape;
    this.#activityRegularizer = checked.activityRegularizer;
    this.#name = checked.name ?? uniqueName(toSnakeCase(new.target.name));
    this.#trainable = checked.trainable;
    this.#buildOnce();
  }

  /** Makes `build`, whoever calls it and whichever class overrides it, run once. */
  #buildOnce(): void {
    const build = this.build;
    const once = (inputShape: Shape): void => {
      if (this.#built) return;
      const before = this.#own.length;
      try {
        build.call(this, inputShape);
      } catch (error) {
        this.#own.length = before;
        throw error;
      }
      this.#built = true;
    };
    Object.defineProperty(this, "build", { value: once, configurable: true, writable: true });
  }

  /** Its name, unique in the session unless one was given. */
  get name(): string {
    return this.#name;
  }

  /** Element type of its weights. */
  get dtype(): DType {
    return this.#dtype;
  }

  /** Shape of one input, if it was given. */
  get inputShape(): readonly number[] | undefined {
    return this.#inputShape;
  }

  /** Penalty on the outputs, if there is one. */
  get activityRegularizer(): regularizers.RegularizerFunction | undefined {
    return this.#activityRegularizer;
  }

  /** Whether the weights exist. */
  get built(): boolean {
    return this.#built;
  }

  /** How error messages call it: `Dense 'dense_1'`. */
  get label(): string {
    return `${this.constructor.name} '${this.#name}'`;
  }

  /** Whether training changes its weights; setting it sets it for the layers inside as well. */
  get trainable(): boolean {
    return this.#trainable;
  }

  set trainable(value: boolean) {
    this.#trainable = checkBoolean(this.label, "trainable", value);
    for (const layer of this.sublayers) layer.trainable = value;
  }

  /** Creates the weights for inputs of this shape, batch included; own layers override it. */
  build(_inputShape: Shape): void {}

  /** Computes the outputs; own layers override it. */
  call(_inputs: Inputs, _options: CallOptions = {}): Outputs {
    throw new TypeError(
      `Cannot call ${this.label}: expected its class to have a method call, received none; override call(inputs)`,
    );
  }

  /** Creates the weights at the first call, inside the layer's name scope. */
  protected ensureBuilt(inputShape: Shape): void {
    this.build(inputShape);
  }

  /** Notes that the weights exist. */
  protected markBuilt(): void {
    this.#built = true;
  }

  /** Names of the options that a call takes. */
  protected get callOptions(): readonly string[] {
    return ["training"];
  }

  /** Converts and checks the inputs of a call, before anything is computed. */
  protected convertInputs(inputs: unknown): Tensor | readonly Tensor[] {
    const dtype = this.#autocast ? this.#dtype : undefined;
    return convertInputs(`Cannot call ${this.label}`, inputs, dtype);
  }

  protected override invoke(inputs: Inputs | TensorLike, options: CallOptions = {}): Outputs {
    try {
      return this.#invoke(inputs, options);
    } catch (error) {
      throw atCaller(error, this);
    }
  }

  #invoke(inputs: unknown, options: CallOptions): Outputs {
    const where = `Cannot call ${this.label}`;
    const names = this.callOptions;
    bindArguments({ where, names, required: 0, positional: 0 }, [options]);
    if (options.training !== undefined) checkBoolean(where, "training", options.training);
    const converted = this.convertInputs(inputs);
    if (isOutermostCall()) this.clearLosses();
    return inCallContext(options.training, (training) =>
      withNameScope(this.#name, () => {
        if (!this.#built) this.ensureBuilt(shapesOf(converted) as Shape);
        const outputs = this.call(converted as Inputs, { ...options, training });
        if (this.#activityRegularizer) this.#penalize(outputs, this.#activityRegularizer);
        return outputs;
      }));
  }

  #penalize(outputs: unknown, regularizer: regularizers.RegularizerFunction): void {
    const all = Array.isArray(outputs) ? outputs : [outputs];
    for (const it of all) if (it instanceof Tensor) this.addLoss(penaltyOf(regularizer, it));
  }

  /**
   * Creates a weight, usually in {@linkcode Layer.build}.
   *
   * @param name Its name inside the layer.
   * @param options Shape, initializer and the rest.
   * @throws {TypeError} if the initializer gives another shape or element type.
   */
  addWeight(name: string, options?: WeightOptions): Variable;
  /** The same with the shape first, as in Keras 3, or with everything among the options. */
  addWeight(shape: readonly number[], options?: WeightOptions & { name?: string }): Variable;
  /** The same with everything among the options. */
  addWeight(options: WeightOptions & { name?: string }): Variable;
  addWeight(...args: unknown[]): Variable {
    const given = weightOptions(`${this.label}.addWeight`, args);
    const { name = "variable", shape = [], dtype = this.#dtype } = given;
    const { initializer = "glorotUniform", trainable = true, regularizer, constraint } = given;
    const where = `Cannot add weight '${name}' to ${this.label}`;
    const dims = checkShape(where, [...shape]);
    const isTrainable = checkBoolean(where, "trainable", trainable);
    const draw = getInitializer(where, initializer, "initializer");
    // The draw is no part of a function that is traced; that a variable was made is.
    const value = outsideTrace(() => draw(dims, dtype));
    const variable = new Variable(value, {
      name: scopedName(name),
      trainable: isTrainable,
      ...(constraint ? { constraint } : {}),
    });
    this.#own.push({ variable, trainable: isTrainable, regularizer });
    return variable;
  }

  /**
   * Adds a scalar, or several, to {@linkcode Layer.losses} until the next call, usually in
   * {@linkcode Layer.call}.
   *
   * @throws {TypeError} for what is no scalar.
   */
  addLoss(loss: Tensor | readonly Tensor[]): void {
    this.#losses.push(...checkLosses(`${this.label}.addLoss`, loss));
  }

  /** Forgets the losses of earlier calls, its own and those of the layers inside. */
  protected clearLosses(): void {
    for (const layer of this.#family()) layer.#losses = [];
  }

  /** The layer itself and every layer inside it, each once. */
  #family(): Set<Layer<never, unknown>> {
    const all = new Set<Layer<never, unknown>>([this as unknown as Layer<never, unknown>]);
    for (const layer of all) for (const inner of layer.sublayers) all.add(inner);
    return all;
  }

  /** The layers directly inside it: those in its own properties. */
  get sublayers(): Layer<never, unknown>[] {
    return trackedProperties(this, isLayer).layers;
  }

  /** Its own variables, those that are made to be trained first. */
  protected get ownVariables(): OwnedVariable[] {
    const added = new Set(this.#own.map(({ variable }) => variable));
    const assigned = trackedProperties(this, isLayer).variables.filter((it) => !added.has(it))
      .map((variable) => ({ variable, trainable: variable.trainable, regularizer: undefined }));
    const all = [...this.#own, ...assigned];
    return [...all.filter((it) => it.trainable), ...all.filter((it) => !it.trainable)];
  }

  /** Own variables and those of the layers inside; nothing in a frozen layer is trained. */
  protected collect(isFrozen = false): OwnedVariable[] {
    const frozen = isFrozen || !this.#trainable;
    const own = this.ownVariables.map((it) => ({ ...it, trainable: it.trainable && !frozen }));
    return this.inOrder(own, this.sublayers.flatMap((layer) => layer.collect(frozen)));
  }

  /** The layer's own variables and those of the layers inside in Keras's order. */
  protected inOrder(own: OwnedVariable[], inner: OwnedVariable[]): OwnedVariable[] {
    return [...own, ...inner];
  }

  /** Every variable once. */
  #collected(): OwnedVariable[] {
    checkNoCycle<Layer<never, unknown>>(this as never, (layer) => layer.sublayers);
    return [...new Map(this.collect().map((it) => [it.variable, it])).values()];
  }

  /** Weights that training changes. */
  get trainableWeights(): PyList<Variable> {
    return list(...this.#collected().filter((it) => it.trainable).map((it) => it.variable));
  }

  /** Weights that training leaves alone. */
  get nonTrainableWeights(): PyList<Variable> {
    return list(...this.#collected().filter((it) => !it.trainable).map((it) => it.variable));
  }

  /** All weights, layer by layer; freezing one changes no order. */
  get weights(): PyList<Variable> {
    return list(...this.#collected().map((it) => it.variable));
  }

  /** Same as {@linkcode Layer.weights}. */
  get variables(): PyList<Variable> {
    return this.weights;
  }

  /** Same as {@linkcode Layer.trainableWeights}. */
  get trainableVariables(): PyList<Variable> {
    return this.trainableWeights;
  }

  /** Same as {@linkcode Layer.nonTrainableWeights}. */
  get nonTrainableVariables(): PyList<Variable> {
    return this.nonTrainableWeights;
  }

  /**
   * What was added in the last call, penalties on outputs among it, in this layer and those inside;
   * then the penalties of the regularizers on weights that are trained.
   */
  get losses(): PyList<Tensor> {
    const added = [...this.#family()].flatMap((layer) => layer.#losses);
    const penalties = this.#collected().flatMap(({ variable, trainable, regularizer }) =>
      regularizer && trainable ? [regularizer(variable.take())] : []
    );
    return list(...added, ...penalties);
  }

  /** Number of single numbers in its weights. */
  countParams(): number {
    return this.weights.reduce((sum, { size }) => sum + size, 0);
  }

  /** Copies of the weights' values, in the order of {@linkcode Layer.weights}. */
  getWeights(): PyList<NdArray> {
    return list(...this.weights.map((weight) => weight.numpy()));
  }

  /**
   * Replaces the weights' values; either all of them or, if one does not fit, none.
   *
   * @throws {TypeError} if their number or a shape differs.
   */
  setWeights(values: readonly TensorLike[]): void {
    assignWeights(this.label, this.weights, values);
  }

  /** Its options in Keras's spelling, enough to make it again. */
  getConfig(): Record<string, unknown> {
    const batch = this.#inputShape ? { batch_input_shape: [null, ...this.#inputShape] } : {};
    const penalty = this.#activityRegularizer;
    return {
      name: this.#name,
      trainable: this.#trainable,
      dtype: this.#dtype,
      ...batch,
      ...(penalty ? { activity_regularizer: regularizers.serialize(penalty) } : {}),
    };
  }

  /**
   * A layer of the options in a configuration, with new weights.
   *
   * @param config What {@linkcode Layer.getConfig} gave, or Keras's own `get_config()`.
   */
  static fromConfig<L>(this: new (options: never) => L, config: Record<string, unknown>): L {
    const { batch_input_shape: batchShape, ...rest } = config;
    const options = Object.entries(rest).map(([name, value]) => [camelCase(name), value]);
    const inputShape = Array.isArray(batchShape) ? { inputShape: batchShape.slice(1) } : {};
    return new this({ ...Object.fromEntries(options), ...inputShape } as never);
  }

  /** Text as Keras 3 gives it: `<Dense name=dense, built=True>`. */
  override toString(): string {
    const built = this.#built ? "True" : "False";
    return `<${this.constructor.name} name=${this.#name}, built=${built}>`;
  }
}

/** Whether a value is a layer or a model. */
export function isLayer(value: unknown): value is Layer<never, unknown> {
  return value instanceof Layer;
}

displayable(Layer.prototype as Layer, { repr: (layer) => layer.toString() });

trapPythonNames(Layer);
