/**
 * The metrics that a model was compiled with, for each of its outputs.
 *
 * @module
 */
import { isSerialized } from "../configuration/serialization.ts";
import { formatValue } from "../errors/format.ts";
import { isOptions } from "../ops/bind.ts";
import { byShape, findMetric, metricOf } from "../metrics/identify.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { weightsFor } from "./compile_loss.ts";
import { forEachOutput, labelsOf, type Outputs, tensorsOf } from "./outputs.ts";

/** A metric of an output. */
interface OutputMetric {
  readonly metric: Metric;
  readonly output: number;
  /** Its name in logs. */
  readonly name: string;
  /** Whether weights of examples count. */
  readonly isWeighted: boolean;
}

const isMetric = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "function" || isSerialized(value);

/** Several metrics of one output count as one value for it. */
const areMetrics = (value: unknown): boolean =>
  isMetric(value) || Array.isArray(value) && value.every(isMetric);

/** The metrics of a model, once its outputs are known. */
export class CompileMetrics {
  readonly #where: string;
  readonly #given: Readonly<Record<"metrics" | "weightedMetrics", unknown>>;
  #outputs: Outputs | undefined;
  #all: readonly OutputMetric[] = [];

  /**
   * Notes what was given.
   *
   * @throws {TypeError} for what is no list or object of metrics.
   * @throws {RangeError} for an unknown name.
   */
  constructor(where: string, metrics: unknown, weightedMetrics: unknown) {
    this.#where = where.replace(/\.compile$/, "");
    this.#given = { metrics: metrics ?? null, weightedMetrics: weightedMetrics ?? null };
    for (const [option, value] of Object.entries(this.#given)) {
      if (value !== null && !Array.isArray(value) && !isOptions(value)) {
        throw new TypeError(
          `${where}: expected ${option} to be a list of metrics, or an object of them by output, received ${option}=${
            formatValue(value)
          }; put it into a list: [${option === "metrics" ? formatValue(value) : "..."}]`,
        );
      }
      checkNames(where, option, value);
    }
  }

  /** Whether it knows its outputs. */
  get built(): boolean {
    return this.#outputs !== undefined;
  }

  /** The metrics in order. */
  get metrics(): Metric[] {
    return this.#all.map(({ metric }) => metric);
  }

  /**
   * Finds the metrics of each output.
   *
   * @throws {TypeError} for metrics that don't fit the outputs.
   */
  build(yTrue: unknown, yPred: unknown, outputs: Outputs): void {
    const names = new Map<string, number>();
    this.#all = (["metrics", "weightedMetrics"] as const).flatMap((option) => {
      const each = this.#forEachOutput(option, outputs);
      const used = each.map((it) => it.length > 0);
      if (!used.includes(true)) return [];
      const labels = labelsOf(this.#where, "y", yTrue, outputs, used);
      const predictions = tensorsOf(yPred);
      return each.flatMap((identifiers, output) =>
        identifiers.map((it): OutputMetric => {
          const shapes = { yTrue: labels[output]?.shape ?? [], yPred: predictions[output]!.shape };
          const metric = metricOf(this.#where, option, it, shapes);
          const isWeighted = option === "weightedMetrics";
          const name = uniqueName(names, metric.name, isWeighted, this.#prefix(outputs, output));
          return { metric, output, name, isWeighted };
        })
      );
    });
    this.#outputs = outputs;
  }

  #prefix({ names }: Outputs, output: number): string {
    return names.length > 1 ? `${names[output]}_` : "";
  }

  #forEachOutput(option: "metrics" | "weightedMetrics", outputs: Outputs): unknown[][] {
    const value = this.#given[option];
    const count = outputs.names.length;
    if (value === null || Array.isArray(value) && value.length === 0) {
      return outputs.names.map(() => []);
    }
    if (count === 1 && Array.isArray(value)) return [value.flat()];
    const given = { where: this.#where, option, isOne: areMetrics };
    return forEachOutput(given, value, outputs).map((it) => it === null ? [] : [it].flat());
  }

  /** Takes a batch in. */
  update(yTrue: unknown, yPred: unknown, sampleWeight: unknown): void {
    if (this.#all.length === 0) return;
    const where = this.#where;
    const outputs = this.#outputs!;
    const used = outputs.names.map((_, i) => this.#all.some(({ output }) => output === i));
    const labels = labelsOf(where, "y", yTrue, outputs, used) as (Tensor | undefined)[];
    const predictions = tensorsOf(yPred) as Tensor[];
    const weights = weightsFor(where, sampleWeight, outputs, used);
    for (const { metric, output, isWeighted } of this.#all) {
      const label = labels[output];
      if (label === undefined) {
        throw new TypeError(
          `${where}: expected labels for the metric '${metric.name}', received none; give y`,
        );
      }
      const weight = weights[output];
      if (isWeighted && weight !== undefined) {
        metric.updateState(label, predictions[output]!, { sampleWeight: weight });
      } else metric.updateState(label, predictions[output]!);
    }
  }

  /** Their names in logs. */
  get names(): ReadonlyMap<Metric, string> {
    return new Map(this.#all.map(({ metric, name }) => [metric, name]));
  }
}

/** A name of its own in logs, as Keras numbers them. */
function uniqueName(
  taken: Map<string, number>,
  own: string,
  isWeighted: boolean,
  prefix: string,
): string {
  let name = `${prefix}${own}`;
  if (isWeighted && taken.has(name)) name = `${prefix}weighted_${own}`;
  const count = taken.get(name);
  taken.set(name, (count ?? 0) + 1);
  return count === undefined ? name : `${name}_${count}`;
}

/** Throws for names of metrics that are not known, wherever they stand. */
function checkNames(where: string, option: string, value: unknown): void {
  if (typeof value === "string") {
    if (byShape(value) === undefined) findMetric(where, option, value);
  } else if (Array.isArray(value)) value.forEach((it) => checkNames(where, option, it));
  else if (isOptions(value) && !isSerialized(value)) {
    Object.values(value).forEach((it) => checkNames(where, option, it));
  } else if (value !== null && value !== undefined && !isMetric(value)) {
    throw new TypeError(
      `${where}: expected ${option} to hold metrics, functions or names, received ${
        formatValue(value)
      }`,
    );
  }
}
