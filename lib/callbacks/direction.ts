/**
 * Whether a metric is to become larger or smaller, as Keras has it of its own.
 *
 * @module
 */
import type { CallbackModel } from "./model.ts";

/** Whether the largest or the smallest value is the best. */
export type Direction = "min" | "max";

/** Keras's metrics whose largest value is the best. */
const UP = [
  "Accuracy",
  "AUC",
  "BinaryAccuracy",
  "BinaryIoU",
  "CategoricalAccuracy",
  "ConcordanceCorrelation",
  "CosineSimilarity",
  "F1Score",
  "FBetaScore",
  "IoU",
  "MeanIoU",
  "OneHotIoU",
  "OneHotMeanIoU",
  "PearsonCorrelation",
  "Precision",
  "PrecisionAtRecall",
  "R2Score",
  "Recall",
  "RecallAtPrecision",
  "SensitivityAtSpecificity",
  "SparseCategoricalAccuracy",
  "SparseTopKCategoricalAccuracy",
  "SpecificityAtSensitivity",
  "TopKCategoricalAccuracy",
];

/** Keras's metrics whose smallest value is the best. */
const DOWN = [
  "BinaryCrossentropy",
  "CategoricalCrossentropy",
  "CategoricalHinge",
  "Hinge",
  "KLDivergence",
  "LogCoshError",
  "MeanAbsoluteError",
  "MeanAbsolutePercentageError",
  "MeanSquaredError",
  "MeanSquaredLogarithmicError",
  "Poisson",
  "RootMeanSquaredError",
  "SparseCategoricalCrossentropy",
  "SquaredHinge",
];

const DIRECTIONS: ReadonlyMap<string, Direction> = new Map([
  ...UP.map((name) => [name, "max"] as const),
  ...DOWN.map((name) => [name, "min"] as const),
]);

/** Of a metric, by its class and those that this was made of. */
function directionOf(metric: object): Direction | undefined {
  for (let at: object | null = metric; at !== null; at = Object.getPrototypeOf(at)) {
    const found = DIRECTIONS.get(at.constructor.name);
    if (found !== undefined) return found;
  }
  return undefined;
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
