/**
 * Logs: loss and metrics as numbers. What a step gave is read only where somebody looks at it.
 *
 * @module
 */
import type { Logs } from "../callbacks/callback.ts";
import { formatValue } from "../errors/format.ts";
import type { MetricResult } from "../metrics/metric.ts";
import { getProfile } from "../random/profile.ts";
import { isOptions } from "../ops/bind.ts";
import { read } from "../tensor/graph.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";

/** Results by name, several of one metric in a row. */
export function flatResults(
  results: Iterable<readonly [string, MetricResult]>,
): Record<string, Tensor> {
  const flat: Record<string, Tensor> = {};
  for (const [name, result] of results) {
    if (result instanceof Tensor) flat[name] = result;
    else Object.assign(flat, result);
  }
  return flat;
}

/** A result as a number, or, of a metric that gives several, as nested numbers. */
function numberOf(value: unknown): number {
  if (value instanceof Tensor && value.rank === 0) {
    return Number((read(value) as ArrayLike<number | bigint>)[0]);
  }
  return value instanceof Tensor ? value.numpy() as unknown as number : Number(value);
}

/** Results as numbers. */
export function asNumbers(results: Readonly<Record<string, unknown>>): Logs {
  return inKerasOrder(
    Object.fromEntries(Object.entries(results).map(([name, it]) => [name, numberOf(it)])),
  );
}

/** Logs in the order of the Keras in use: Keras 3 spells them, before the loss is the first. */
export function inKerasOrder(logs: Logs): Logs {
  if (getProfile() !== "keras3") return logs;
  return Object.fromEntries(Object.entries(logs).sort(([a], [b]) => a < b ? -1 : 1));
}

/** Logs whose values are computed where they are first read, all at once. */
export function lazyLogs(names: readonly string[], compute: () => Logs): Logs {
  let values: Logs | undefined;
  const logs: Logs = {};
  for (const name of names) {
    Object.defineProperty(logs, name, {
      enumerable: true,
      configurable: true,
      get: () => (values ??= compute())[name],
      set: (value: number) =>
        Object.defineProperty(logs, name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        }),
    });
  }
  return logs;
}

/**
 * What a step of a user's own gave.
 *
 * @throws {TypeError} for what is no object of scalars by name.
 */
export function checkResults(where: string, given: unknown): Record<string, unknown> {
  if (given === undefined || given === null) return {};
  const isFine = isOptions(given) &&
    Object.values(given).every((it) =>
      it instanceof Tensor || it instanceof VariableCore || typeof it === "number"
    );
  if (isFine) return { ...given };
  throw new TypeError(
    `${where}: expected it to give an object of scalars by name, such as { loss }, received ${
      formatValue(given)
    }`,
  );
}

/** Logs as a list, or as one number: in the order of names, then others in that of their spelling. */
export function inOrder(logs: Logs, names: readonly string[]): number | number[] {
  const known = names.filter((it) => it in logs);
  const others = Object.keys(logs).filter((it) => !known.includes(it)).sort();
  const values = [...known, ...others].map((it) => logs[it]!);
  return values.length === 1 ? values[0]! : values;
}
