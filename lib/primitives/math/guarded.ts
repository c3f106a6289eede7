/**
 * Quotients and products that are 0 where TensorFlow says so, whatever the other argument is.
 *
 * @module
 */
import { complexProduct, complexQuotient } from "../support/complex_host.ts";
import { type Binary, binary } from "../support/elementwise.ts";
import { requireFloatOrComplex } from "../support/infer.ts";
import { multiply, negative } from "./arithmetic.ts";
import { conjugate } from "./complex.ts";

const FLOATS = ["float32", "float64", "float16", "bfloat16", "complex64"] as const;

/** `a / b`, 0 where `b` is 0. */
export const divideNoNan: Binary = binary({
  name: "math.divideNoNan",
  kernel: "DivNoNan",
  accepts: requireFloatOrComplex,
  lower: (to, a, b) => {
    const zero = to.number(0, b.type);
    return to.where(to.binary("Equal", b, zero, "bool"), zero, to.binary("Div", a, b));
  },
  complex: (a, b) => b[0] === 0 && b[1] === 0 ? [0, 0] : complexQuotient(a, b),
  vjp: [
    (g, _, b) => divideNoNan(g, conjugate(b)),
    (g, _, b, y) => negative(divideNoNan(multiply(g, conjugate(y)), conjugate(b))),
  ],
  ranges: [[-2, 2], [0.5, 2]],
  dtypes: FLOATS,
});

/** `a b`, 0 where `b` is 0 even if `a` is infinite or not a number. */
export const multiplyNoNan: Binary = binary({
  name: "math.multiplyNoNan",
  kernel: "MulNoNan",
  accepts: requireFloatOrComplex,
  lower: (to, a, b) => {
    const zero = to.number(0, b.type);
    return to.where(to.binary("Equal", b, zero, "bool"), zero, to.binary("Mul", a, b));
  },
  complex: (a, b) => b[0] === 0 && b[1] === 0 ? [0, 0] : complexProduct(a, b),
  vjp: [
    (g, _, b) => multiplyNoNan(g, conjugate(b)),
    (g, a) => multiplyNoNan(conjugate(a), g),
  ],
  dtypes: FLOATS,
});
