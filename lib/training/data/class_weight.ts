/**
 * Weights of examples from weights of their classes.
 *
 * @module
 */
import { formatShape, formatValue } from "../../errors/format.ts";
import { type Column, widthOf } from "./columns.ts";

/** Weights by number of class; a class without one counts 1. */
export type ClassWeight = Readonly<Record<number, number>> | ReadonlyMap<number, number>;

/** The weights, checked. */
export function checkClassWeight(where: string, given: unknown): Map<number, number> {
  const entries = given instanceof Map
    ? [...given.entries()]
    : typeof given === "object" && given !== null && !Array.isArray(given)
    ? Object.entries(given)
    : undefined;
  if (entries === undefined) {
    throw new TypeError(
      `${where}: expected classWeight to be an object or a Map of weights by class, received classWeight=${
        formatValue(given)
      }`,
    );
  }
  return new Map(entries.map(([key, weight]) => {
    const label = Number(key);
    const isFine = Number.isInteger(label) && label >= 0 && typeof weight === "number" &&
      Number.isFinite(weight) && weight >= 0;
    if (isFine) return [label, weight];
    throw new RangeError(
      `${where}: expected classWeight to give whole numbers of classes weights >= 0, received ${
        formatValue(key)
      }: ${formatValue(weight)}`,
    );
  }));
}

/** A weight for each example of labels: numbers of classes, also in a column, or one-hot rows. */
export function weightsOfClasses(
  where: string,
  labels: Column,
  weights: ReadonlyMap<number, number>,
): Column {
  const width = widthOf(labels);
  const isOneHot = labels.shape.length === 1 && width > 1;
  if (!isOneHot && width !== 1) {
    throw new TypeError(
      `${where}: expected labels of one number or one-hot row each beside classWeight, received y of shape ${
        formatShape([labels.rows, ...labels.shape])
      }; give sampleWeight in its place`,
    );
  }
  const values = labels.values as ArrayLike<number | bigint>;
  const of = (row: number): number => {
    if (!isOneHot) return Number(values[row]);
    let best = 0;
    for (let k = 1; k < width; k++) {
      if (Number(values[row * width + k]) > Number(values[row * width + best])) best = k;
    }
    return best;
  };
  const made = Float32Array.from({ length: labels.rows }, (_, row) => weights.get(of(row)) ?? 1);
  return { label: "classWeight", values: made, dtype: "float32", rows: labels.rows, shape: [] };
}
