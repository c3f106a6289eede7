/**
 * Tests whether values follow a distribution, with a false alarm rate that is proved, not
 * estimated: the distance of the distribution functions by the Dvoretzky-Kiefer-Wolfowitz
 * inequality with Massart's constant, mean and standard deviation by exact quantiles for the
 * normal distribution and by Chernoff bounds for all others. Nothing is assumed but that the
 * values are independent.
 *
 * @module
 */
import { chernoffLimits } from "./chernoff.ts";
import { type Distribution, expectation, short } from "./distributions.ts";
import {
  chiSquareLowerQuantile,
  chiSquareUpperQuantile,
  normalUpperQuantile,
} from "./special_functions.ts";

/** One of the tests: the statistic and the range it must lie in. */
export interface StatisticalTest {
  /** What is tested: `bounds`, `KS distance`, `mean` or `stddev`. */
  name: string;
  /** What was found. */
  statistic: number;
  /** Least value that passes. */
  low: number;
  /** Greatest value that passes. */
  high: number;
  /** Whether it passes. */
  holds: boolean;
}

/** What the tests of one set of values came to. */
export interface StatisticalVerdict {
  /** Number of values. */
  n: number;
  /** Whether all tests pass. */
  holds: boolean;
  /** The tests. */
  tests: StatisticalTest[];
  /** Relative error of the standard deviation that is found with probability 0.999. */
  catchesStddevOff: number;
}

/** Shares of the false alarm rate: one for the distance, two each for mean and deviation. */
const SHARES = 5;
/** The quantile of the standard normal distribution at 0.999. */
const POWER_QUANTILE = 3.0902;

/**
 * Tests values against a distribution; true ones fail with a probability of at most
 * `falseAlarmRate`.
 */
export function testDistribution(
  values: ArrayLike<number>,
  law: Distribution,
  falseAlarmRate: number,
): StatisticalVerdict {
  const n = values.length;
  const alpha = falseAlarmRate / SHARES;
  const mean = expectation(law, (x) => x);
  const [meanLow, meanHigh] = meanLimits(law, mean, n, alpha);
  const [squareLow, squareHigh] = squareLimits(law, mean, n, alpha);
  let sum = 0;
  let squares = 0;
  let outside = 0;
  for (let i = 0; i < n; i++) {
    const x = values[i]!;
    if (!law.allows(x)) outside++;
    sum += x - mean;
    squares += (x - mean) ** 2;
  }
  const tests = [
    range("bounds", outside, 0, 0),
    range(
      "KS distance",
      distance(values, law),
      0,
      Math.sqrt(Math.log(2 / alpha) / (2 * n)),
    ),
    range("mean", mean + sum / n, mean + meanLow, mean + meanHigh),
    range("stddev", Math.sqrt(squares / n), Math.sqrt(squareLow), Math.sqrt(squareHigh)),
  ];
  return {
    n,
    holds: tests.every((test) => test.holds),
    tests,
    catchesStddevOff: sensitivity(law, mean, n, squareLow, squareHigh),
  };
}

/** The verdict in a line: what was found, what was allowed, what would be noticed. */
export function describeVerdict(verdict: StatisticalVerdict, law: Distribution): string {
  const failed = verdict.tests.filter((test) => !test.holds);
  const shown = (failed.length > 0 ? failed : verdict.tests.slice(1)).map((test) =>
    test.name === "bounds"
      ? `${test.statistic} of them outside its bounds`
      : `${test.name} ${short(test.statistic)} (allowed ${short(test.low)} to ${short(test.high)})`
  );
  const power = verdict.catchesStddevOff < 1
    ? `catches a stddev off by >= ${Math.ceil(verdict.catchesStddevOff * 1000) / 10}%`
    : "too few values to catch a wrong stddev";
  return `${verdict.n} values ${failed.length > 0 ? "do not follow" : "follow"} ${law.text}: ${
    shown.join(", ")
  }; ${power}`;
}

/** A test that passes inside a range; a NaN fails. */
function range(name: string, statistic: number, low: number, high: number): StatisticalTest {
  return { name, statistic, low, high, holds: statistic >= low && statistic <= high };
}

/** Largest distance between the values' distribution function and the law's, at and below steps. */
function distance(values: ArrayLike<number>, law: Distribution): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let largest = 0;
  for (let start = 0, end = 0; start < n; start = end) {
    const x = sorted[start]!;
    if (Number.isNaN(x)) return 1;
    while (end < n && sorted[end] === x) end++;
    const at = Math.abs(end / n - law.cdf(x));
    const below = Math.abs(law.cdfBelow(x) - start / n);
    largest = Math.max(largest, at, below);
  }
  return largest;
}

/** Limits of the mean of `x - mean`. */
function meanLimits(law: Distribution, mean: number, n: number, alpha: number): [number, number] {
  if (law.normal) {
    const limit = normalUpperQuantile(alpha) * law.normal.stddev / Math.sqrt(n);
    return [-limit, limit];
  }
  return chernoffLimits(law, (x) => x - mean, n, alpha);
}

/** Limits of the mean of `(x - mean)^2`. */
function squareLimits(law: Distribution, mean: number, n: number, alpha: number): [number, number] {
  if (law.normal) {
    const scale = law.normal.stddev ** 2 / n;
    return [
      chiSquareLowerQuantile(n, alpha) * scale,
      chiSquareUpperQuantile(n, alpha) * scale,
    ];
  }
  const [low, high] = chernoffLimits(law, (x) => (x - mean) ** 2, n, alpha);
  return [Math.max(low, 0), high];
}

/** Least relative error of the standard deviation, to both sides, that leaves the limits. */
function sensitivity(
  law: Distribution,
  mean: number,
  n: number,
  low: number,
  high: number,
): number {
  const square = expectation(law, (x) => (x - mean) ** 2);
  if (square === 0) return Infinity;
  const fourth = expectation(law, (x) => (x - mean) ** 4);
  const spread = POWER_QUANTILE * Math.sqrt((fourth - square ** 2) / n);
  if (square <= spread || low <= 0) return Infinity;
  const up = Math.sqrt(high / (square - spread)) - 1;
  const down = 1 - Math.sqrt(low / (square + spread));
  return Math.max(up, down);
}
