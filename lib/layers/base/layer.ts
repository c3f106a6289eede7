/**
 * The base of all layers: weights created at the first call, names as Keras gives them, and the
 * layers and variables in its own properties found without registration.
 *
 * @module
 */
import { displayable } from "../../display/inspect.ts";
import type { NdArray } from "../../display/ndarray.ts";
import { list, type PyList } from "../../display/python_collections.ts";
import { outsideTrace } from "../../tensor/trace.ts";
import { checkOneOf, checkShape } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { get as getInitializer, type InitializerIdentifier } from "../../initializers/mod.ts";
import { Callable } from "../../objects/callable.ts";
import { asTensor, isTensor } from "../../ops/as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { DType } from "../../arrays/dtypes.ts";
import type { Shape } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Variable } from "../../functions/variable.ts";
import type { Constraint } from "../../constraints/mod.ts";
import { camelCase } from "../../objects/function_registry.ts";
import { scopedName, toSnakeCase, uniqueName, withNameScope } from "../../objects/naming.ts";
import type { Regularizer } from "../../regularizers/mod.ts";
import { checkNoCycle, trackedProperties } from "./tracking.ts";
import { assignWeights } from "./weights.ts";

/** Options every layer takes. */
export interface LayerOptions {
  /** Name; default: the class's name in snake_case, counted (`dense`, `dense_1`, ...). */
  name?: string;
  /** Whether training changes its weights; default `true`. */
  trainable?: boolean;
  /** Element type of the weights; default float32, the only one so far. */
  dtype?: DType;
  /** Shape of one input without the batch; given to the first layer of a model, it builds at once. */
  inputShape?: readonly number[];
  /** Length of one input vector: `inputDim: 4` is `inputShape: [4]`. */
  inputDim?: number;
}

/** Options of a call. */
export interface CallOptions {
  /** Whether the call is part of training; default `false`. */
  training?: boolean;
}

