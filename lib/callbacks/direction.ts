/**
 * Whether a metric is to become larger or smaller, as Keras has it of its own.
 *
 * @module
 */
import {
  Accuracy,
  AUC,
  BinaryAccuracy,
  BinaryCrossentropy,
  BinaryIoU,
  CategoricalAccuracy,
  CategoricalCrossentropy,
  CategoricalHinge,
  ConcordanceCorrelation,
  CosineSimilarity,
  F1Score,
  FBetaScore,
  Hinge,
  IoU,
  KLDivergence,
  LogCoshError,
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanIoU,
  MeanSquaredError,
  MeanSquaredLogarithmicError,
  OneHotIoU,
  OneHotMeanIoU,
  PearsonCorrelation,
  Poisson,
  Precision,
  PrecisionAtRecall,
  R2Score,
  Recall,
  RecallAtPrecision,
  RootMeanSquaredError,
  SensitivityAtSpecificity,
  SparseCategoricalAccuracy,
  SparseCategoricalCrossentropy,
  SparseTopKCategoricalAccuracy,
  SpecificityAtSensitivity,
  SquaredHinge,
  TopKCategoricalAccuracy,
} from "../metrics/mod.ts";
import type { CallbackModel } from "./model.ts";

/** Whether the largest or the smallest value is the best. */
export type Direction = "min" | "max";

/** Keras's metrics whose largest value is the best. */
const UP: readonly { readonly prototype: object }[] = [
  Accuracy,
  AUC,
  BinaryAccuracy,
  BinaryIoU,
  CategoricalAccuracy,
  ConcordanceCorrelation,
  CosineSimilarity,
  F1Score,
  FBetaScore,
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
  SensitivityAtSpecificity,
  SparseCategoricalAccuracy,
  SparseTopKCategoricalAccuracy,
  SpecificityAtSensitivity,
  TopKCategoricalAccuracy,
];

/** Keras's metrics whose smallest value is the best. */
const DOWN: readonly { readonly prototype: object }[] = [
  BinaryCrossentropy,
  CategoricalCrossentropy,
  CategoricalHinge,
  Hinge,
  KLDivergence,
  LogCoshError,
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanSquaredError,
  MeanSquaredLogarithmicError,
  Poisson,
  RootMeanSquaredError,
  SparseCategoricalCrossentropy,
  SquaredHinge,
];

/** Of a metric, by its class and those that this was made of. */
function directionOf(metric: object): Direction | undefined {
  const isOf = ({ prototype }: { readonly prototype: object }) =>
    Object.prototype.isPrototypeOf.call(prototype, metric);
  return UP.some(isOf) ? "max" : DOWN.some(isOf) ? "min" : undefined;
}

/** The direction of what is monitored; `undefined` where nobody knows it. */
export function findDirection(
  { metrics = [] }: CallbackModel,
  monitor: string,
): Direction | undefined {
  const name = monitor.replace(/^val_/, "");
  let found: Direction | undefined = name === "loss" ? "min" : undefined;
  for (const it of metrics) if (it.name === name) found = directionOf(it) ?? found;
  return found;
}
