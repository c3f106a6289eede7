/**
 * Functions made of `e^x - 1`, which keep their digits near zero and are infinite only where float32
 * ends: they are computed by a half or a fourth, since `2^n` alone is infinite before they are.
 *
 * @module
 */
import type { Body, Id } from "./body.ts";
import { clamped, powerOfTwo, reduced, SIGN, whole } from "./functions.ts";

/** `2^-by e^a` as `rest + power`, where `power` is a power of two. */
function scaled(to: Body, a: Id, by: number): { rest: Id; power: Id } {
  const { n, expm1 } = reduced(to, a);
  const power = powerOfTwo(to, to.op("i32.sub", whole(to, n), to.bits(by)));
  return { rest: to.mul(expm1, power), power };
}

/** The sign of `x` for a number that is not below zero. */
export function signed(to: Body, y: Id, x: Id): Id {
  return to.op("v128.or", y, to.op("v128.and", x, to.bits(SIGN)));
}

/** Below this, a function that is `x` near zero is `x`, rounded. */
const TINY = 2 ** -25;

/** `y`, but `x` where that is tiny: a half of it may count as zero. */
function unlessTiny(to: Body, x: Id, y: Id): Id {
  return to.select(to.op("f32.lt", to.op("f32.abs", x), to.number(TINY)), x, y);
}

/** `e^x - 1`: 1.5. */
export function expm1(to: Body, x: Id): Id {
  const { rest, power } = scaled(to, clamped(to, x, -80, 89), 1);
  const half = to.add(rest, to.sub(power, to.number(0.5)));
  return unlessTiny(to, x, to.add(half, half));
}

/** `|x|` up to where both hyperbolic functions are infinite. */
const bounded = (to: Body, x: Id) => to.op("f32.pmin", to.op("f32.abs", x), to.number(89.5));

/** `(e^x - e^-x) / 2`, with `t = e^|x| - 1` as `(t + t / (t + 1)) / 2`: 2.1. */
export function sinh(to: Body, x: Id): Id {
  const { rest, power } = scaled(to, bounded(to, x), 2);
  const fourth = to.add(rest, to.sub(power, to.number(0.25)));
  const half = to.add(fourth, fourth);
  // t / (t + 1) / 2, where t may be infinite though its fourth is not.
  const other = to.div(fourth, to.add(half, to.number(0.5)));
  return unlessTiny(to, x, signed(to, to.add(half, other), x));
}

/** `(e^x + e^-x) / 2`: 1.4. */
export function cosh(to: Body, x: Id): Id {
  const { rest, power } = scaled(to, bounded(to, x), 2);
  const fourth = to.add(rest, power);
  return to.add(to.add(fourth, fourth), to.div(to.number(0.125), fourth));
}
