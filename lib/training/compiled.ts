/**
 * What a model was compiled with, and what follows from it: losses and metrics of its outputs, its
 * steps.
 *
 * @module
 */
import { getProfile } from "../random/profile.ts";
import { toConfiguration } from "../configuration/identifier.ts";
import { isConfigurable, isSerialized, serializeObject } from "../configuration/serialization.ts";
import { isOptions } from "../ops/bind.ts";
import type { Metric } from "../metrics/metric.ts";
import { Mean } from "../metrics/mean.ts";
import type { Optimizer } from "../optimizers/mod.ts";
import type { Variable } from "../functions/variable.ts";
import { CompileLoss } from "./compile_loss.ts";
import { CompileMetrics } from "./compile_metrics.ts";
import type { CompileArguments } from "./options.ts";
import { StepFunction } from "./step_functions.ts";
import type { Step } from "./step_functions.ts";

/** The three kinds of steps. */
export type StepKind = "trainStep" | "testStep" | "predictStep";

const NO_NAMES: ReadonlyMap<Metric, string> = new Map();

/** A step to be traced. */
export interface StepSpec {
  readonly name: string;
  readonly run: Step;
  /** The weights that are trained. */
  readonly trained: readonly Variable[];
  /** Whether it is run operation by operation. */
  readonly isEager: boolean;
}

/** What `compile` made. */
export class Compiled {
  /** The mean of the loss. */
  readonly lossTracker: Mean = new Mean({ name: "loss" });
  /** What was given. */
  readonly given: CompileArguments;
  /** What changes weights. */
  readonly optimizer: Optimizer | null;
  /** Batches between two rounds of callbacks. */
  readonly stepsPerExecution: number;
  /** Losses, if there are any. */
  readonly loss: CompileLoss | undefined;
  /** Metrics, if there are any. */
  readonly metrics: CompileMetrics | undefined;
  /** Whether steps leave the results of metrics to whoever reads them. */
  leavesResults = false;
  readonly #steps = new Map<string, StepFunction>();
  #trained: readonly Variable[] = [];

  /**
   * Checks losses and metrics as far as it can be done without data.
   *
   * @throws {TypeError} or {RangeError} for what is none.
   */
  constructor(
    where: string,
    given: CompileArguments,
    optimizer: Optimizer | null,
    stepsPerExecution: number,
  ) {
    this.given = given;
    this.optimizer = optimizer;
    this.stepsPerExecution = stepsPerExecution;
    const { loss, lossWeights, metrics, weightedMetrics } = given;
    if (loss !== undefined && loss !== null) this.loss = new CompileLoss(where, loss, lossWeights);
    const has = (it: unknown) => it !== undefined && it !== null;
    if (has(metrics) || has(weightedMetrics)) {
      this.metrics = new CompileMetrics(where, metrics, weightedMetrics);
    }
  }

  /** Metrics in the order of logs: the loss, those of single outputs, what was asked for. */
  get allMetrics(): Metric[] {
    const trackers = this.loss?.trackers ?? [];
    const asked = this.metrics?.metrics ?? [];
    return getProfile() === "keras3"
      ? [this.lossTracker, ...asked, ...trackers]
      : [this.lossTracker, ...trackers, ...asked];
  }

  /** Names in logs of metrics that are not called by their own. */
  get names(): ReadonlyMap<Metric, string> {
    return this.metrics?.names ?? NO_NAMES;
  }

  /** The step of a key, traced as often as its batches have new shapes. */
  step(key: string, { name, run, trained, isEager }: StepSpec): StepFunction {
    // What is trained is part of the graph: another choice takes another one.
    const isSame = trained.length === this.#trained.length &&
      trained.every((it, i) => it === this.#trained[i]);
    if (!isSame) this.#steps.clear();
    this.#trained = [...trained];
    const whole = `${key} ${isEager}`;
    let step = this.#steps.get(whole);
    if (step === undefined) this.#steps.set(whole, step = new StepFunction(name, run, isEager));
    return step;
  }

  /** Has steps traced anew. */
  forgetSteps(): void {
    this.#steps.clear();
  }

  /** What it was given, as files have it. */
  config(where: string): Record<string, unknown> {
    const { given, optimizer } = this;
    const written = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(written);
      if (typeof value === "function") return toConfiguration(where, value);
      if (isConfigurable(value)) return serializeObject(where, value);
      if (!isOptions(value) || isSerialized(value)) return value ?? null;
      return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, written(it)]));
    };
    return {
      optimizer: optimizer === null ? null : written(optimizer),
      loss: written(given.loss),
      loss_weights: given.lossWeights ?? null,
      metrics: written(given.metrics),
      weighted_metrics: written(given.weightedMetrics),
      run_eagerly: given.runEagerly ?? false,
      steps_per_execution: this.stepsPerExecution,
      jit_compile: given.jitCompile === "auto" ? false : given.jitCompile ?? false,
    };
  }
}
