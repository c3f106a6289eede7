import { assertAlmostEquals, assertEquals } from "@std/assert";
import { distribution, expectation } from "../../lib/notebook/distributions.ts";
import {
  chiSquareLowerQuantile,
  chiSquareUpperQuantile,
  gammaLower,
  gammaUpper,
  logGamma,
  normalCdf,
  normalUpperQuantile,
} from "../../lib/notebook/special_functions.ts";
import golden from "../goldens/notebook/special_functions.json" with { type: "json" };

/** Asserts values of a function at the golden arguments, to a relative tolerance. */
function assertGolden(
  rows: number[][],
  fn: (...args: number[]) => number,
  tolerance: number,
): void {
  for (const row of rows) {
    const expected = row.at(-1)!;
    const actual = fn(...row.slice(0, -1));
    assertAlmostEquals(actual, expected, Math.abs(expected) * tolerance + 1e-300, row.join());
  }
}

Deno.test("logGamma() equals scipy's", () => {
  assertGolden(golden.log_gamma.filter(([, y]) => y !== 0), logGamma, 1e-12);
  assertAlmostEquals(logGamma(1), 0, 1e-14);
});

Deno.test("gammaUpper() and gammaLower() equal scipy's down to the tails", () => {
  assertGolden(golden.gamma_upper, gammaUpper, 1e-10);
  assertGolden(golden.gamma_lower, gammaLower, 1e-10);
  assertEquals([gammaUpper(3, 0), gammaLower(3, 0)], [1, 0]);
});

Deno.test("normalCdf() and normalUpperQuantile() equal scipy's", () => {
  assertGolden(golden.normal_cdf, normalCdf, 1e-12);
  assertGolden(golden.normal_upper_quantile.slice(1), normalUpperQuantile, 1e-10);
  assertAlmostEquals(normalUpperQuantile(0.5), 0, 1e-12);
});

Deno.test("chiSquareUpperQuantile() and chiSquareLowerQuantile() equal scipy's", () => {
  assertGolden(golden.chi_square_upper_quantile, chiSquareUpperQuantile, 1e-9);
  assertGolden(golden.chi_square_lower_quantile, chiSquareLowerQuantile, 1e-9);
});

Deno.test("distribution() of a truncated normal equals scipy's", () => {
  const law = distribution({ kind: "truncatedNormal", mean: 0, stddev: 1 });
  assertGolden(golden.truncated_normal_cdf, law.cdf, 1e-12);
  assertAlmostEquals(
    Math.sqrt(expectation(law, (x) => x * x)),
    golden.truncated_normal_stddev,
    1e-12,
  );
});
