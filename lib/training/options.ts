/**
 * What `compile`, `fit`, `evaluate` and `predict` take.
 *
 * @module
 */
import type { Callback } from "../callbacks/callback.ts";
import type { CallbackList } from "../callbacks/callback_list.ts";
import type { LossIdentifier } from "../losses/registry.ts";
import type { MetricIdentifier } from "../metrics/identify.ts";
import type { OptimizerIdentifier } from "../optimizers/mod.ts";
import type { ClassWeight } from "./data/class_weight.ts";
import type { Data } from "./data/columns.ts";
import type { Batches } from "./data/iterable_source.ts";

/** A loss for all outputs, one for each in a list, by the names of outputs, or nested as they are. */
export type LossOption =
  | LossIdentifier
  | null
  | readonly LossOption[]
  | { readonly [output: string]: LossOption };

/** Metrics of the output, or of each output in a list, or by the names of outputs. */
export type MetricsOption =
  | MetricIdentifier
  | null
  | readonly MetricsOption[]
  | { readonly [output: string]: MetricsOption };

/** Options of `compile`. */
export interface CompileArguments {
  /** What changes the weights; default `"rmsprop"`. */
  optimizer?: OptimizerIdentifier | null | undefined;
  /** What is made small; default `null`: only what layers add. */
  loss?: LossOption | undefined;
  /** What each loss counts; default `null`: 1. */
  lossWeights?:
    | number
    | readonly (number | null)[]
    | Readonly<Record<string, number>>
    | null
    | undefined;
  /** What is measured besides, without weights of examples; default `null`: nothing. */
  metrics?:
    | readonly MetricsOption[]
    | { readonly [output: string]: MetricsOption }
    | null
    | undefined;
  /** What is measured with weights of examples and classes; default `null`: nothing. */
  weightedMetrics?:
    | readonly MetricsOption[]
    | { readonly [output: string]: MetricsOption }
    | null
    | undefined;
  /** Whether steps run operation by operation, for looking into them; default `false`. */
  runEagerly?: boolean | undefined;
  /** Batches between two rounds of callbacks, >= 1; default 1. */
  stepsPerExecution?: number | undefined;
  /** Taken, and changes nothing: every step is compiled; default `"auto"`. */
  jitCompile?: boolean | "auto" | undefined;
  /** Whether losses are scaled under the policy `mixed_float16`; default `true`. */
  autoScaleLoss?: boolean | undefined;
}

/** Parameters of `compile` in Keras's order. */
export const COMPILE = [
  "optimizer",
  "loss",
  "lossWeights",
  "metrics",
  "weightedMetrics",
  "runEagerly",
  "stepsPerExecution",
  "jitCompile",
  "autoScaleLoss",
] as const;

/** Callbacks as an option. */
export type CallbacksOption = readonly Callback[] | Callback | CallbackList | null;

/** Inputs, labels and weights of examples of a validation, or batches of them. */
export type ValidationData =
  | readonly [x: Data, y: Data]
  | readonly [x: Data, y: Data, sampleWeight: Data]
  | Batches;

/** How much is printed: nothing, a line that is rewritten, a line an epoch, or what fits the place. */
export type Verbose = 0 | 1 | 2 | "auto" | boolean;

