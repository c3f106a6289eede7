/**
 * What models have for training: `compile`, `fit`, `evaluate`, `predict`, and the steps that a model
 * of one's own may override. Models extend it.
 *
 * @module
 */
import type { Logs } from "../callbacks/callback.ts";
import type { History } from "../callbacks/history.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { fromCaller } from "../errors/caller.ts";
import type { Variable } from "../functions/variable.ts";
import { isLayer, Layer } from "../layers/base/layer.ts";
import { trackedProperties } from "../layers/base/tracking.ts";
import { Metric, type MetricResult } from "../metrics/metric.ts";
import { trapPythonNames } from "../objects/python_names.ts";
import type { Arguments } from "../ops/bind.ts";
import { checkOptimizer } from "../optimizers/identify.ts";
import type { Optimizer } from "../optimizers/mod.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { compileArguments, compileModel } from "./compile.ts";
import type { Compiled, StepKind } from "./compiled.ts";
import type { TrainData } from "./data/batch.ts";
import { flatResults } from "./logs.ts";
import * as methods from "./methods.ts";
import * as onBatch from "./on_batch.ts";
import type * as options from "./options.ts";
import { type RandomState, randomStateOf, restoreRandomState } from "./random_state.ts";
import type { SeedGenerator } from "../random/seed_generator.ts";
import { StepFunction } from "./step_functions.ts";
import { type Results, testOn, totalLoss, trainOn } from "./train_step.ts";

/** Loss and metrics: a number where there is the loss alone, else a list of numbers. */
export type LossAndMetrics = number & number[];

/** What training needs of a model, and gives it. */
export abstract class Trainer<Inputs = Tensor, Outputs = Tensor> extends Layer<Inputs, Outputs> {
  #compiled: Compiled | undefined;
  #predictor: StepFunction | undefined;
  #optimizer: Optimizer | null | undefined;
  /** Set to `true`, it ends `fit` after the batch that is under way. */
  stopTraining = false;
  /** Set to `true`, it ends `evaluate` after the batch that is under way. */
  stopEvaluating = false;
  /** Set to `true`, it ends `predict` after the batch that is under way. */
  stopPredicting = false;
  /** The first epoch, where a callback restored an earlier training; else `null`. */
  initialEpoch: number | null = null;
  /** The `History` of the last `fit`; `undefined` before. */
  history: History | undefined = undefined;

  /** Saves it as a whole. */
  abstract save(filepath: string): void;
  /** Saves its weights. */
  abstract saveWeights(filepath: string): void;
  /** Loads its weights. */
  abstract loadWeights(filepath: string): void;

  /** The layers that give its outputs, if they are known before it is called. @internal */
  get outputLayers(): readonly Layer<never, unknown>[] | undefined {
    return undefined;
  }

  /** Names of its outputs, if they are known before it is called. */
  get outputNames(): readonly string[] | undefined {
    return this.outputLayers?.map(({ name }) => name);
  }

