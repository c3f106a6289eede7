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

/** How a number's power is written, by its exponent. */
export const POWERS: ReadonlyMap<number, (to: Body, x: Id) => Id> = new Map(
  [
    [1, (_, x) => x],
    [2, square],
    [3, (to, x) => to.mul(square(to, x), x)],
    [4, (to, x) => square(to, square(to, x))],
    [0.5, root],
    [-0.5, (to, x) => inverse(to, root(to, x))],
    [-1, inverse],
    // The square of an inverse is subnormal where the inverse of a square would be zero.
    [-2, (to, x) => square(to, inverse(to, x))],
  ] satisfies [number, (to: Body, x: Id) => Id][],
);
