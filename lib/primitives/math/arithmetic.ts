/**
 * Sums, differences, products and quotients. Whole numbers wrap.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import { complexProduct, complexQuotient } from "../support/complex_host.ts";
import { type Binary, binary, type Unary, unary } from "../support/elementwise.ts";
import { requireFloatOrComplex, requireNumber, requireReal } from "../support/infer.ts";
import { conjugate } from "./complex.ts";

const ALL = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "complex64",
] as const;

/** `a + b`. */
export const add: Binary = binary({
  name: "add",
  kernel: "AddV2",
  accepts: requireNumber,
  lower: "Add",
  complex: ([a, b], [c, d]) => [a + c, b + d],
  vjp: [(g) => g, (g) => g],
  dtypes: ALL,
});

/** `a - b`. */
export const subtract: Binary = binary({
  name: "subtract",
  kernel: "Sub",
  accepts: requireNumber,
  lower: "Sub",
  complex: ([a, b], [c, d]) => [a - c, b - d],
  vjp: [(g) => g, (g) => negative(g)],
  dtypes: ALL,
});

/** `a b`. */
export const multiply: Binary = binary({
  name: "multiply",
  kernel: "Mul",
  accepts: requireNumber,
  lower: "Mul",
  complex: complexProduct,
  vjp: [(g, _, b) => multiply(g, conjugate(b)), (g, a) => multiply(g, conjugate(a))],
  dtypes: ALL,
});

/** `a / b` of floats. */
export const divide: Binary = binary({
  name: "divide",
  kernel: "RealDiv",
  accepts: requireFloatOrComplex,
  lower: "Div",
  complex: complexQuotient,
  vjp: [
    (g, _, b) => divide(g, conjugate(b)),
    (g, _, b, y) => negative(divide(multiply(g, conjugate(y)), conjugate(b))),
  ],
  ranges: [[-2, 2], [0.5, 2]],
  dtypes: ["float32", "float64", "float16", "bfloat16", "complex64"],
});

/** `-x`. */
export const negative: Unary = unary({
  name: "negative",
  kernel: "Neg",
  accepts: requireNumber,
  lower: "Neg",
  complex: (re, im) => [-re, -im],
  vjp: (g) => negative(g),
  dtypes: ALL.filter((it) => !it.startsWith("uint")),
});

/** `x^2`. */
export const square: Unary = unary({
  name: "square",
  kernel: "Square",
  accepts: requireNumber,
  lower: (to, x) => to.binary("Mul", x, x),
  complex: (re, im) => complexProduct([re, im], [re, im]),
  vjp: (g, x) => multiply(multiply(g, scalar(2, x.dtype)), conjugate(x)),
  dtypes: ["float32", "float64", "float16", "bfloat16", "int32", "int64", "complex64"],
});

/** `(a - b)^2`. */
export const squaredDifference: Binary = binary({
  name: "math.squaredDifference",
  kernel: "SquaredDifference",
  accepts: requireReal,
  lower: (to, a, b) => {
    const difference = to.binary("Sub", a, b);
    return to.binary("Mul", difference, difference);
  },
  vjp: [
    (g, a, b) => multiply(multiply(g, scalar(2, a.dtype)), subtract(a, b)),
    (g, a, b) => multiply(multiply(g, scalar(-2, a.dtype)), subtract(a, b)),
  ],
  dtypes: ["float32", "float64", "float16", "bfloat16", "int32", "int64"],
});

/** `1 / x`. */
export const reciprocal: Unary = unary({
  name: "math.reciprocal",
  kernel: "Reciprocal",
  accepts: requireFloatOrComplex,
  lower: "Reciprocal",
  complex: (re, im) => complexQuotient([1, 0], [re, im]),
  vjp: (g, _, y) => negative(multiply(g, conjugate(multiply(y, y)))),
  range: [0.5, 2],
  dtypes: ["float32", "float64", "float16", "bfloat16", "complex64"],
});
