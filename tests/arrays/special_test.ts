import { assertEquals } from "@std/assert";
import * as arrays from "../../lib/arrays/mod.ts";
import { assertNear, goldens, numbers } from "./goldens.ts";

type Special = (...args: number[]) => number;

/** Relative bounds; where a function crosses zero or falls off steeply, what is lost there. */
const BOUNDS: Record<string, { run: Special; rtol: number; atol?: number }> = {
  erf: { run: arrays.erf, rtol: 6e-16 },
  erfc: { run: arrays.erfc, rtol: 1e-15 },
  erfinv: { run: arrays.erfinv, rtol: 1e-15 },
  ndtri: { run: arrays.ndtri, rtol: 1e-15 },
  lgamma: { run: arrays.lgamma, rtol: 1e-15 },
  lgammaOfNegative: { run: arrays.lgamma, rtol: 1e-15, atol: 1e-14 },
  digamma: { run: arrays.digamma, rtol: 1e-15 },
  digammaOfNegative: { run: arrays.digamma, rtol: 1e-14, atol: 1e-14 },
  trigamma: { run: arrays.trigamma, rtol: 4e-15 },
  zeta: { run: arrays.zeta, rtol: 3e-15 },
  polygamma: { run: arrays.polygamma, rtol: 4e-15 },
  i0: { run: arrays.i0, rtol: 3e-15 },
  i0e: { run: arrays.i0e, rtol: 3e-15 },
  i1: { run: arrays.i1, rtol: 3e-15 },
  i1e: { run: arrays.i1e, rtol: 3e-15 },
  igamma: { run: arrays.igamma, rtol: 2e-14 },
  igammac: { run: arrays.igammac, rtol: 2e-14 },
  igammaGradA: { run: arrays.igammaGradA, rtol: 1e-13 },
  betainc: { run: arrays.betainc, rtol: 2e-14 },
};

for (const [name, { arguments: count, table }] of Object.entries(goldens.special)) {
  const { run, rtol, atol = 0 } = BOUNDS[name]!;
  Deno.test(`${name}() is within ${rtol} of mpmath`, () => {
    const rows = numbers(table);
    for (let at = 0; at < rows.length; at += count + 1) {
      const args = Array.from(rows.subarray(at, at + count));
      const expected = rows[at + count]!;
      // Below 1e-30 what counts is the exponent, whose rounding errors grow with its size.
      const loss = 1 + Math.abs(Math.log(Math.abs(expected) + 1e-320)) / 100;
      const bounds = { atol, rtol: name.startsWith("igamma") ? rtol * loss : rtol };
      assertNear([run(...args)], [expected], bounds, `${name}(${args})`);
    }
  });
}

const { NaN: N, POSITIVE_INFINITY: I } = Number;

Deno.test("special functions of one number are right at zeros, infinities, poles and NaN", () => {
  const args = [N, I, -I, 0, -0, -1, -2, 1, 2];
  const expected: Record<string, number[]> = {
    erf: [N, 1, -1, 0, -0, -0.8427007929497149, -0.9953222650189527, 0.8427007929497149],
    erfc: [N, 0, 2, 1, 1, 1.8427007929497148, 1.9953222650189528, 0.15729920705028513],
    erfinv: [N, N, N, 0, -0, -I, N, I, N],
    ndtri: [N, N, N, -I, -I, N, N, I, N],
    lgamma: [N, I, I, I, I, I, I, 0, 0],
    digamma: [N, I, N, N, N, N, N, -0.5772156649015329, 0.42278433509846713],
    trigamma: [N, 0, I, I, I, I, I, 1.6449340668482264, 0.6449340668482264],
    i0: [N, I, I, 1, 1, 1.2660658777520084, 2.2795853023360673, 1.2660658777520084],
    i0e: [N, 0, 0, 1, 1],
    i1: [N, I, -I, 0, -0, -0.565159103992485, -1.5906368546373291, 0.565159103992485],
    i1e: [N, 0, -0, 0, -0],
  };
  for (const [name, values] of Object.entries(expected)) {
    const { run } = BOUNDS[name]!;
    values.forEach((value, i) => {
      const actual = run(args[i]!);
      const message = `${name}(${Object.is(args[i], -0) ? "-0" : args[i]})`;
      assertNear([actual], [value], { atol: 0, rtol: 4e-16 }, message);
      if (value === 0) assertEquals(Object.is(actual, value), true, `sign of ${message}`);
    });
  }
});

