/**
 * What layers and models hold: weights of their own, layers inside, losses. It is the part of a layer
 * that has nothing to do with calls.
 *
 * @module
 */
import { beginAtCaller } from "../../errors/caller.ts";
import type { DType } from "../../arrays/dtypes.ts";
import type { NdArray } from "../../display/ndarray.ts";
import { list, type PyList } from "../../display/python_collections.ts";
import { checkBoolean, checkShape } from "../../errors/checks.ts";
import { Variable } from "../../functions/variable.ts";
import { getInitializer } from "../../initializers/mod.ts";
import { Callable } from "../../objects/callable.ts";
import { scopedName, toSnakeCase, uniqueName } from "../../objects/naming.ts";
import type { SeedGenerator } from "../../random/seed_generator.ts";
import { getProfile } from "../../random/profile.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { outsideTrace } from "../../tensor/trace.ts";
import type { DTypePolicy } from "./dtype_policy.ts";
import { checkLosses } from "./losses.ts";
import { type CheckedLayerOptions, checkLayerOptions } from "./options.ts";
import { checkNoCycle, trackedProperties } from "./tracking.ts";
import { spendWeights } from "./weight_budget.ts";
import {
  assignWeights,
  nameAsKeras3,
  type OwnedVariable,
  type WeightOptions,
  weightOptions,
} from "./weights.ts";

/** A holder whatever it is called with. */
export type AnyHolder = Holder<never[], unknown>;

/** Whether any layer has added a loss: else there is none to forget. */
let hasLosses = false;

/** What has weights, and layers inside that have weights. */
export abstract class Holder<Args extends unknown[], Outputs> extends Callable<Args, Outputs> {
  readonly #name: string;
  readonly #own: OwnedVariable[] = [];
  readonly #policy: DTypePolicy;
  #losses: Tensor[] = [];
  #trainable: boolean;
  readonly #common: CheckedLayerOptions;

  /** Takes the options that every layer takes. */
  constructor(options: unknown) {
    super();
    this.#common = checkLayerOptions(new.target, options);
    const isKeras3 = getProfile() === "keras3";
    this.#name = this.#common.name ??
      uniqueName(this.baseName(isKeras3), this.firstNumber(isKeras3));
    this.#policy = this.#common.policy;
    this.#trainable = this.#common.trainable;
  }

  /** What was made of the options that every layer takes. */
  protected get common(): CheckedLayerOptions {
    return this.#common;
  }

  /** What its name begins with, if it is given none. */
  protected baseName(isKeras3: boolean): string {
    return toSnakeCase(this.constructor.name, !isKeras3);
  }

  /** The number of the first one of its class. */
  protected firstNumber(_isKeras3: boolean): 0 | 1 {
    return 0;
  }

  /** Where its random numbers come from, besides `tf.random.setSeed`. @internal */
  get seedGenerators(): readonly SeedGenerator[] {
    return [];
  }

  /** Its name, unique in the session unless one was given. */
  get name(): string {
    return this.#name;
  }

  /** Types of its weights and computations. */
  get dtypePolicy(): DTypePolicy {
    return this.#policy;
  }

  /** Element type of its weights. */
  get dtype(): DType {
    return this.#policy.variableDtype;
  }

  /** Element type of its weights. */
  get variableDtype(): DType {
    return this.#policy.variableDtype;
  }

  /** Element type that it computes in. */
  get computeDtype(): DType {
    return this.#policy.computeDtype;
  }

