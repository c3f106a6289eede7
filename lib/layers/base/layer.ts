/**
 * The base of all layers: built at the first call, called with numbers or with symbolic tensors, and
 * made again from its configuration.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { optionsOf, type Rows } from "../../configuration/options.ts";
import type { CustomObjects } from "../../configuration/registry.ts";
import { displayable } from "../../display/inspect.ts";
import { atCaller, beginAtCaller, fromConfigCaller } from "../../errors/caller.ts";
import { isInScope, scopedName, withNameScope } from "../../objects/naming.ts";
import { trapPythonNames } from "../../objects/python_names.ts";
import { isOptions, named } from "../../ops/bind.ts";
import { hasSymbolic } from "../../ops/symbolic.ts";
import { getProfile } from "../../random/profile.ts";
import { KerasTensor, type SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { state } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  bindCall,
  type CallOptions,
  handsMask,
  impliedOptions,
  notedArguments,
  NOTHING,
} from "./call_arguments.ts";
import { checkHeld, inCallContext, isOutermostCall } from "./call_context.ts";
import { serializePolicy } from "./dtype_policy.ts";
import { Holder } from "./holder.ts";
import { inferOutputs } from "./infer_outputs.ts";
import { checkInputs, type InputSpecs } from "./input_spec.ts";
import { converted, convertInputs, shapesOf } from "./inputs.ts";
import { penaltiesOf } from "./losses.ts";
import { handOn, type Mask, masksOf } from "./masks.ts";
import {
  firstNode,
  freshTensors,
  Node,
  oneOrAll,
  type Symbolic,
  type SymbolicInputs,
} from "./node.ts";
import type { LayerOptions } from "./options.ts";
import { type RegularizerFunction, serialize } from "../../regularizers/mod.ts";
import { flatShapes, mapShapes, type NestedShape } from "./shapes.ts";

export type { CallOptions, Symbolic, SymbolicInputs };

/** A layer is called with its inputs: `layer(x)`, `layer(x, { training: true })`. */
export interface Layer<Inputs = Tensor, Outputs = Tensor> {
  /** Makes a node of a graph. */
  (inputs: SymbolicInputs, ...args: unknown[]): Symbolic<Outputs>;
  /** Builds the layer at the first call, then runs {@linkcode Layer.call}. */
  (inputs: Inputs | TensorLike, ...args: unknown[]): Outputs;
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
  extends Holder<[inputs: Inputs | TensorLike, ...args: unknown[]], Outputs> {
  /** Its parameters in Keras's order. */
  static readonly rows: Rows = [];
  readonly #nodes: Node[] = [];
  #supportsMasking = false;
  #inputSpec: InputSpecs | null = null;
  #buildShape: NestedShape | undefined;
  #path: string | undefined;
  #built = false;

  /** @param options Name, element type, trainability, penalty on outputs, input shape. */
  constructor(options: LayerOptions = {}) {
    super(options);
    this.#buildOnce();
  }

  /** Makes `build`, whoever calls it and whichever class overrides it, run once. */
  #buildOnce(): void {
    const build = this.build as (...shapes: unknown[]) => void;
    const once = (...shapes: unknown[]): void => {
      if (this.#built) return;
      const before = this.madeWeights;
      const run = () => {
        this.#path = isInScope(this.name) ? scopedName("").slice(0, -1) : this.name;
        return build.apply(this, shapes);
      };
      try {
        // Before Keras 3 a layer has its name in those of its weights only where it is called.
        if (getProfile() === "keras3" && !isInScope(this.name)) withNameScope(this.name, run);
        else run();
      } catch (error) {
        this.dropWeights(before);
        throw atCaller(error, once);
      }
      this.#buildShape = shapes[0] as NestedShape | undefined;
      this.#built = true;
    };
    Object.defineProperty(this, "build", { value: once, configurable: true, writable: true });
  }

  /** Shape of one input, if it was given. */
  get inputShape(): SymbolicShape | undefined {
    return this.common.inputShape;
  }

  /** Penalty on the outputs, if there is one. */
  get activityRegularizer(): RegularizerFunction | undefined {
    return this.common.activityRegularizer;
  }

  /** Its name in those of the layers around it, as its weights have it: `sequential/dense`. */
  get path(): string {
    return this.#path ?? this.name;
  }

  /** Whether the weights exist. */
  get built(): boolean {
    return this.#built;
  }

  /** Whether masks of inputs go on to the outputs. */
  get supportsMasking(): boolean {
    return this.#supportsMasking;
  }

  set supportsMasking(value: boolean) {
    this.#supportsMasking = value;
  }

  /** What inputs have to be; `null` for anything. */
  get inputSpec(): InputSpecs | null {
    return this.#inputSpec;
  }

  set inputSpec(value: InputSpecs | null) {
    this.#inputSpec = value;
  }

  /** Its calls with symbolic tensors, in order. */
  get inboundNodes(): readonly Node[] {
    return this.#nodes;
  }

  /** The symbolic inputs of its first call with symbolic tensors. */
  get input(): KerasTensor | readonly KerasTensor[] {
    return oneOrAll(this.#firstNode("input").inputs);
  }

  /** The symbolic outputs of its first call with symbolic tensors. */
  get output(): KerasTensor | readonly KerasTensor[] {
    return oneOrAll(this.#firstNode("output").outputs);
  }

  #firstNode(what: string): Node {
    return firstNode(this.label, what, this.inboundNodes);
  }

  /** Creates the weights for inputs of this shape, batch included; own layers override it. */
  build(_inputShape: NestedShape): void {}

  /** Computes the outputs; own layers override it. */
  call(_inputs: Inputs, ..._rest: never[]): Outputs {
    throw new TypeError(
      `Cannot call ${this.label}: expected its class to have a method call, received none; override call(inputs)`,
    );
  }

  /** The masks of the outputs; default: that of the inputs, where masking is supported. */
  computeMask(_inputs: unknown, previousMask?: Mask): Mask {
    return previousMask;
  }

  /**
   * The shape of the outputs for a shape of inputs; dimensions that are not known are `null`.
   * Default: found by tracing a call.
   */
  computeOutputShape(inputShape: NestedShape): NestedShape {
    const inputs = mapShapes(inputShape, (shape) => new KerasTensor(shape, this.computeDtype, "x"));
    return shapesOf(this.#inferred([inputs]));
  }

  /** The symbolic outputs for symbolic inputs. */
  computeOutputSpec(inputs: SymbolicInputs, ...args: unknown[]): unknown {
    if (this.computeOutputShape === Layer.prototype.computeOutputShape) {
      return this.#inferred([inputs, ...args]);
    }
    const shapes = this.computeOutputShape(shapesOf(inputs));
    const dtype = this.outputDtype(inputs);
    return mapShapes(shapes, (shape) => new KerasTensor(shape, dtype));
  }

  /** Element type of the outputs; layers that only move elements give that of the inputs. */
  protected outputDtype(_inputs: SymbolicInputs): KerasTensor["dtype"] {
    return this.computeDtype;
  }

  #inferred(args: readonly unknown[]): unknown {
    return inferOutputs(this.label, args, (given) => {
      const [inputs, ...rest] = given;
      const last = rest.at(-1);
      const options: CallOptions = isOptions(last) ? rest.pop() as CallOptions : {};
      this.#ensureBuilt(inputs, options);
      return inCallContext(
        this,
        options.training,
        (training) => this.#compute(inputs as Inputs, [...rest, { ...options, training }]),
      );
    });
  }

  /** The layer's own parameters of a call after the inputs, in Keras's order. */
  protected get callParameters(): readonly string[] {
    return [];
  }

  /** Keras's default of `training` in a call; `null` where it is that of the call around. */
  protected get trainingDefault(): boolean | null {
    return false;
  }

  /** What Keras 3 writes of a call with these inputs alone, beside them. */
  implied(inputs: unknown): CallOptions {
    return impliedOptions(inputs, this.computeDtype, this.callParameters, this.trainingDefault);
  }

  /** Whether tensors by position go on to `call`, after the inputs, as they are. */
  protected get takesTensors(): boolean {
    return (this.constructor as typeof Layer).rows.length === 0;
  }

  /** Creates the weights at the first call, inside the layer's name scope. */
  protected ensureBuilt(inputs: unknown, _options: CallOptions): void {
    this.build(shapesOf(inputs));
  }

  #ensureBuilt(inputs: unknown, options: CallOptions): void {
    if (!this.#built) this.ensureBuilt(inputs, options);
  }

  /** Notes that the weights exist. */
  protected markBuilt(): void {
    this.#built = true;
  }

  /** Converts and checks the inputs of a call, before anything is computed. */
  protected convertInputs(inputs: unknown): unknown {
    const dtype = this.common.autocast ? this.computeDtype : undefined;
    return convertInputs(`Cannot call ${this.label}`, inputs, dtype);
  }

  protected override invoke(...args: [inputs: Inputs | TensorLike, ...args: unknown[]]): Outputs {
    try {
      return this.#invoke(args);
    } catch (error) {
      throw atCaller(named(`Cannot call ${this.label}`, error), this);
    }
  }

  #invoke(args: readonly unknown[]): Outputs {
    const dtype = this.common.autocast ? this.computeDtype : undefined;
    const isPlain = args.length === 1;
    const bound = isPlain ? NOTHING : converted(
      bindCall(`Cannot call ${this.label}`, this.callParameters, this.takesTensors, args),
      dtype,
    );
    const { rest, options } = bound;
    const inputs = this.convertInputs(args[0]);
    if (this.inputSpec) checkInputs(this.label, this.inputSpec, inputs);
    if (isOutermostCall()) this.clearLosses();
    const isSymbolic = hasSymbolic(inputs) || !isPlain && hasSymbolic([rest, options]);
    const outputs = inCallContext(
      this,
      options.training,
      (training) =>
        withNameScope(this.name, () => {
          this.#ensureBuilt(inputs, options);
          if (this.inputSpec) checkInputs(this.label, this.inputSpec, inputs);
          if (isSymbolic) return this.#symbolic(inputs, bound);
          const mask = options.mask === undefined ? masksOf(inputs) : options.mask;
          const isHanded = handsMask(this.callParameters, bound);
          const given = { ...options, training, mask: isHanded ? mask : options.mask };
          const made = this.#compute(inputs as Inputs, [...rest, given]);
          if (this.activityRegularizer) this.addLoss(penaltiesOf(this.activityRegularizer, made));
          handOn(this, this.computeMask !== Layer.prototype.computeMask, inputs, made, mask);
          return made;
        }),
      this.trainingDefault ?? false,
    );
    if (!this.#built) this.markBuilt();
    checkHeld(this, () => this.weights.length > 0);
    return outputs;
  }

  /** Runs `call`, with weights read in the type that the layer computes in. */
  #compute(inputs: Inputs, rest: readonly unknown[]): Outputs {
    const outer = state.autocast;
    const { computeDtype, variableDtype } = this;
    const isMixed = computeDtype !== variableDtype && isFloating(computeDtype);
    state.autocast = isMixed && this.common.autocast ? computeDtype : undefined;
    try {
      return this.call(inputs, ...rest as never[]);
    } finally {
      state.autocast = outer;
    }
  }

  #symbolic(inputs: unknown, bound: typeof NOTHING): Outputs {
    const { rest, options } = bound;
    const given = Object.keys(options).length > 0 ? [options] : [];
    const own = freshTensors(this.computeOutputSpec(inputs as SymbolicInputs, ...rest, ...given));
    const args = notedArguments(inputs, bound);
    const implied = args.length === 1 ? this.implied(inputs) : {};
    this.#nodes.push(new Node(this, args, own, this.#nodes.length, implied));
    return own as Outputs;
  }