  /** How far random numbers have got, for a training that is taken up again. @internal */
  randomState(): RandomState {
    return randomStateOf(this.#generators);
  }

  /** Goes on where {@linkcode Trainer.randomState} was taken. @internal */
  setRandomState(state: unknown): void {
    restoreRandomState(this.label, this.#generators, state as RandomState);
  }

  get #generators(): SeedGenerator[] {
    const all = new Set<object>([this]);
    const found: SeedGenerator[] = [];
    for (const it of all) {
      if (!isLayer(it)) continue;
      found.push(...it.seedGenerators);
      for (const inner of it.sublayers) all.add(inner);
    }
    return found;
  }

  /** What `compile` made. @internal */
  get compilation(): Compiled | undefined {
    return this.#compiled;
  }

  /** The step of `predict`. @internal */
  get predictor(): StepFunction {
    const run = (data: TrainData) => this.predictStep(data);
    return this.#predictor ??= new StepFunction("predictStep", run, this.runEagerly);
  }

  /** Whether a step and what it calls are not overridden. @internal */
  hasOwn(kind: StepKind): boolean {
    const names = [kind, "computeMetrics", "getMetricsResult"] as const;
    return names.every((name) => this[name] === Trainer.prototype[name]);
  }

  /** Whether `compile` was called. */
  get compiled(): boolean {
    return this.#compiled !== undefined;
  }

  /**
   * What changes its weights; `null` before `compile`, or if it was compiled without. Another one may
   * be put in its place; `compile` makes a new one.
   */
  get optimizer(): Optimizer | null {
    return this.#optimizer === undefined ? this.#compiled?.optimizer ?? null : this.#optimizer;
  }

  set optimizer(value: Optimizer | null) {
    this.#optimizer = value === null ? null : checkOptimizer(this.label, "optimizer", value);
    this.#compiled?.forgetSteps();
  }

  /** The loss as it was given to `compile`; `null` for none. */
  get loss(): options.LossOption {
    return this.#compiled?.given.loss ?? null;
  }

  /** Whether steps run operation by operation. */
  get runEagerly(): boolean {
    return this.#compiled?.given.runEagerly ?? false;
  }

  /** Whether steps are compiled: they are, unless they run operation by operation. */
  get jitCompile(): boolean {
    return !this.runEagerly;
  }

  /**
   * Says what the model is trained with.
   *
   * Names of losses and metrics are Keras's in any spelling; `"accuracy"` becomes the one that fits
   * the shapes of labels and outputs. Steps are traced at their first batch of each shape. Which
   * weights are trained is looked at in each `fit`, so that freezing layers needs no new `compile`.
   *
   * @throws {TypeError} for what is no loss, metric or optimizer.
   * @throws {RangeError} for a name that is not known.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const model = new tf.keras.Sequential([tf.keras.Input([2]), new tf.keras.layers.Dense(1)]);
   * model.compile({ optimizer: new tf.keras.optimizers.SGD(0.1), loss: "mse", metrics: ["mae"] });
   * assertEquals(model.optimizer!.name, "SGD");
   * ```
   */
  compile(...args: Arguments<options.CompileArguments, typeof options.COMPILE>): void {
    fromCaller(this.compile, () => {
      const where = `${this.label}.compile`;
      this.#compiled = compileModel(where, compileArguments(where, args), this.dtypePolicy.name);
      this.#predictor = undefined;
      this.#optimizer = undefined;
    });
  }

  /**
   * Trains the model for some epochs. It is asynchronous: `await model.fit(...)`.
   *
   * Data in memory come in a new order each epoch, the one that `tf.random.shuffle` draws at that
   * point. With a seed and `tf.random.setProfile("keras3")` it is Keras 3's on TensorFlow, where
   * every epoch has the same order. The last batch may be smaller. Each step (forward, loss, gradients, update, metrics) is
   * one graph. Ctrl-C ends it after the batch that is under way, and a notebook's stop button between
   * two batches; model and `history` are then as they were at that point.
   *
   * @returns Loss and metrics of each epoch.
   * @throws {TypeError} before `compile`, for data that don't fit, and for unknown options.
   * @throws {RangeError} for options out of their range, and labels that are no class.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assert } from "@std/assert";
   *
   * tf.random.setSeed(1);
   * const x = tf.random.normal([64, 2]);
   * const y = tf.cast(tf.greater(tf.reduceSum(x, 1), 0), "int32");
   * const model = new tf.keras.Sequential([new tf.keras.layers.Dense(2)]);
   * const loss = new tf.keras.losses.SparseCategoricalCrossentropy({ fromLogits: true });
   * model.compile({ optimizer: "adam", loss, metrics: ["accuracy"] });
   * const { history } = await model.fit(x, y, { epochs: 5, verbose: 0 });
   * assert(history["loss"]!.at(-1)! < history["loss"]![0]!);
   * ```
   */
  fit(...args: Arguments<options.FitArguments, typeof options.FIT>): Promise<History> {
    return methods.fit(this, this.fit, args);
  }

  /**
   * Loss and metrics over data by name.
   *
   * @throws {TypeError} before `compile`, and for data that don't fit.
   */
  evaluate(
    x: options.EvaluateArguments["x"],
    y: options.EvaluateArguments["y"],
    rest: options.EvaluateArguments & { returnDict: true },
  ): Promise<Logs>;
  /** Loss and metrics over data in the order of `metricsNames`; of one, the number. */
  evaluate(
    ...args: Arguments<options.EvaluateArguments, typeof options.EVALUATE>
  ): Promise<LossAndMetrics>;
  evaluate(...args: unknown[]): Promise<unknown> {
    return methods.evaluate(this, this.evaluate, args);
  }

  /**
   * Outputs for many examples, batch by batch, as host arrays nested as the outputs are.
   *
   * @throws {TypeError} for data that don't fit.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const model = new tf.keras.Sequential([new tf.keras.layers.Dense(3)]);
   * const { shape } = await model.predict(tf.ones([100, 2]), { verbose: 0 });
   * assertEquals(shape, [100, 3]);
   * ```
   */
  predict(
    ...args: Arguments<options.PredictArguments, typeof options.PREDICT>
  ): Promise<methods.Predicted<Outputs>> {
    return methods.predict(this, this.predict, args) as Promise<methods.Predicted<Outputs>>;
  }

  /** One step of training on a batch; gives its loss and metrics. */
  trainOnBatch(
    ...args: Arguments<options.TrainOnBatchArguments, typeof options.TRAIN_ON_BATCH>
  ): LossAndMetrics {
    return fromCaller(this.trainOnBatch, () => onBatch.trainOnBatch(this, args)) as LossAndMetrics;
  }

  /** Loss and metrics of a batch. */
  testOnBatch(
    ...args: Arguments<options.TestOnBatchArguments, typeof options.TEST_ON_BATCH>
  ): LossAndMetrics {
    return fromCaller(this.testOnBatch, () => onBatch.testOnBatch(this, args)) as LossAndMetrics;
  }

  /** Outputs for a batch, as host arrays. */
  predictOnBatch(x: options.PredictArguments["x"]): methods.Predicted<Outputs> {
    return fromCaller(
      this.predictOnBatch,
      () => onBatch.predictOnBatch(this, x),
    ) as methods.Predicted<Outputs>;
  }

  /**
   * One step of training; own models override it. It is traced, so it is made of operations on
   * tensors.
   *
   * @param data `[x]`, `[x, y]` or `[x, y, sampleWeight]`.
   * @returns Scalars by name, for the logs.
   */
  trainStep(data: TrainData): Results {
    return trainOn(this, this.#checked.lossTracker, data);
  }

  /** One step of an evaluation; own models override it. */
  testStep(data: TrainData): Results {
    return testOn(this, this.#checked.lossTracker, data);
  }

  /** The outputs for a batch; own models override it. */
  predictStep(data: TrainData): unknown {
    return this(data[0] as Inputs, { training: false });
  }

  /** The loss of a batch, a scalar; own models override it. */
  computeLoss(
    _x: unknown,
    y: unknown,
    yPred: unknown,
    sampleWeight: unknown = undefined,
    _training = true,
  ): Tensor {
    const own = this.#checked.loss?.compute(y, yPred, sampleWeight);
    return totalLoss(this.label, own, this.losses);
  }

  /** Takes a batch in, and gives the metrics so far; own models override it. */
  computeMetrics(
    _x: unknown,
    y: unknown,
    yPred: unknown,
    sampleWeight: unknown = undefined,
  ): Results {
    const compiled = this.#checked;
    compiled.metrics?.update(y, yPred, sampleWeight);
    return compiled.leavesResults ? {} : flatResults(Object.entries(this.getMetricsResult()));
  }

  get #checked(): Compiled {
    if (this.#compiled !== undefined) return this.#compiled;
    throw new TypeError(
      `${this.label}: expected a compiled model, received one that is not; call compile({ optimizer, loss, metrics }) first`,
    );
  }

  /** Loss and metrics of the batches so far, by name. */
  getMetricsResult(): Record<string, MetricResult> {
    const names = this.#compiled?.names ?? new Map();
    return flatResults(this.metrics.map((it) => [names.get(it) ?? it.name, it.result()] as const));
  }

  /** The mean of the loss, metrics that were asked for, and those of its own and of its layers. */
  get metrics(): PyList<Metric> {
    const isMetric = (it: unknown): it is Metric => it instanceof Metric;
    const inner = new Set<object>([this]);
    const own: Metric[] = [];
    for (const layer of inner) {
      if (layer === this || !(layer instanceof Trainer)) {
        own.push(...trackedProperties<Metric>(layer, isMetric).layers);
      }
      if (isLayer(layer)) { for (const it of layer.sublayers) inner.add(it); }
    }
    return list(...new Set([...this.#compiled?.allMetrics ?? [], ...own]));
  }

  /** Names of loss and metrics, in the order in which `evaluate` gives them. */
  get metricsNames(): PyList<string> {
    const names = this.#compiled?.names ?? new Map();
    return list(...this.metrics.map((it): string => names.get(it) ?? it.name));
  }

  /** Variables of its metrics. */
  get metricsVariables(): PyList<Variable> {
    return list(...this.metrics.flatMap((it) => [...it.variables]));
  }

  /** Forgets the batches that metrics took in. */
  resetMetrics(): void {
    for (const it of this.metrics) it.resetState();
  }

  /** What it was compiled with, as files have it; empty before. */
  getCompileConfig(): Record<string, unknown> {
    return this.#compiled?.config(`${this.label}.getCompileConfig`) ?? {};
  }

  /** Compiles it with what {@linkcode Trainer.getCompileConfig} gave. */
  compileFromConfig(config: Readonly<Record<string, unknown>>): void {
    fromCaller(this.compileFromConfig, () => {
      this.compile(methods.compileOptions(`${this.label}.compileFromConfig`, config));
    });
  }
}

trapPythonNames({ name: "Model", prototype: Trainer.prototype });
