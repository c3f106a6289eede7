/**
 * Metrics in the registry of classes, and `tf.keras.metrics.get` with its relatives.
 *
 * @module
 */
import { toConfiguration } from "../configuration/identifier.ts";
import { type CustomObjects, registerBuiltIns } from "../configuration/registry.ts";
import type { SerializedObject } from "../configuration/serialization.ts";
import { camelCase, toSnakeCase } from "../objects/naming.ts";
import { bind, type Operation } from "../ops/bind.ts";
import { Accuracy, BinaryAccuracy, binaryAccuracy } from "./accuracy.ts";
import { AUC } from "./auc.ts";
import {
  CategoricalAccuracy,
  categoricalAccuracy,
  SparseCategoricalAccuracy,
  sparseCategoricalAccuracy,
} from "./categorical_accuracy.ts";
import {
  ConcordanceCorrelation,
  concordanceCorrelation,
  PearsonCorrelation,
  pearsonCorrelation,
} from "./correlation.ts";
import { CosineSimilarity } from "./cosine_similarity.ts";
import { FalseNegatives, FalsePositives, TrueNegatives, TruePositives } from "./counts.ts";
import { F1Score, FBetaScore } from "./f_score.ts";
import { findMetric, type MetricIdentifier, METRICS } from "./identify.ts";
import { BinaryIoU, IoU } from "./iou.ts";
import { Mean, Sum } from "./mean.ts";
import { MeanIoU, OneHotIoU, OneHotMeanIoU } from "./mean_iou.ts";
import * as losses from "../losses/mod.ts";
import * as hinges from "./hinge.ts";
import * as probabilistic from "./probabilistic.ts";
import * as regression from "./regression.ts";
import { FUNCTIONS, MeanMetricWrapper, type MetricFunction } from "./mean_metric_wrapper.ts";
import { Metric } from "./metric.ts";
import { Precision, Recall } from "./precision_recall.ts";
import { R2Score } from "./r2_score.ts";
import {
  PrecisionAtRecall,
  RecallAtPrecision,
  SensitivityAtSpecificity,
  SpecificityAtSensitivity,
} from "./rates_at.ts";
import { RootMeanSquaredError } from "./root_mean_squared_error.ts";
import {
  SparseTopKCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  TopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from "./top_k.ts";

/** Classes by their names. */
const CLASSES = {
  Metric,
  Mean,
  Sum,
  MeanMetricWrapper,
  Accuracy,
  AUC,
  BinaryAccuracy,
  BinaryIoU,
  CategoricalAccuracy,
  ConcordanceCorrelation,
  CosineSimilarity,
  F1Score,
  FBetaScore,
  FalseNegatives,
  FalsePositives,
  IoU,
  MeanIoU,
  OneHotIoU,
  OneHotMeanIoU,
  PearsonCorrelation,
  Precision,
  PrecisionAtRecall,
  R2Score,
  Recall,
  RecallAtPrecision,
  RootMeanSquaredError,
  SensitivityAtSpecificity,
  SparseCategoricalAccuracy,
  SparseTopKCategoricalAccuracy,
  SpecificityAtSensitivity,
  TopKCategoricalAccuracy,
  TrueNegatives,
  TruePositives,
  ...regression,
  ...hinges,
  ...probabilistic,
};

registerBuiltIns(METRICS, CLASSES);

for (const [name, Class] of Object.entries(CLASSES)) {
  const snake = toSnakeCase(name);
  registerBuiltIns(METRICS, { [snake]: Class, [camelCase(snake)]: Class });
}

/** Losses as functions, which are metrics as well. */
const OF_LOSSES = {
  binaryCrossentropy: losses.binaryCrossentropy,
  binaryFocalCrossentropy: losses.binaryFocalCrossentropy,
  categoricalCrossentropy: losses.categoricalCrossentropy,
  categoricalFocalCrossentropy: losses.categoricalFocalCrossentropy,
  categoricalHinge: losses.categoricalHinge,
  hinge: losses.hinge,
  huber: losses.huber,
  klDivergence: losses.klDivergence,
  logCosh: losses.logCosh,
  meanAbsoluteError: losses.meanAbsoluteError,
  meanAbsolutePercentageError: losses.meanAbsolutePercentageError,
  meanSquaredError: losses.meanSquaredError,
  meanSquaredLogarithmicError: losses.meanSquaredLogarithmicError,
  poisson: losses.poisson,
  sparseCategoricalCrossentropy: losses.sparseCategoricalCrossentropy,
  squaredHinge: losses.squaredHinge,
};

for (const [name, fn] of Object.entries(OF_LOSSES)) {
  registerBuiltIns(FUNCTIONS, { [toSnakeCase(name)]: fn, [name]: fn });
}

/** Short names, which stand for the classes. */
const SHORT = {
  bce: probabilistic.BinaryCrossentropy,
  kld: probabilistic.KLDivergence,
  mae: regression.MeanAbsoluteError,
  mape: regression.MeanAbsolutePercentageError,
  mse: regression.MeanSquaredError,
  msle: regression.MeanSquaredLogarithmicError,
};
for (const [name, Class] of Object.entries(SHORT)) {
  registerBuiltIns(METRICS, { [name]: Class, [name.toUpperCase()]: Class });
}

registerBuiltIns(FUNCTIONS, {
  binary_accuracy: binaryAccuracy,
  binaryAccuracy,
  categorical_accuracy: categoricalAccuracy,
  categoricalAccuracy,
  concordance_correlation: concordanceCorrelation,
  concordanceCorrelation,
  pearson_correlation: pearsonCorrelation,
  pearsonCorrelation,
  sparse_categorical_accuracy: sparseCategoricalAccuracy,
  sparseCategoricalAccuracy,
  sparse_top_k_categorical_accuracy: sparseTopKCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  top_k_categorical_accuracy: topKCategoricalAccuracy,
  topKCategoricalAccuracy,
});

/** Argument of {@linkcode get}. */
export interface GetMetricArguments {
  /** A metric, a class, a function, a name in any spelling, a configuration, or `null`. */
  identifier: MetricIdentifier | string | null;
}

/**
 * The metric that an identifier stands for, or the function itself; `null` for `null`.
 *
 * @throws {RangeError} for a name that is not known.
 * @throws {TypeError} for what is no identifier.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { AUC, get } = tf.keras.metrics;
 * assertEquals(get("auc") instanceof AUC, true);
 * assertEquals(get(null), null);
 * ```
 */
export const get: Operation<GetMetricArguments, ["identifier"], Metric | MetricFunction | null> =
  bind(
    `tf.${METRICS}.get`,
    ["identifier"],
    1,
    (identifier) =>
      identifier === null ? null : findMetric(`tf.${METRICS}.get`, "identifier", identifier),
    ["identifier"],
  );

/** Argument of {@linkcode serialize}. */
export interface SerializeMetricArguments {
  /** A metric, or a function. */
  metric: Metric | MetricFunction;
}

/**
 * The configuration of a metric, without its state.
 *
 * @throws {TypeError} for a function without a name.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { deserialize, Precision, serialize } = tf.keras.metrics;
 * const copy = deserialize(serialize(new Precision({ thresholds: [0.25, 0.5] })));
 * assertEquals((copy as tf.keras.metrics.Precision).thresholds, [0.25, 0.5]);
 * ```
 */
export const serialize: Operation<
  SerializeMetricArguments,
  ["metric"],
  SerializedObject | string
> = bind(
  `tf.${METRICS}.serialize`,
  ["metric"],
  1,
  (metric) => toConfiguration(`tf.${METRICS}.serialize`, metric)!,
);

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeMetricArguments {
  /** What {@linkcode serialize} or Keras gave, or a name. */
  config: SerializedObject | string;
  /** Users' classes and functions by name; to be given by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The metric, or the function, of a configuration.
 *
 * @throws {RangeError} for a class that is not known.
 */
export const deserialize: Operation<
  DeserializeMetricArguments,
  ["config", "customObjects"],
  Metric | MetricFunction
> = bind(
  `tf.${METRICS}.deserialize`,
  ["config", "customObjects"],
  1,
  (config, customObjects) =>
    findMetric(`tf.${METRICS}.deserialize`, "config", config, customObjects ?? {}),
  ["config"],
);