Deno.test("polygamma() and zeta() are right at poles, infinities and orders that are none", () => {
  const at = [N, I, -I, 0, -1];
  const table = (run: (x: number) => number) => at.map(run);
  assertEquals(table((x) => arrays.polygamma(1, x)), [N, 0, I, I, I]);
  assertEquals(table((x) => arrays.polygamma(2, x)), [N, -0, N, N, N]);
  assertEquals(table((x) => arrays.polygamma(0.5, x)), [N, N, N, N, N]);
  assertEquals(table((x) => arrays.polygamma(-1, x)), [N, N, N, N, N]);
  assertEquals(table((x) => arrays.zeta(2, x)), [N, 0, I, I, I]);
  assertEquals(table((x) => arrays.zeta(3, x)), [N, 0, N, N, N]);
  assertEquals(table((x) => arrays.zeta(1, x)), [N, I, I, I, I]);
  assertEquals(table((x) => arrays.zeta(0.5, x)), [N, N, N, N, N]);
  assertEquals(arrays.zeta(1.5, -0.5), N);
  assertEquals([1, 2, 0.5].map((q) => arrays.zeta(I, q)), [1, 0, I]);
});

Deno.test("zeta() and polygamma() between poles far out take no time", () => {
  assertNear([arrays.zeta(2, -1e9 - 0.5)], [9.869604400089358], { atol: 0, rtol: 1e-15 }, "zeta");
  assertNear([arrays.zeta(2, -1.5)], [9.379246644989124], { atol: 0, rtol: 1e-15 }, "zeta");
  assertNear([arrays.zeta(1.0001, 1e300)], [9332.543007971009], { atol: 0, rtol: 1e-13 }, "zeta");
  assertEquals(arrays.polygamma(1e300, -1), -I);
});

Deno.test("igamma(), igammac() and igammaGradA() are right at the edges of their range", () => {
  const points: [number, number, number, number, number][] = [
    // a, x, P, Q, dP/da
    [1, 0, 0, 1, 0],
    [1, I, 1, 0, 0],
    [1.5, 1e308, 1, 0, 0],
    [0.5, 2000, 1, 0, 0],
    [I, 1, 0, 1, 0],
    [I, I, N, N, N],
    [0, 1, N, N, N],
    [-1, 1, N, N, N],
    [1, -1, N, N, N],
    [N, 1, N, N, N],
    [1, N, N, N, N],
  ];
  for (const [a, x, p, q, slope] of points) {
    assertEquals(
      [arrays.igamma(a, x), arrays.igammac(a, x), arrays.igammaGradA(a, x)],
      [p, q, slope],
      `${a}, ${x}`,
    );
  }
  // Where a is large TensorFlow's own value, 0.00798, is wrong.
  const near = { atol: 0, rtol: 1e-15 };
  assertNear([arrays.igamma(1e10, 1e10)], [0.5000013298076014], near, "igamma(1e10, 1e10)");
  assertNear([arrays.igamma(1e300, 1e300)], [0.5], near, "igamma(1e300, 1e300)");
});

Deno.test("igammaGradA() is the slope of igamma() across all its regions", () => {
  for (const a of [0.01, 0.9, 3, 24, 24.9, 26, 80, 1e4]) {
    for (const x of [a * 0.3, a * 0.95, a, a * 1.05, a * 2, a + 5]) {
      const h = a * 1e-5;
      const slope = (arrays.igamma(a + h, x) - arrays.igamma(a - h, x)) / (2 * h);
      const bounds = { atol: 1e-9 / a, rtol: 1e-6 };
      assertNear([arrays.igammaGradA(a, x)], [slope], bounds, `${a}, ${x}`);
    }
  }
});

Deno.test("betainc() is right at the edges of its range and where an argument is huge", () => {
  const rows: [number, number, number, number][] = [
    [2, 3, 0, 0],
    [2, 3, 1, 1],
    [1, 1, 0.3, 0.3],
    [1, 2, 0.3, 0.51],
    [0, 1, 0.5, N],
    [1, 0, 0.5, N],
    [-1, 1, 0.5, N],
    [2, 3, -0.1, N],
    [2, 3, 1.1, N],
    [N, 1, 0.5, N],
    [1, N, 0.5, N],
    [1, N, 1, 1],
    [N, 1, 0, 0],
    [-1, N, 1, N],
    [1, 1, N, N],
    [I, 1, 0.5, 0],
    [1, I, 0.5, 1],
    [I, I, 0.5, N],
    [1e-300, 1e-300, 0.5, 0.5],
  ];
  for (const [a, b, x, expected] of rows) {
    const message = `betainc(${a}, ${b}, ${x})`;
    assertNear([arrays.betainc(a, b, x)], [expected], { atol: 0, rtol: 1e-15 }, message);
  }
  assertNear([arrays.betainc(1e12, 1e12, 0.5)], [0.5], { atol: 0, rtol: 1e-13 }, "large");
});
