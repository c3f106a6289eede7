/**
 * Metrics by name, class, function and configuration. This module knows no class of its own: they are
 * registered by `registry.ts`.
 *
 * @module
 */
import type { MetricName } from "../configuration/compile_names.ts";
import { fromIdentifier, type Kind } from "../configuration/identifier.ts";
import { type CustomObjects, namesIn } from "../configuration/registry.ts";
import { isSerialized, type SerializedObject } from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { toSnakeCase } from "../objects/naming.ts";
import { FUNCTIONS } from "./mean_metric_wrapper.ts";
import { MeanMetricWrapper, type MetricFunction } from "./mean_metric_wrapper.ts";
import { Metric } from "./metric.ts";

/** Keras's module of metrics. */
export const METRICS = "keras.metrics";

const KIND: Kind = { module: METRICS, noun: "a metric" };

/**
 * A metric as an option: an instance, a class, a function of labels and predictions, a name in any
 * spelling, or a configuration.
 */
export type MetricIdentifier =
  | Metric
  | (new () => Metric)
  | MetricFunction
  | MetricName
  | SerializedObject;

/**
 * What an identifier stands for: a metric, or a function of labels and predictions.
 *
 * @param name The parameter that takes it, for messages.
 * @throws {RangeError} for an unknown name; {@linkcode TypeError} for what is no identifier.
 */
export function findMetric(
  where: string,
  name: string,
  identifier: unknown,
  customObjects: CustomObjects = {},
): Metric | MetricFunction {
  const isName = typeof identifier === "string" ||
    (isSerialized(identifier) && typeof identifier.config === "string");
  const key = isSerialized(identifier) ? identifier.config : identifier;
  const isFunction = isName && !namesIn(METRICS).includes(key as string) &&
    namesIn(FUNCTIONS).includes(key as string);
  const kind = isFunction ? { ...KIND, module: FUNCTIONS } : KIND;
  const found = fromIdentifier(where, name, identifier, kind, customObjects);
  if (found === null) {
    throw new TypeError(
      `${where}: expected ${name} to be a metric, received ${name}=${formatValue(identifier)}`,
    );
  }
  return found as Metric | MetricFunction;
}

/** Names that stand for the accuracy, or the crossentropy, that fits the shapes. */
const BY_SHAPE: ReadonlyMap<string, ByShape> = new Map([
  ["accuracy", "accuracy"],
  ["acc", "accuracy"],
  ["crossentropy", "crossentropy"],
  ["ce", "crossentropy"],
]);

/** What depends on the shapes of labels and predictions. */
export type ByShape = "accuracy" | "crossentropy";

/** What a name stands for that depends on shapes; `undefined` for any other identifier. */
export function byShape(identifier: unknown): ByShape | undefined {
  return typeof identifier === "string" ? BY_SHAPE.get(identifier.toLowerCase()) : undefined;
}

/** Shapes of labels and predictions; an unknown dimension is `null`. */
export interface Shapes {
  readonly yTrue: readonly (number | null)[];
  readonly yPred: readonly (number | null)[];
}

/** Whether predictions are of one class, of several with labels that are their numbers, or neither. */
export function classesIn(
  { yTrue, yPred }: Shapes,
): "binary" | "sparseCategorical" | "categorical" {
  const last = yPred.at(-1);
  if (last === 1) return "binary";
  const isColumn = yTrue.at(-1) === 1 && (last ?? 0) > 1;
  return yTrue.length < yPred.length || isColumn ? "sparseCategorical" : "categorical";
}

/** A metric of a name that a name of the registry stands for. */
function named(where: string, option: string, name: string): Metric | MetricFunction {
  return findMetric(where, option, { class_name: name, config: { name } });
}

/**
 * The metric that one of `compile`'s stands for. A name is the metric's name, and so is a function's.
 *
 * @param option The parameter that takes it, for messages.
 * @param shapes Shapes of labels and predictions, for the names that depend on them.
 * @throws {RangeError} for an unknown name; {@linkcode TypeError} for what is no identifier.
 */
export function metricOf(
  where: string,
  option: string,
  identifier: unknown,
  shapes?: Shapes,
  customObjects: CustomObjects = {},
): Metric {
  if (identifier instanceof Metric) return identifier;
  const kind = byShape(identifier);
  if (kind !== undefined && shapes !== undefined) {
    return accuracyFor(shapes.yTrue, shapes.yPred, kind, identifier as string);
  }
  if (typeof identifier === "string" && namesIn(METRICS).includes(identifier)) {
    const found = named(where, option, identifier);
    if (found instanceof Metric) return found;
  }
  const found = findMetric(where, option, identifier, customObjects);
  if (found instanceof Metric) return found;
  const name = typeof identifier === "string" ? identifier : toSnakeCase(found.name);
  return new MeanMetricWrapper(found, { name: name === "" ? null : name });
}

/**
 * The accuracy, or the crossentropy, that fits the shapes of labels and predictions: binary where
 * there is one value a row, sparse where labels are numbers of classes, else categorical.
 *
 * @param name Name of the metric.
 */
export function accuracyFor(
  yTrue: readonly (number | null)[],
  yPred: readonly (number | null)[],
  kind: ByShape,
  name: string = kind,
): Metric {
  const ending = kind === "accuracy" ? "Accuracy" : "Crossentropy";
  const className = `${classesIn({ yTrue, yPred })}${ending}`;
  const config = { class_name: className[0]!.toUpperCase() + className.slice(1), config: { name } };
  return findMetric("tf.keras.metrics", "name", config) as Metric;
}