  /** Element type that inputs of floats are converted to. */
  get inputDtype(): DType {
    return this.#policy.computeDtype;
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

  /**
   * Creates a weight, usually in `build`.
   *
   * @param name Its name inside the layer.
   * @param options Shape, initializer and the rest.
   * @throws {TypeError} if the initializer gives another shape or element type.
   */
  addWeight(name: string, options?: WeightOptions): Variable;
  /** The same with the shape first, as in Keras 3, or with everything among the options. */
  addWeight(shape: readonly number[], options?: WeightOptions & { name?: string }): Variable;
  /** The same with everything among the options. */
  addWeight(options?: WeightOptions & { name?: string }): Variable;
  addWeight(...args: unknown[]): Variable {
    const given = weightOptions(`${this.label}.addWeight`, args);
    const { name = "variable", shape = [], dtype = this.dtype } = given;
    const { initializer = "glorotUniform", trainable = true, regularizer, constraint } = given;
    const where = `Cannot add weight '${name}' to ${this.label}`;
    const dims = checkShape(where, [...shape]);
    const isTrainable = checkBoolean(where, "trainable", trainable);
    const draw = getInitializer(where, initializer, "initializer");
    spendWeights(where, dims);
    // The draw is no part of a function that is traced; that a variable was made is.
    const value = outsideTrace(() => draw(dims, dtype));
    const variable = new Variable(value, {
      name: scopedName(name),
      trainable: isTrainable,
      ...(constraint ? { constraint } : {}),
    });
    variable.autocasts = checkBoolean(where, "autocast", given.autocast ?? true);
    if (getProfile() === "keras3") nameAsKeras3(variable, name);
    this.#own.push({ variable, trainable: isTrainable, regularizer: regularizer ?? undefined });
    return variable;
  }

  /** Leaves a weight alone in training from now on. */
  protected freeze(variable: Variable): void {
    const index = this.#own.findIndex((it) => it.variable === variable);
    this.#own[index] = { ...this.#own[index]!, frozen: true };
  }

  /** Forgets weights that a failed build has made. */
  protected dropWeights(from: number): void {
    this.#own.length = from;
  }

  /** How many weights it has made. */
  protected get madeWeights(): number {
    return this.#own.length;
  }

  /**
   * Adds a scalar, or several, to {@linkcode Holder.losses} until the next call, usually in `call`.
   *
   * @throws {TypeError} for what is no scalar.
   */
  addLoss(loss: Tensor | readonly Tensor[]): void {
    hasLosses = true;
    this.#losses.push(...checkLosses(`${this.label}.addLoss`, loss));
  }

  /** Forgets the losses of earlier calls, its own and those of the layers inside. */
  protected clearLosses(): void {
    if (hasLosses) { for (const layer of this.#family()) layer.#losses = []; }
  }

  /** It and every layer inside it, each once. */
  #family(): Set<AnyHolder> {
    const all = new Set<AnyHolder>([this as unknown as AnyHolder]);
    for (const layer of all) for (const inner of layer.sublayers) all.add(inner);
    return all;
  }

  /** Whether it is a layer or holds it, at any depth. */
  holds(layer: unknown): boolean {
    return this.#family().has(layer as AnyHolder);
  }

  /** The layers directly inside it: those in its own properties. */
  get sublayers(): AnyHolder[] {
    return trackedProperties(this, isHolder).layers;
  }

  /** Its own variables, those that are made to be trained first. */
  protected get ownVariables(): OwnedVariable[] {
    const added = new Set(this.#own.map(({ variable }) => variable));
    const assigned = trackedProperties(this, isHolder).variables.filter((it) => !added.has(it))
      .map((variable) => ({ variable, trainable: variable.trainable, regularizer: undefined }));
    const all = [...this.#own, ...assigned];
    return [...all.filter((it) => it.trainable), ...all.filter((it) => !it.trainable)];
  }

  /** Own variables and those of the layers inside; nothing in a frozen layer is trained. */
  protected collect(isFrozen = false): OwnedVariable[] {
    const frozen = isFrozen || !this.#trainable;
    const own = this.ownVariables.map((it) => ({
      ...it,
      trainable: it.trainable && !frozen && it.frozen !== true,
    }));
    return this.inOrder(own, this.sublayers.flatMap((layer) => layer.collect(frozen)));
  }

  /** The layer's own variables and those of the layers inside in Keras's order. */
  protected inOrder(own: OwnedVariable[], inner: OwnedVariable[]): OwnedVariable[] {
    return [...own, ...inner];
  }

  /** Every variable once. */
  #collected(): OwnedVariable[] {
    checkNoCycle<AnyHolder>(this as unknown as AnyHolder, (layer) => layer.sublayers);
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

  /** Same as {@linkcode Holder.weights}. */
  get variables(): PyList<Variable> {
    return this.weights;
  }

  /** Same as {@linkcode Holder.trainableWeights}. */
  get trainableVariables(): PyList<Variable> {
    return this.trainableWeights;
  }

  /** Same as {@linkcode Holder.nonTrainableWeights}. */
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

  /** Copies of the weights' values, in the order of {@linkcode Holder.weights}. */
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
}

/** Whether a value is a layer or a model. */
export function isHolder(value: unknown): value is AnyHolder {
  return value instanceof Holder;
}

beginAtCaller(Holder.prototype, [
  "addLoss",
  "addWeight",
  "countParams",
  "getWeights",
  "nonTrainableVariables",
  "setWeights",
  "trainableVariables",
  "variables",
]);
