/**
 * The draws follow their distributions: moments, the Kolmogorov-Smirnov distance, bounds and the
 * independence of neighbours. Bounds are five standard errors (a false alarm in 1.7 million
 * checks), and the seeds are fixed, so that a test that passes always passes.
 */
import { assert } from "@std/assert";
import { drawIntegers, drawNormal, drawTruncatedNormal } from "../../lib/random/draw.ts";
import { drawUniform, type Source, stateless } from "../../lib/random/draw.ts";
import { permutation, shuffleBlocks } from "../../lib/random/shuffle.ts";
import { statelessStream } from "../../lib/random/stateless.ts";

const N = 200_000;
const ERRORS = 5;
/** Distance that a sample of N exceeds with probability 2 exp(-2 N d^2) = 6e-7. */
const KS_BOUND = Math.sqrt(-Math.log(3e-7) / 2 / N);

/** The normal distribution's cumulative probability (Abramowitz and Stegun 26.2.17). */
function phi(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x < 0 ? tail : 1 - tail;
}

interface Distribution {
  draw: (source: Source) => Float32Array | Int32Array;
  mean: number;
  variance: number;
  /** Fourth central moment. */
  fourth: number;
  min: number;
  /** Excluded, but for numbers that float32 rounds up to it. */
  max: number;
  cdf?: (x: number) => number;
}

/** Moments of the standard normal cut at two standard deviations. */
const CUT = phi(2) - phi(-2);
const DENSITY = Math.exp(-2) / Math.sqrt(2 * Math.PI);
const CUT_VARIANCE = 1 - 4 * DENSITY / CUT;
const CUT_FOURTH = 3 * CUT_VARIANCE - 16 * DENSITY / CUT;

const distributions: Record<string, Distribution> = {
  "uniform in [-2, 3)": {
    draw: (source) => drawUniform(source, N, { minval: -2, maxval: 3 }),
    mean: 0.5,
    variance: 25 / 12,
    fourth: 625 / 80,
    min: -2,
    max: 3,
    cdf: (x) => (x + 2) / 5,
  },
  "integers from 0 to 9": {
    draw: (source) => drawIntegers(source, N, { minval: 0, maxval: 10 }),
    mean: 4.5,
    variance: 99 / 12,
    fourth: 99 * (3 * 100 - 7) / 240,
    min: 0,
    max: 10,
  },
  "normal of mean 1 and deviation 3": {
    draw: (source) => drawNormal(source, N, { mean: 1, stddev: 3 }),
    mean: 1,
    variance: 9,
    fourth: 3 * 81,
    min: -Infinity,
    max: Infinity,
    cdf: (x) => phi((x - 1) / 3),
  },
  "truncated normal of mean -1 and deviation 2": {
    draw: (source) => drawTruncatedNormal(source, N, { mean: -1, stddev: 2 }),
    mean: -1,
    variance: 4 * CUT_VARIANCE,
    fourth: 16 * CUT_FOURTH,
    min: -5,
    max: 3,
    cdf: (x) => (phi((x + 1) / 2) - phi(-2)) / CUT,
  },
};

function average(count: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += term(i);
  return sum / count;
}

for (const [name, distribution] of Object.entries(distributions)) {
  const { draw, mean, variance, fourth, min, max, cdf } = distribution;
  const samples = [1, 2, 3].map((seed) => draw(stateless([seed, 0])));

  Deno.test(`${name}: mean and variance are within ${ERRORS} standard errors`, () => {
    for (const x of samples) {
      const error = average(N, (i) => x[i]!) - mean;
      assert(Math.abs(error) < ERRORS * Math.sqrt(variance / N), `mean off by ${error}`);
      const spread = average(N, (i) => (x[i]! - mean) ** 2) - variance;
      const bound = ERRORS * Math.sqrt((fourth - variance ** 2) / N);
      assert(Math.abs(spread) < bound, `variance off by ${spread}, allowed ${bound}`);
    }
  });

  Deno.test(`${name}: every value is within the bounds`, () => {
    for (const x of samples) assert(x.every((value) => value >= min && value < max));
  });

  Deno.test(`${name}: neighbours at lags 1 to 4 are uncorrelated`, () => {
    for (const x of samples) {
      for (let lag = 1; lag <= 4; lag++) {
        const covariance = average(N - lag, (i) => (x[i]! - mean) * (x[i + lag]! - mean));
        const bound = ERRORS * variance / Math.sqrt(N - lag);
        assert(Math.abs(covariance) < bound, `lag ${lag}: ${covariance}, allowed ${bound}`);
      }
    }
  });

  if (cdf === undefined) continue;
  Deno.test(`${name}: the distance from the distribution is that of a sample`, () => {
    for (const x of samples) {
      const sorted = x.slice().sort();
      let distance = 0;
      for (let i = 0; i < N; i++) {
        const expected = cdf(sorted[i]!);
        distance = Math.max(distance, expected - i / N, (i + 1) / N - expected);
      }
      assert(distance < KS_BOUND, `distance ${distance}, allowed ${KS_BOUND}`);
    }
  });
}

Deno.test("integers from 0 to 9: every number comes equally often", () => {
  const x = drawIntegers(stateless([4, 0]), N, { minval: 0, maxval: 10 });
  const counts = new Float64Array(10);
  for (const value of x) counts[value]!++;
  const bound = ERRORS * Math.sqrt(N * 0.1 * 0.9);
  for (const count of counts) assert(Math.abs(count - N / 10) < bound, `${count} times`);
});

Deno.test("permutation() puts every row in every place equally often", () => {
  const rows = 5;
  const trials = 20_000;
  const counts = new Float64Array(rows * rows);
  for (let trial = 0; trial < trials; trial++) {
    permutation(statelessStream([trial, 1]), shuffleBlocks(rows), rows).forEach((from, to) => {
      counts[from * rows + to]!++;
    });
  }
  const bound = ERRORS * Math.sqrt(trials * 0.2 * 0.8);
  for (const count of counts) assert(Math.abs(count - trials / rows) < bound, `${count} times`);
});