/** Arguments of `fit`. */
export interface FitArguments {
  /** Inputs: tensors or arrays, in a list or an object for several, or an iterable of batches. */
  x?: Data | Batches | null | undefined;
  /** Labels, nested as the outputs are. */
  y?: Data | null | undefined;
  /** Examples of a batch, >= 1; default 32. */
  batchSize?: number | null | undefined;
  /** How often the data are gone through, >= 1; default 1. */
  epochs?: number | undefined;
  /** How much is printed; default `"auto"`. */
  verbose?: Verbose | undefined;
  /** What runs along; default none. */
  callbacks?: CallbacksOption | undefined;
  /** Share of the examples, from 0 to below 1, the last ones, that is kept for validation; default 0. */
  validationSplit?: number | undefined;
  /** What is evaluated after epochs; default none. */
  validationData?: ValidationData | null | undefined;
  /** Whether examples come in a new order each epoch, or only within their batch (`"batch"`); default `true`. */
  shuffle?: boolean | "batch" | undefined;
  /** What examples of a class count; default 1 each. */
  classWeight?: ClassWeight | null | undefined;
  /** What each example counts; default 1 each. */
  sampleWeight?: Data | null | undefined;
  /** Number of the first epoch, from 0; default 0. */
  initialEpoch?: number | undefined;
  /** Batches of an epoch, >= 1; default: all. */
  stepsPerEpoch?: number | null | undefined;
  /** Batches of a validation, >= 1; default: all. */
  validationSteps?: number | null | undefined;
  /** Examples of a batch of a validation; default: that of the training. */
  validationBatchSize?: number | null | undefined;
  /** Every how many epochs is validated, or after which ones, counted from 1; default 1. */
  validationFreq?: number | readonly number[] | undefined;
}

/** Parameters of `fit` in Keras's order. */
export const FIT = [
  "x",
  "y",
  "batchSize",
  "epochs",
  "verbose",
  "callbacks",
  "validationSplit",
  "validationData",
  "shuffle",
  "classWeight",
  "sampleWeight",
  "initialEpoch",
  "stepsPerEpoch",
  "validationSteps",
  "validationBatchSize",
  "validationFreq",
] as const;

/** Arguments of `evaluate`. */
export interface EvaluateArguments {
  /** Inputs, or an iterable of batches. */
  x?: Data | Batches | null | undefined;
  /** Labels. */
  y?: Data | null | undefined;
  /** Examples of a batch, >= 1; default 32. */
  batchSize?: number | null | undefined;
  /** How much is printed; default `"auto"`. */
  verbose?: Verbose | undefined;
  /** What each example counts; default 1 each. */
  sampleWeight?: Data | null | undefined;
  /** Batches, >= 1; default: all. */
  steps?: number | null | undefined;
  /** What runs along; default none. */
  callbacks?: CallbacksOption | undefined;
  /** Whether it gives an object by name; default `false`: a number, or a list. */
  returnDict?: boolean | undefined;
}

/** Parameters of `evaluate` in Keras's order. */
export const EVALUATE = [
  "x",
  "y",
  "batchSize",
  "verbose",
  "sampleWeight",
  "steps",
  "callbacks",
  "returnDict",
] as const;

/** Arguments of `predict`. */
export interface PredictArguments {
  /** Inputs, or an iterable of batches of them. */
  x: Data | Batches;
  /** Examples of a batch, >= 1; default 32. */
  batchSize?: number | null | undefined;
  /** How much is printed; default `"auto"`. */
  verbose?: Verbose | undefined;
  /** Batches, >= 1; default: all. */
  steps?: number | null | undefined;
  /** What runs along; default none. */
  callbacks?: CallbacksOption | undefined;
}

/** Parameters of `predict` in Keras's order. */
export const PREDICT = ["x", "batchSize", "verbose", "steps", "callbacks"] as const;

/** Arguments of `testOnBatch`. */
export interface TestOnBatchArguments {
  /** Inputs. */
  x: Data;
  /** Labels. */
  y?: Data | null | undefined;
  /** What each example counts; default 1 each. */
  sampleWeight?: Data | null | undefined;
  /** Whether it gives an object by name; default `false`: a number, or a list. */
  returnDict?: boolean | undefined;
}

/** Parameters of `testOnBatch` in Keras's order. */
export const TEST_ON_BATCH = ["x", "y", "sampleWeight", "returnDict"] as const;

/** Arguments of `trainOnBatch`. */
export interface TrainOnBatchArguments extends TestOnBatchArguments {
  /** What examples of a class count; default 1 each. */
  classWeight?: ClassWeight | null | undefined;
}

/** Parameters of `trainOnBatch` in Keras's order. */
export const TRAIN_ON_BATCH = ["x", "y", "sampleWeight", "classWeight", "returnDict"] as const;
