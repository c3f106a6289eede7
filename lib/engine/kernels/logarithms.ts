/**
 * Functions made of `log(1 + x)`, which keep their digits near zero.
 *
 * @module
 */
import type { Body, Id } from "./body.ts";
import { exponentOf, logOf, powerOfTwo } from "./functions.ts";
import { signed } from "./exponentials.ts";

/** From where on adding 1 to a number changes it by less than half a unit in its last place. */
const FAR = 2 ** 26;

/** `f` and `k` with `1 + x = 2^k (1 + f)`, where `f` has all the digits that `1 + x` would lose. */
function parts(to: Body, x: Id): { f: Id; k: Id } {
  const sum = to.add(x, to.number(1));
  const e = exponentOf(to, sum);
  const scale = powerOfTwo(to, to.op("i32.sub", to.bits(0), e));
  const near = to.add(to.mul(x, scale), to.sub(scale, to.number(1)));
  const far = to.sub(to.op("i32.sub", sum, to.shift("i32.shl", e, 23)), to.number(1));
  const isFar = to.op("f32.gt", x, to.number(FAR));
  return { f: to.select(isFar, far, near), k: to.op("f32.from_i32", e) };
}

/** `log(1 + x)` of numbers that are not below zero, infinity among them, plus `more log(2)`. */
function positive(to: Body, x: Id, more: Id): Id {
  const { f, k } = parts(to, x);
  return to.select(to.op("f32.lt", x, to.number(Infinity)), logOf(to, f, to.add(k, more)), x);
}

/** `log(1 + x)`: 1.3. */
export function log1p(to: Body, x: Id): Id {
  const { f, k } = parts(to, x);
  const y = signed(to, logOf(to, f, k), x);
  const isInside = to.op("f32.gt", x, to.number(-1));
  const usual = to.op("v128.and", isInside, to.op("f32.lt", x, to.number(Infinity)));
  // NaN of numbers below -1, infinity and NaN as they are.
  const odd = to.select(to.op("f32.lt", x, to.number(-1)), to.number(NaN), x);
  const isEnd = to.op("f32.eq", x, to.number(-1));
  return to.select(usual, y, to.select(isEnd, to.number(-Infinity), odd));
}

/** `1` for numbers whose squares would be infinite, else 0: the logarithm of twice them has more. */
function twice(to: Body, a: Id): { isFar: Id; more: Id } {
  const isFar = to.op("f32.gt", a, to.number(FAR));
  return { isFar, more: to.op("v128.and", isFar, to.number(1)) };
}

/** `log(x + sqrt(x^2 + 1))`: 1.6. */
export function asinh(to: Body, x: Id): Id {
  const a = to.op("f32.abs", x);
  const { isFar, more } = twice(to, a);
  const square = to.mul(a, a);
  const root = to.op("f32.sqrt", to.add(square, to.number(1)));
  const near = to.add(a, to.div(square, to.add(root, to.number(1))));
  return signed(to, positive(to, to.select(isFar, a, near), more), x);
}

/** `log(x + sqrt(x^2 - 1))`: 1.7; NaN below 1. */
export function acosh(to: Body, x: Id): Id {
  const { isFar, more } = twice(to, x);
  const t = to.sub(x, to.number(1));
  const near = to.add(t, to.op("f32.sqrt", to.mul(t, to.add(t, to.number(2)))));
  const y = positive(to, to.select(isFar, x, near), more);
  return to.select(to.op("f32.lt", x, to.number(1)), to.number(NaN), y);
}

/** `log((1 + x) / (1 - x)) / 2`: 1.9; NaN beyond 1. */
export function atanh(to: Body, x: Id): Id {
  const a = to.op("f32.abs", x);
  const quotient = to.div(to.add(a, a), to.sub(to.number(1), a));
  const y = to.mul(to.number(0.5), positive(to, quotient, to.number(0)));
  const isInside = to.op("f32.le", a, to.number(1));
  return to.select(isInside, signed(to, y, x), to.number(NaN));
}