/** Options of {@linkcode Layer.addWeight}. */
export interface WeightOptions {
  /** Shape; default `[]`. */
  shape?: readonly number[];
  /** Element type; default: the layer's. */
  dtype?: DType;
  /** How it starts; default `"glorotUniform"`. */
  initializer?: InitializerIdentifier;
  /** Whether training changes it; default `true`. */
  trainable?: boolean;
  /** Penalty added to the layer's losses. */
  regularizer?: Regularizer | undefined;
  /** Applied after each update. */
  constraint?: Constraint | undefined;
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
  readonly #inputShape: readonly number[] | undefined;
  readonly #own: {
    variable: Variable;
    trainable: boolean;
    regularizer?: Regularizer | undefined;
  }[] = [];
  #trainable: boolean;
  #built = false;

  /** @param options Name, element type, trainability, input shape. */
  constructor(options: LayerOptions = {}) {
    super();
    if (typeof options !== "object" || options === null) {
      throw new TypeError(
        `${new.target.name}: expected an object of options, received ${formatValue(options)}`,
      );
    }
    const { name, trainable = true, dtype = "float32", inputShape, inputDim } = options;
    if (name !== undefined && (typeof name !== "string" || name === "")) {
      throw new TypeError(
        `${new.target.name}: expected name to be a text, received name=${formatValue(name)}`,
      );
    }
    this.#dtype = checkOneOf(new.target.name, "dtype", dtype, ["float32"]);
    const shape = inputShape ?? (inputDim === undefined ? undefined : [inputDim]);
    this.#inputShape = shape && checkShape(new.target.name, [...shape], "inputShape");
    this.#name = name ?? uniqueName(toSnakeCase(new.target.name));
    this.#trainable = trainable;
    this.#buildOnce();
  }

  /** Makes `build`, whoever calls it and whichever class overrides it, run once. */
  #buildOnce(): void {
    const build = this.build;
    const once = (inputShape: Shape): void => {
      if (this.#built) return;
      build.call(this, inputShape);
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
    this.#trainable = value;
    for (const layer of this.sublayers) layer.trainable = value;
  }

  /** Creates the weights for inputs of this shape, batch included; own layers override it. */
  build(_inputShape: Shape): void {}

  /** Computes the outputs; own layers override it. */
  call(inputs: Inputs, _options: CallOptions = {}): Outputs {
    return inputs as unknown as Outputs;
  }

  /** Creates the weights at the first call, inside the layer's name scope. */
  protected ensureBuilt(inputShape: Shape): void {
    this.build(inputShape);
  }

  /** Notes that the weights exist. */
  protected markBuilt(): void {
    this.#built = true;
  }

  /** Converts and checks the inputs of a call, before anything is computed. */
  protected convertInputs(inputs: unknown): Tensor | readonly Tensor[] {
    if (Array.isArray(inputs) && inputs.length > 0 && inputs.every(isTensor)) return inputs;
    return asTensor(`Cannot call ${this.label}`, inputs as TensorLike);
  }

  protected override invoke(inputs: Inputs | TensorLike, options: CallOptions = {}): Outputs {
    const converted = this.convertInputs(inputs);
    return withNameScope(this.#name, () => {
      if (!this.#built) this.ensureBuilt(isTensor(converted) ? converted.shape : []);
      return this.call(converted as Inputs, options);
    });
  }

  /**
   * Creates a weight, usually in {@linkcode Layer.build}.
   *
   * @param name Its name inside the layer.
   * @param options Shape, initializer and the rest.
   * @throws {TypeError} if the initializer gives another shape or element type.
   */
  addWeight(name: string, options?: WeightOptions): Variable;
  /** The same with the name among the options. */
  addWeight(options: WeightOptions & { name: string }): Variable;
  addWeight(
    first: string | (WeightOptions & { name: string }),
    rest: WeightOptions = {},
  ): Variable {
    const { name, ...options } = typeof first === "string" ? { ...rest, name: first } : first;
    const { shape = [], dtype = this.#dtype, initializer = "glorotUniform" } = options;
    const where = `Cannot add weight '${name}' to ${this.label}`;
    const dims = checkShape(where, [...shape]);
    const { trainable = true, regularizer, constraint } = options;
    const draw = getInitializer(initializer);
    const settings = { name: scopedName(name), trainable, ...(constraint ? { constraint } : {}) };
    const variable = outsideTrace(() => new Variable(draw(dims, dtype), settings));
    this.#own.push({ variable, trainable, regularizer });
    return variable;
  }

  /** The layers directly inside it: those in its own properties. */
  get sublayers(): Layer<never, unknown>[] {
    return trackedProperties(this, isLayer).layers;
  }

  /** Its own variables, in order of creation. */
  protected get ownVariables(): { variable: Variable; trainable: boolean }[] {
    const added = new Set(this.#own.map(({ variable }) => variable));
    const assigned = trackedProperties(this, isLayer).variables.filter((it) => !added.has(it));
    return [
      ...this.#own,
      ...assigned.map((variable) => ({ variable, trainable: variable.trainable })),
    ];
  }

  /** Variables of one kind: own ones, then those of the layers inside, each once. */
  protected collect(kind: "trainable" | "nonTrainable"): Variable[] {
    checkNoCycle<Layer<never, unknown>>(this as never, (layer) => layer.sublayers);
    const wanted = kind === "trainable";
    const own = this.ownVariables
      .filter(({ trainable }) => (trainable && this.#trainable) === wanted)
      .map(({ variable }) => variable);
    const inner = this.sublayers.flatMap((layer) => layer.collect(kind));
    return [...new Set([...own, ...inner])];
  }

  /** Weights that training changes. */
  get trainableWeights(): PyList<Variable> {
    return list(...this.collect("trainable"));
  }

  /** Weights that training leaves alone. */
  get nonTrainableWeights(): PyList<Variable> {
    return list(...this.collect("nonTrainable"));
  }

  /** All weights, those that training changes first. */
  get weights(): PyList<Variable> {
    return list(...this.trainableWeights, ...this.nonTrainableWeights);
  }

  /** Same as {@linkcode Layer.weights}. */
  get variables(): PyList<Variable> {
    return this.weights;
  }

  /** Same as {@linkcode Layer.trainableWeights}. */
  get trainableVariables(): PyList<Variable> {
    return this.trainableWeights;
  }

  /** Penalties of the regularizers on its weights and on those of the layers inside. */
  get losses(): Tensor[] {
    const own = this.#own.flatMap(({ variable, regularizer }) =>
      regularizer ? [regularizer(variable.take())] : []
    );
    return [...own, ...this.sublayers.flatMap((layer) => layer.losses)];
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
    return { name: this.#name, trainable: this.#trainable, dtype: this.#dtype, ...batch };
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

/** Throws unless the inputs of a built layer end in the length it was built for. */
export function checkLastDimension(layer: Layer, shape: Shape, expected: number): void {
  if (shape.at(-1) !== expected) {
    throw new TypeError(
      `Cannot call ${layer.label}: expected inputs of shape (..., ${expected}), as it was built, received shape ${
        formatShape(shape)
      }`,
    );
  }
}

displayable(Layer.prototype as Layer, { repr: (layer) => layer.toString() });
