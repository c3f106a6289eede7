/**
 * The distributions that random outputs are tested against. Each gives its distribution function
 * and a quadrature rule, from which expectations of any function are computed.
 *
 * @module
 */
import { normalCdf } from "./special_functions.ts";

/** A distribution as an expectation file writes it. */
export type DistributionSpec =
  | { kind: "uniform"; low: number; high: number }
  | { kind: "uniformInteger"; low: number; high: number }
  | { kind: "normal"; mean: number; stddev: number }
  | { kind: "truncatedNormal"; mean: number; stddev: number }
  | { kind: "constant"; value: number }
  | { kind: "mixture"; of: { weight: number; distribution: DistributionSpec }[] };

/** A point of a quadrature rule: `E[g(X)]` is the sum of `weight * g(x)`. */
export interface Node {
  /** Where the function is evaluated. */
  x: number;
  /** Share of the point; all weights add up to 1. */
  weight: number;
}

/** What the tests need to know of a distribution. */
export interface Distribution {
  /** The distribution in words, such as `uniform [-1, 1)`. */
  text: string;
  /** Least and greatest value that can occur. */
  support: readonly [number, number];
  /** Probability of a value `<= x`. */
  cdf(x: number): number;
  /** Probability of a value `< x`. */
  cdfBelow(x: number): number;
  /** Whether the value can occur at all (the support's bounds are rounded to float32). */
  allows(x: number): boolean;
  /** A quadrature rule. */
  nodes: readonly Node[];
  /** Mean and standard deviation, when the distribution is exactly normal. */
  normal?: { mean: number; stddev: number };
}

/** Panels of the quadrature rules; five Gauss-Legendre points in each. */
const PANELS = 60;
const LEGENDRE = [
  [0, 128 / 225],
  [Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, (322 + 13 * Math.sqrt(70)) / 900],
  [Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, (322 - 13 * Math.sqrt(70)) / 900],
] as const;
/** Standard deviations of a normal distribution that its quadrature rule spans to each side. */
const NORMAL_SPAN = 16;

/** The distribution a specification describes. */
export function distribution(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case "uniform": {
      const { low, high } = spec;
      const cdf = (x: number) => Math.min(Math.max((x - low) / (high - low), 0), 1);
      return continuous(`uniform [${short(low)}, ${short(high)})`, [low, high], cdf, () => 1);
    }
    case "normal": {
      const { mean, stddev } = spec;
      const span = NORMAL_SPAN * stddev;
      const density = (x: number) => Math.exp(-(((x - mean) / stddev) ** 2) / 2);
      const rule = quadrature(mean - span, mean + span, density);
      return {
        ...continuous(
          `normal(${short(mean)}, ${short(stddev)})`,
          [-Infinity, Infinity],
          (x) => normalCdf((x - mean) / stddev),
          density,
          rule,
        ),
        normal: { mean, stddev },
      };
    }
    case "truncatedNormal": {
      const { mean, stddev } = spec;
      const outside = normalCdf(-2);
      const cdf = (x: number) => {
        const z = Math.min(Math.max((x - mean) / stddev, -2), 2);
        return (normalCdf(z) - outside) / (1 - 2 * outside);
      };
      return continuous(
        `truncated normal(${short(mean)}, ${short(stddev)})`,
        [mean - 2 * stddev, mean + 2 * stddev],
        cdf,
        (x) => Math.exp(-(((x - mean) / stddev) ** 2) / 2),
      );
    }
    case "uniformInteger": {
      const { low, high } = spec;
      const count = high - low;
      const below = (x: number) => Math.min(Math.max(x - low, 0), count) / count;
      return {
        text: `uniform integers ${low} to ${high - 1}`,
        support: [low, high - 1],
        cdf: (x) => below(Math.floor(x) + 1),
        cdfBelow: (x) => below(Math.ceil(x)),
        allows: (x) => Number.isInteger(x) && x >= low && x < high,
        nodes: Array.from({ length: count }, (_, i) => ({ x: low + i, weight: 1 / count })),
      };
    }
    case "constant": {
      const { value } = spec;
      return {
        text: `the constant ${short(value)}`,
        support: [value, value],
        cdf: (x) => x >= value ? 1 : 0,
        cdfBelow: (x) => x > value ? 1 : 0,
        allows: (x) => x === value || x === Math.fround(value),
        nodes: [{ x: value, weight: 1 }],
      };
    }
    case "mixture": {
      const parts = spec.of.map((part) => ({
        weight: part.weight,
        law: distribution(part.distribution),
      }));
      const sum = (value: (law: Distribution) => number) =>
        parts.reduce((total, { weight, law }) => total + weight * value(law), 0);
      return {
        text: parts.map(({ weight, law }) => `${short(weight)} ${law.text}`).join(" + "),
        support: [
          Math.min(...parts.map(({ law }) => law.support[0])),
          Math.max(...parts.map(({ law }) => law.support[1])),
        ],
        cdf: (x) => sum((law) => law.cdf(x)),
        cdfBelow: (x) => sum((law) => law.cdfBelow(x)),
        allows: (x) => parts.some(({ law }) => law.allows(x)),
        nodes: parts.flatMap(({ weight, law }) =>
          law.nodes.map((node) => ({ x: node.x, weight: node.weight * weight }))
        ),
      };
    }
  }
}

/** Mean of a function of the variable. */
export function expectation(law: Distribution, of: (x: number) => number): number {
  return law.nodes.reduce((total, { x, weight }) => total + weight * of(x), 0);
}

/** A distribution with a density on an interval. */
function continuous(
  text: string,
  support: readonly [number, number],
  cdf: (x: number) => number,
  density: (x: number) => number,
  nodes: readonly Node[] = quadrature(support[0], support[1], density),
): Distribution {
  // float32 arithmetic may round a value onto the bound, and the bound itself up or down.
  const [low, high] = support.map(Math.fround) as [number, number];
  const [least, most] = [Math.min(support[0], low), Math.max(support[1], high)];
  return { text, support, cdf, cdfBelow: cdf, allows: (x) => x >= least && x <= most, nodes };
}

/** Gauss-Legendre points on an interval, weighted with a density and scaled to add up to 1. */
function quadrature(low: number, high: number, density: (x: number) => number): Node[] {
  const half = (high - low) / PANELS / 2;
  const nodes: Node[] = [];
  for (let panel = 0; panel < PANELS; panel++) {
    const middle = low + (2 * panel + 1) * half;
    for (const [point, weight] of LEGENDRE) {
      for (const side of point === 0 ? [0] : [-1, 1]) {
        const x = middle + side * point * half;
        nodes.push({ x, weight: weight * density(x) });
      }
    }
  }
  const total = nodes.reduce((sum, node) => sum + node.weight, 0);
  return nodes.map(({ x, weight }) => ({ x, weight: weight / total }));
}

/** A number in at most six digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
