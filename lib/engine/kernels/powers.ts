/**
 * Powers with exponents for which products, quotients and roots are as good as a logarithm.
 *
 * @module
 */
import type { Body, Id } from "./body.ts";

/** The square root, of what is a power for IEEE 754: infinite for -infinity, never -0. */
function root(to: Body, x: Id): Id {
  const isLeast = to.op("f32.eq", x, to.number(-Infinity));
  const positive = to.op("f32.sqrt", to.add(x, to.number(0)));
  return to.select(isLeast, to.number(Infinity), positive);
}

const square = (to: Body, x: Id) => to.mul(x, x);
const inverse = (to: Body, x: Id) => to.div(to.number(1), x);

const fourthRoot = (to: Body, x: Id) => to.op("f32.sqrt", root(to, x));

/** `x^(3/4)` */
function threeFourths(to: Body, x: Id): Id {
  const half = root(to, x);
  return to.mul(half, to.op("f32.sqrt", half));
}

/** `x^(-3/4)`: an inverse of the above would have one rounding more. */
function inverseThreeFourths(to: Body, x: Id): Id {
  const a = to.op("f32.abs", x);
  const quotient = to.div(fourthRoot(to, x), a);
  const isZero = to.op("f32.eq", x, to.number(0));
  const isInfinite = to.op("f32.eq", a, to.number(Infinity));
  return to.select(isInfinite, to.number(0), to.select(isZero, to.number(Infinity), quotient));
}

/** How a number's power is written, by its exponent: within 2.3. */
export const POWERS: ReadonlyMap<number, (to: Body, x: Id) => Id> = new Map(
  [
    [1, (_, x) => x],
    [2, square],
    [3, (to, x) => to.mul(square(to, x), x)],
    [4, (to, x) => square(to, square(to, x))],
    [1.5, (to, x) => to.mul(root(to, x), to.op("f32.abs", x))],
    [0.75, threeFourths],
    [0.5, root],
    [0.25, fourthRoot],
    [-0.25, (to, x) => inverse(to, fourthRoot(to, x))],
    [-0.5, (to, x) => inverse(to, root(to, x))],
    [-0.75, inverseThreeFourths],
    [-1, inverse],
    // The square of an inverse is subnormal where the inverse of a square would be zero.
    [-2, (to, x) => square(to, inverse(to, x))],
  ] satisfies [number, (to: Body, x: Id) => Id][],
);
