/**
 * Reads the distributions that expectation files name.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
import type { DistributionSpec } from "./distributions.ts";
import { list, number, record } from "./json.ts";

/** Reads `{ "uniform": [low, high] }` and its like. */
export function readDistribution(where: string, input: unknown): DistributionSpec {
  const fields = record(where, "follows", input);
  const [entry, ...others] = Object.entries(fields);
  if (!entry || others.length > 0) {
    throw new TypeError(
      `${where}: expected follows to name one distribution, received ${formatValue(fields)}`,
    );
  }
  const [kind, value] = entry;
  const pair = (): [number, number] => {
    const [a, b, ...more] = list(where, kind, value);
    if (more.length > 0) {
      throw new TypeError(`${where}: expected ${kind} to have 2 numbers, received more`);
    }
    return [number(where, `${kind}[0]`, a), number(where, `${kind}[1]`, b)];
  };
  const ordered = (): { low: number; high: number } => {
    const [low, high] = pair();
    if (low < high) return { low, high };
    throw new RangeError(
      `${where}: expected ${kind} to be [low, high] with low < high, received [${low}, ${high}]`,
    );
  };
  const spread = (): { mean: number; stddev: number } => {
    const [mean, stddev] = pair();
    if (stddev > 0) return { mean, stddev };
    throw new RangeError(
      `${where}: expected ${kind} to be [mean, stddev] with stddev > 0, received [${mean}, ${stddev}]`,
    );
  };
  switch (kind) {
    case "uniform":
    case "uniformInteger":
      return { kind, ...ordered() };
    case "normal":
    case "truncatedNormal":
      return { kind, ...spread() };
    case "constant":
      return { kind, value: number(where, kind, value) };
    case "mixture":
      return { kind, of: readMixture(where, value) };
  }
  const known = ["uniform", "uniformInteger", "normal", "truncatedNormal", "constant", "mixture"];
  throw new RangeError(
    `${where}: expected a distribution, received follows="${kind}"; ${suggestName(kind, known)}`,
  );
}

/** Reads `[[weight, distribution], ...]`. */
function readMixture(
  where: string,
  value: unknown,
): { weight: number; distribution: DistributionSpec }[] {
  const parts = list(where, "mixture", value).map((part, index) => {
    const [weight, law] = list(where, `mixture[${index}]`, part);
    return {
      weight: number(where, `mixture[${index}][0]`, weight),
      distribution: readDistribution(where, law),
    };
  });
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  if (parts.some(({ weight }) => weight <= 0) || Math.abs(total - 1) > 1e-12) {
    throw new RangeError(
      `${where}: expected the weights of a mixture to be positive and to add up to 1, received ${
        formatValue(parts.map(({ weight }) => weight))
      }`,
    );
  }
  return parts;
}