  /** Its options in Keras's spelling, enough to make it again. */
  getConfig(): Record<string, unknown> {
    const penalty = this.activityRegularizer;
    const isKeras3 = getProfile() === "keras3";
    const { inputShape } = this.common;
    const batch = inputShape && !isKeras3 ? { batch_input_shape: [null, ...inputShape] } : {};
    return {
      name: this.name,
      trainable: this.trainable,
      dtype: serializePolicy(this.dtypePolicy),
      ...batch,
      ...(this.constructor === Layer ? { activity_regularizer: null, autocast: true } : {}),
      ...(penalty ? { activity_regularizer: serialize(penalty) } : {}),
    };
  }

  /**
   * A layer of the options in a configuration, with new weights.
   *
   * @param config What {@linkcode Layer.getConfig} gave, or Keras's own `get_config()`.
   */
  static fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    _customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { batch_input_shape: batchShape, ...rest } = config;
      const rows = (this as unknown as typeof Layer).rows;
      const inputShape = Array.isArray(batchShape) ? { inputShape: batchShape.slice(1) } : {};
      return new this({ ...optionsOf(rows, rest), ...inputShape } as never);
    });
  }

  /** The shape its weights were made for, as files have it; `null` before they are. */
  getBuildConfig(): Record<string, unknown> | null {
    if (this.#buildShape === undefined || !this.#built) return null;
    const isOne = flatShapes(this.#buildShape).length > 0;
    return isOne ? { input_shape: this.#buildShape } : null;
  }

  /** Makes the weights for the shape in a file. */
  buildFromConfig(config: Record<string, unknown>): void {
    if (config["input_shape"] !== undefined) this.build(config["input_shape"] as NestedShape);
  }

  /** Text as Keras 3 gives it: `<Dense name=dense, built=True>`. */
  override toString(): string {
    return `<${this.constructor.name} name=${this.name}, built=${this.#built ? "True" : "False"}>`;
  }
}

/** Whether a value is a layer or a model. */
export function isLayer(value: unknown): value is Layer<never, unknown> {
  return value instanceof Layer;
}

displayable(Layer.prototype as Layer, { repr: (layer) => layer.toString() });

trapPythonNames(Layer);
trapPythonNames({ name: "Layer", prototype: Holder.prototype });
beginAtCaller(Layer.prototype, ["buildFromConfig", "computeOutputShape", "input", "output"]);
