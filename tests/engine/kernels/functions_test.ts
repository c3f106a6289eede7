/**
 * The functions that kernels compute themselves, over every 4099th float32 of all, against float64:
 * how many units in the last place they are off at most, and what they give at the ends.
 */
import { assert } from "@std/assert";
import { Body, type Id } from "../../../lib/engine/kernels/body.ts";
import { emit } from "../../../lib/engine/kernels/emit.ts";
import { erf, exp, expBelow, log, sigmoid, tanh } from "../../../lib/engine/kernels/functions.ts";
import { cosh, expm1, sinh } from "../../../lib/engine/kernels/exponentials.ts";
import { acosh, asinh, atanh, log1p } from "../../../lib/engine/kernels/logarithms.ts";
import { POWERS } from "../../../lib/engine/kernels/powers.ts";
import { runKernel } from "./support.ts";

/** Every 4099th float32, then those at the ends. */
const ENDS = [0, -0, NaN, Infinity, -Infinity, 1e-45, -1e-45, 3.4e38, -3.4e38, 1, -1, 88.7, -87.3];
const every = new Float32Array(Uint32Array.from({ length: 1_047_808 }, (_, i) => i * 4099).buffer);
const ARGUMENTS = new Float32Array(ENDS.length + every.length);
ARGUMENTS.set(ENDS);
ARGUMENTS.set(every, ENDS.length);

/** The error function to 1e-15: its series near zero, a continued fraction further out. */
function trueErf(x: number): number {
  const a = Math.abs(x);
  if (!(a < 6)) return Number.isNaN(x) ? NaN : Math.sign(x);
  if (a < 2.5) {
    let [term, sum] = [a, a];
    for (let n = 1; n < 80; n++) {
      term *= -a * a / n;
      sum += term / (2 * n + 1);
    }
    return Math.sign(x) * 2 / Math.sqrt(Math.PI) * sum;
  }
  let tail = 0;
  for (let n = 60; n > 0; n--) tail = n / 2 / (a + tail);
  return Math.sign(x) * (1 - Math.exp(-a * a) / (a + tail) / Math.sqrt(Math.PI));
}

/** Units in the last place of a float32 near a number. */
function unit(y: number): number {
  const power = Math.floor(Math.log2(Math.abs(y)));
  return 2 ** (Math.max(power, -126) - 23);
}

const FUNCTIONS: readonly (readonly [
  name: string,
  write: (to: Body, x: Id) => Id,
  truth: (x: number) => number,
  ulps: number,
])[] = [
  ["exp", exp, Math.exp, 1.05],
  ["log", log, Math.log, 1],
  ["tanh", tanh, Math.tanh, 2.5],
  [
    "sigmoid",
    sigmoid,
    (x) => x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)),
    2.5,
  ],
  ["erf", erf, trueErf, 3.2],
  ["expm1", expm1, Math.expm1, 1.8],
  ["sinh", sinh, Math.sinh, 2.5],
  ["cosh", cosh, Math.cosh, 1.5],
  ["log1p", log1p, Math.log1p, 1.5],
  ["asinh", asinh, Math.asinh, 1.8],
  ["acosh", acosh, Math.acosh, 1.8],
  ["atanh", atanh, Math.atanh, 2],
  ...[...POWERS].map(([exponent, write]) =>
    [`power of ${exponent}`, write, (x: number) => x ** exponent, 2.3] as const
  ),
];

/** What a function gives for each argument. */
function resultsOf(write: (to: Body, x: Id) => Id): Float32Array {
  const body = new Body();
  body.store(1, write(body, body.load(0)));
  const operand = { type: "float32", strides: [1] } as const;
  const dims = [ARGUMENTS.length];
  const kernel = { dims, kept: [true], operands: [operand, operand], folds: [], body };
  const y = new Float32Array(ARGUMENTS.length);
  runKernel(emit(kernel), [ARGUMENTS.slice(), y]);
  return y;
}

Deno.test("the exponential function of numbers not above 0 is within 1.05 units, or 0 where it is subnormal", () => {
  const y = resultsOf(expBelow);
  ARGUMENTS.forEach((x, i) => {
    if (x > 0) return;
    const [expected, actual] = [Math.exp(x), y[i]!];
    if (Number.isNaN(x)) return assert(Number.isNaN(actual), `of ${x}: ${actual}`);
    if (expected < 2 ** -126) {
      return assert(actual >= 0 && actual < 2 ** -126, `of ${x}: ${actual}`);
    }
    const off = Math.abs(actual - expected) / unit(expected);
    assert(off <= 1.05, `of ${x}: ${actual} is off by ${off}`);
  });
});

for (const [name, write, truth, ulps] of FUNCTIONS) {
  Deno.test(`a kernel's ${name} is within ${ulps} units in the last place`, () => {
    const y = resultsOf(write);
    let worst = { off: 0, x: 0, y: 0 };
    ARGUMENTS.forEach((x, i) => {
      const expected = truth(x);
      const rounded = Math.fround(expected);
      if (Number.isNaN(expected)) return assert(Number.isNaN(y[i]), `${name}(${x}) = ${y[i]}`);
      if (!Number.isFinite(rounded) || rounded === 0) {
        const isSame = Object.is(rounded, y[i]) || (rounded === 0 && Math.abs(y[i]!) <= 1.5e-45);
        return assert(isSame, `${name}(${x}) = ${y[i]}`);
      }
      const off = Math.abs(y[i]! - expected) / unit(expected);
      if (!(off <= worst.off)) worst = { off, x, y: y[i]! };
    });
    assert(worst.off <= ulps, `${name}(${worst.x}) = ${worst.y} is off by ${worst.off}`);
  });
}
