import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import {
  distribution,
  type DistributionSpec,
  expectation,
} from "../../lib/notebook/distributions.ts";
import { describeVerdict, testDistribution } from "../../lib/notebook/statistics.ts";

/** A generator of uniform numbers in [0, 1) with a fixed seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One draw from a distribution. */
function draw(spec: DistributionSpec, uniform: () => number): number {
  switch (spec.kind) {
    case "uniform":
      return spec.low + (spec.high - spec.low) * uniform();
    case "uniformInteger":
      return spec.low + Math.floor((spec.high - spec.low) * uniform());
    case "constant":
      return spec.value;
    case "normal":
      return spec.mean + spec.stddev * Math.sqrt(-2 * Math.log(1 - uniform())) *
          Math.cos(2 * Math.PI * uniform());
    case "truncatedNormal": {
      const x = draw({ ...spec, kind: "normal" }, uniform);
      return Math.abs(x - spec.mean) <= 2 * spec.stddev ? x : draw(spec, uniform);
    }
    case "mixture": {
      let u = uniform();
      const part = spec.of.find(({ weight }) => (u -= weight) < 0) ?? spec.of.at(-1)!;
      return draw(part.distribution, uniform);
    }
  }
}

const GLOROT = Math.sqrt(6 / (20 + 256));
const uniform: DistributionSpec = { kind: "uniform", low: -GLOROT, high: GLOROT };
const ZERO_OR_LARGE: DistributionSpec = {
  kind: "mixture",
  of: [
    { weight: 0.5, distribution: { kind: "constant", value: 0 } },
    { weight: 0.25, distribution: { kind: "uniform", low: -10, high: -5 } },
    { weight: 0.25, distribution: { kind: "uniform", low: 5, high: 10 } },
  ],
};
const LAWS: DistributionSpec[] = [
  uniform,
  { kind: "normal", mean: 1, stddev: 0.01 },
  { kind: "truncatedNormal", mean: -1, stddev: 2 },
  { kind: "uniformInteger", low: 0, high: 10 },
  ZERO_OR_LARGE,
];

/** The share of samples that fail at a false alarm rate. */
function failures(
  sampled: DistributionSpec,
  tested: DistributionSpec,
  n: number,
  rate: number,
  samples: number,
): number {
  const next = generator(1);
  const law = distribution(tested);
  let failed = 0;
  for (let i = 0; i < samples; i++) {
    const values = Float64Array.from({ length: n }, () => draw(sampled, next));
    if (!testDistribution(values, law, rate).holds) failed++;
  }
  return failed / samples;
}

Deno.test("testDistribution() fails no more often than promised when the values are right", () => {
  for (const law of LAWS) {
    for (const n of [6, 36, 200]) {
      const share = failures(law, law, n, 0.1, 100);
      assert(share <= 0.1, `${law.kind}, n=${n}: ${share}`);
    }
    assertEquals(failures(law, law, 200, 1e-6, 100), 0, law.kind);
  }
});

Deno.test("testDistribution() catches a stddev 10% off over the Glorot kernel", () => {
  for (const factor of [0.9, 1.1]) {
    const sampled = { ...uniform, low: -GLOROT * factor, high: GLOROT * factor };
    assertEquals(failures(sampled, uniform, 5120, 1e-6, 20), 1);
  }
  const verdict = testDistribution(
    Float64Array.from({ length: 5120 }, ((next) => () => draw(uniform, next))(generator(3))),
    distribution(uniform),
    1e-6,
  );
  assert(verdict.catchesStddevOff < 0.1, String(verdict.catchesStddevOff));
});

Deno.test("testDistribution() catches what catchesStddevOff promises", () => {
  for (const law of [LAWS[1]!, LAWS[2]!] as (DistributionSpec & { kind: "normal" })[]) {
    const n = 2000;
    const { catchesStddevOff } = testDistribution([1], distribution(law), 1e-6);
    assertEquals(catchesStddevOff, Infinity);
    const next = generator(4);
    const values = Float64Array.from({ length: n }, () => draw(law, next));
    const off = testDistribution(values, distribution(law), 1e-6).catchesStddevOff;
    for (const factor of [1 + off, 1 - off]) {
      const tested = distribution(law);
      let caught = 0;
      for (let i = 0; i < 50; i++) {
        const scaled = Float64Array.from(
          { length: n },
          () => law.mean + factor * (draw(law, next) - law.mean),
        );
        if (!testDistribution(scaled, tested, 1e-6).holds) caught++;
      }
      assertEquals(caught, 50, `${law.kind} x ${factor}`);
    }
  }
});

Deno.test("testDistribution() catches wrong means, bounds, shapes and NaN", () => {
  const n = 5120;
  const normal: DistributionSpec = { kind: "normal", mean: 0, stddev: GLOROT / Math.sqrt(3) };
  assertEquals(failures({ ...uniform, low: 0 }, uniform, 36, 1e-6, 10), 1);
  assertEquals(failures(normal, uniform, n, 1e-6, 10), 1);
  assertEquals(failures(uniform, normal, n, 1e-6, 10), 1);
  assertEquals(
    failures({ kind: "uniformInteger", low: 0, high: 10 }, LAWS[3]!, n, 1e-6, 5),
    0,
  );
  assertEquals(failures({ kind: "uniform", low: 0, high: 9 }, LAWS[3]!, 5, 1e-6, 5), 1);
  const law = distribution(uniform);
  assertEquals(testDistribution([0.1, NaN], law, 1e-6).holds, false);
  assertEquals(testDistribution([0.1, 0.2], law, 1e-6).tests[0]!.holds, false);
  // float32 arithmetic may round a value onto the upper bound.
  assert(testDistribution([Math.fround(GLOROT)], law, 1e-6).tests[0]!.holds);
});

Deno.test("testDistribution() accepts a constant and nothing else", () => {
  const law = distribution({ kind: "constant", value: 0.1 });
  assert(testDistribution([0.1, 0.1], law, 1e-6).holds);
  assertEquals(testDistribution([0.1, 0.2], law, 1e-6).holds, false);
});

Deno.test("distribution() gives the moments of a mixture", () => {
  const law = distribution(ZERO_OR_LARGE);
  assertAlmostEquals(expectation(law, (x) => x), 0, 1e-12);
  assertAlmostEquals(expectation(law, (x) => x * x), 0.5 * 175 / 3, 1e-9);
  assertEquals([law.cdfBelow(0), law.cdf(0)], [0.25, 0.75]);
});

Deno.test("describeVerdict() names what was found, allowed and would be noticed", () => {
  const law = distribution({ kind: "normal", mean: 0, stddev: 0.01 });
  const next = generator(5);
  const sample = (n: number) =>
    Float64Array.from({ length: n }, () => draw({ kind: "normal", mean: 0, stddev: 0.01 }, next));
  const good = describeVerdict(testDistribution(sample(5120), law, 1e-6), law);
  assertStringIncludes(good, "5120 values follow normal(0, 0.01): KS distance");
  assertStringIncludes(good, "catches a stddev off by >= 8.5%");
  const few = describeVerdict(testDistribution(sample(5), law, 1e-6), law);
  assertStringIncludes(few, "too few values to catch a wrong stddev");
  const bad = describeVerdict(testDistribution([1, 2, 3], law, 1e-6), law);
  assertStringIncludes(bad, "3 values do not follow normal(0, 0.01): mean 2 (allowed");
});
