/**
 * Functions that processors have no instruction for, as statements: their argument is reduced to a
 * short interval, where a polynomial is as good as float32. NaN stays NaN, infinities and signs are
 * exact. The largest error against float64, in units in the last place, stands beside each; how it
 * was found, in tests/engine/kernels/functions_test.ts.
 *
 * @module
 */
import type { Body, Id } from "./body.ts";

/** ln 2 in two parts, the first with 15 bits, so that whole multiples of it are exact. */
const LN2_HIGH = 0.693145751953125;
const LN2_LOW = 1.42860682030941723e-6;

/** `(e^r - 1 - r) / r^2` for `|r| <= ln(2) / 2`. */
const EXP = [
  0.5,
  0.16666549444198608,
  0.04166644066572189,
  0.008365962654352188,
  0.001393724582158029,
];

/** `(log((1 + s) / (1 - s)) - 2 s) / s^3` as a polynomial of `s^2`. */
const LOG = [0.6666666865348816, 0.39998915791511536, 0.2865629494190216, 0.20995700359344482];

/** `-log(1 - erf(x)) / x` for `0 <= x <= 4`. */
const ERF = [
  1.128379225730896,
  0.6366143822669983,
  0.10285086929798126,
  -0.019549014046788216,
  0.0008778799092397094,
  0.0001863911747932434,
  0.0005704836221411824,
  -0.00043630209984257817,
  0.00012460118159651756,
  -1.3137122550688218e-5,
];

/** The bit of the sign. */
export const SIGN = 0x80000000 | 0;

/** The least normal float32, and the power of two that makes subnormal numbers normal. */
const LEAST_NORMAL = 2 ** -126;
const SCALE_BITS = 23;

/** `2^n` of whole numbers from -126 to 127. */
export function powerOfTwo(to: Body, n: Id): Id {
  return to.shift("i32.shl", to.op("i32.add", n, to.bits(127)), 23);
}

/** `x = n ln(2) + r`: `n`, and `e^r - 1`. */
export function reduced(to: Body, x: Id): { n: Id; expm1: Id } {
  const n = to.op("f32.nearest", to.mul(x, to.number(Math.LOG2E)));
  const near = to.fnma(n, to.number(LN2_HIGH), x);
  const r = to.fnma(n, to.number(LN2_LOW), near);
  return { n, expm1: to.fma(to.mul(r, r), to.polynomial(r, EXP), r) };
}

/** Whole numbers as such. */
export const whole = (to: Body, x: Id) => to.op("i32.relaxed_from_f32", x);

/** `x` between bounds; NaN stays NaN. */
export function clamped(to: Body, x: Id, least: number, most: number): Id {
  return to.op("f32.pmax", to.op("f32.pmin", x, to.number(most)), to.number(least));
}

/** `e^x`: 1.02. */
export function exp(to: Body, x: Id): Id {
  const { n, expm1 } = reduced(to, clamped(to, x, -104, 89));
  const power = whole(to, n);
  // In two steps, since results may be subnormal or infinite where half of the power is neither.
  const half = to.shift("i32.shr", power, 1);
  const y = to.mul(to.add(expm1, to.number(1)), powerOfTwo(to, half));
  return to.mul(y, powerOfTwo(to, to.op("i32.sub", power, half)));
}

/** What brings whole numbers to the last bits of a float, with 127 added: the exponent of 2^n. */
const EXPONENT = 1.5 * 2 ** 23 + 127;

/** `e^x` of numbers that are not above 0, where subnormal results may be 0: 1.02. */
export function expBelow(to: Body, x: Id): Id {
  const above = to.op("f32.pmax", x, to.number(-88));
  const exponent = to.fma(above, to.number(Math.LOG2E), to.number(EXPONENT));
  const n = to.sub(exponent, to.number(EXPONENT));
  const near = to.fnma(n, to.number(LN2_HIGH), above);
  const r = to.fnma(n, to.number(LN2_LOW), near);
  const expm1 = to.fma(to.mul(r, r), to.polynomial(r, EXP), r);
  return to.mul(to.add(expm1, to.number(1)), to.shift("i32.shl", exponent, 23));
}

/** `k log(2) + log(1 + f)` for `1 + f` from `sqrt(1/2)` to `sqrt(2)`. */
export function logOf(to: Body, f: Id, k: Id): Id {
  const s = to.div(f, to.add(f, to.number(2)));
  const s2 = to.mul(s, s);
  const rest = to.mul(s2, to.polynomial(s2, LOG));
  const h = to.mul(to.number(0.5), to.mul(f, f));
  const low = to.fma(s, to.add(h, rest), to.mul(k, to.number(LN2_LOW)));
  return to.fma(k, to.number(LN2_HIGH), to.sub(f, to.sub(h, low)));
}

/** The power of two `2^e` by which a number is divided to be from `sqrt(1/2)` to `sqrt(2)`: `e`. */
export function exponentOf(to: Body, x: Id): Id {
  return to.shift("i32.shr", to.op("i32.sub", x, to.number(Math.SQRT1_2)), 23);
}

/** `log(x)`: 0.81. */
export function log(to: Body, x: Id): Id {
  const tiny = to.op("f32.lt", x, to.number(LEAST_NORMAL));
  const m = to.select(tiny, to.mul(x, to.number(2 ** SCALE_BITS)), x);
  const e = exponentOf(to, m);
  const z = to.op("i32.sub", m, to.shift("i32.shl", e, 23));
  const k = to.sub(
    to.op("f32.from_i32", e),
    to.op("v128.and", tiny, to.number(SCALE_BITS)),
  );
  const y = logOf(to, to.sub(z, to.number(1)), k);
  const isFinite = to.op("f32.lt", x, to.number(Infinity));
  const usual = to.op("v128.and", to.op("f32.gt", x, to.number(0)), isFinite);
  const isZero = to.op("f32.eq", x, to.number(0));
  // NaN of negative numbers, infinity and NaN as they are.
  const negative = to.op("f32.lt", x, to.number(0));
  const odd = to.select(negative, to.number(NaN), x);
  return to.select(usual, y, to.select(isZero, to.number(-Infinity), odd));
}

/** `(e^2|x| - 1) / (e^2|x| + 1)` with the sign of `x`: 2.44. */
export function tanh(to: Body, x: Id): Id {
  const a = to.op("f32.pmin", to.op("f32.abs", x), to.number(9.1));
  const { n, expm1 } = reduced(to, to.add(a, a));
  const t = powerOfTwo(to, whole(to, n));
  const e = to.fma(expm1, t, to.sub(t, to.number(1)));
  const y = to.div(e, to.add(e, to.number(2)));
  return to.op("v128.or", y, to.op("v128.and", x, to.bits(SIGN)));
}

/** `1 / (1 + e^-x)`: 2.31. */
export function sigmoid(to: Body, x: Id): Id {
  const e = exp(to, to.op("f32.neg", to.op("f32.abs", x)));
  const numerator = to.select(to.op("f32.lt", x, to.number(0)), e, to.number(1));
  return to.div(numerator, to.add(e, to.number(1)));
}

/** The error function, as `1 - e^-(x q(x))`: 3.1. */
export function erf(to: Body, x: Id): Id {
  const a = to.op("f32.pmin", to.op("f32.abs", x), to.number(4));
  const q = to.mul(a, to.polynomial(a, ERF));
  const { n, expm1 } = reduced(to, to.op("f32.neg", q));
  const t = powerOfTwo(to, whole(to, n));
  const y = to.fnma(expm1, t, to.sub(to.number(1), t));
  return to.op("v128.or", y, to.op("v128.and", x, to.bits(SIGN)));
}
