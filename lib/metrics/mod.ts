/**
 * Metrics: numbers that say how good predictions are, kept up to date over batches.
 *
 * @module
 */
export type { UpdateArguments, UpdateNames } from "./arguments.ts";
export {
  Accuracy,
  BinaryAccuracy,
  binaryAccuracy,
  type BinaryAccuracyArguments,
  type BinaryAccuracyOptions,
} from "./accuracy.ts";
export { AUC, type AUCOptions } from "./auc.ts";
export type { Curve, SummationMethod } from "./auc_curves.ts";
export {
  CategoricalAccuracy,
  categoricalAccuracy,
  type Comparison,
  type ComparisonArguments,
  SparseCategoricalAccuracy,
  sparseCategoricalAccuracy,
} from "./categorical_accuracy.ts";
export {
  ConcordanceCorrelation,
  concordanceCorrelation,
  type ConcordanceCorrelationOptions,
  type Correlation,
  type CorrelationArguments,
  PearsonCorrelation,
  pearsonCorrelation,
  type PearsonCorrelationOptions,
} from "./correlation.ts";
export { CosineSimilarity, type CosineSimilarityOptions } from "./cosine_similarity.ts";
export {
  type CountOptions,
  FalseNegatives,
  FalsePositives,
  TrueNegatives,
  TruePositives,
} from "./counts.ts";
export {
  type Average,
  F1Score,
  type F1ScoreOptions,
  FBetaScore,
  type FBetaScoreOptions,
} from "./f_score.ts";
export type { MetricName } from "../configuration/compile_names.ts";
export type { MetricIdentifier } from "./identify.ts";
export {
  BinaryIoU,
  type BinaryIoUOptions,
  IoU,
  type IoUOptions,
  type OverlapOptions,
} from "./iou.ts";
export { Mean, type NameFirst, type ReductionArguments, type ReductionNames, Sum } from "./mean.ts";
export {
  MeanIoU,
  type MeanIoUOptions,
  OneHotIoU,
  type OneHotIoUOptions,
  OneHotMeanIoU,
  type OneHotMeanIoUOptions,
} from "./mean_iou.ts";
export {
  MeanMetricWrapper,
  type MeanMetricWrapperArguments,
  type MeanMetricWrapperOptions,
  type MetricFunction,
  type WrapperArguments,
} from "./mean_metric_wrapper.ts";
export { Metric, type MetricResult } from "./metric.ts";
export type { MetricDType, MetricOptions } from "./options.ts";
export { Precision, type PrecisionOptions, Recall } from "./precision_recall.ts";
export { type ClassAggregation, R2Score, type R2ScoreOptions } from "./r2_score.ts";
export {
  PrecisionAtRecall,
  type PrecisionAtRecallOptions,
  RecallAtPrecision,
  type RecallAtPrecisionOptions,
  SensitivityAtSpecificity,
  type SensitivityAtSpecificityOptions,
  SpecificityAtSensitivity,
  type SpecificityAtSensitivityOptions,
} from "./rates_at.ts";
export {
  deserialize,
  type DeserializeMetricArguments,
  get,
  type GetMetricArguments,
  serialize,
  type SerializeMetricArguments,
} from "./registry.ts";
export { RootMeanSquaredError } from "./root_mean_squared_error.ts";
export type { AtRateArguments, AtRateOptions, CommonNames } from "./sensitivity_specificity.ts";
export type { Thresholds } from "./thresholds.ts";
export {
  type SparseTopKArguments,
  SparseTopKCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  type SparseTopKCategoricalAccuracyOptions,
  type TopKArguments,
  TopKCategoricalAccuracy,
  topKCategoricalAccuracy,
  type TopKCategoricalAccuracyOptions,
} from "./top_k.ts";
export { CategoricalHinge, Hinge, SquaredHinge } from "./hinge.ts";
export {
  BinaryCrossentropy,
  type BinaryCrossentropyOptions,
  CategoricalCrossentropy,
  type CategoricalCrossentropyOptions,
  KLDivergence,
  Poisson,
  SparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
} from "./probabilistic.ts";
export {
  LogCoshError,
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanSquaredError,
  MeanSquaredLogarithmicError,
} from "./regression.ts";
export {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalHinge,
  hinge,
  huber,
  KLD,
  kld,
  klDivergence,
  kullbackLeiblerDivergence,
  logCosh,
  logcosh,
  MAE,
  mae,
  MAPE,
  mape,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  MSE,
  mse,
  MSLE,
  msle,
  poisson,
  sparseCategoricalCrossentropy,
  squaredHinge,
} from "../losses/mod.ts";
export type {
  AddVariableArguments,
  AddVariableNames,
  AddWeightArguments,
  AddWeightNames,
} from "./variables.ts";
