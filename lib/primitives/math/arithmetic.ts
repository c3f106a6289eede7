/**
 * Sums, differences, products and quotients. Whole numbers wrap.
 *
 * @module
 */
import { requireFloatOrComplex, requireNumber } from "../support/infer.ts";
import { type Binary, binary, type Unary, unary } from "../support/elementwise.ts";
import { scalar } from "../../tensor/scalar.ts";

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
] as const;

/** `a + b`. */
export const add: Binary = binary({
  name: "add",
  kernel: "AddV2",
  accepts: requireNumber,
  lower: "Add",
  vjp: [(g) => g, (g) => g],
  dtypes: ALL,
});

/** `a - b`. */
export const subtract: Binary = binary({
  name: "subtract",
  kernel: "Sub",
  accepts: requireNumber,
  lower: "Sub",
  vjp: [(g) => g, (g) => negative(g)],
  dtypes: ALL,
});

/** `a b`. */
export const multiply: Binary = binary({
  name: "multiply",
  kernel: "Mul",
  accepts: requireNumber,
  lower: "Mul",
  vjp: [(g, _, b) => multiply(g, b), (g, a) => multiply(g, a)],
  dtypes: ALL,
});

/** `a / b` of floats. */
export const divide: Binary = binary({
  name: "divide",
  kernel: "RealDiv",
  accepts: requireFloatOrComplex,
  lower: "Div",
  vjp: [(g, _, b) => divide(g, b), (g, _, b, y) => negative(divide(multiply(g, y), b))],
  ranges: [[-2, 2], [0.5, 2]],
  dtypes: ["float32", "float64", "float16", "bfloat16"],
});

/** `-x`. */
export const negative: Unary = unary({
  name: "negative",
  kernel: "Neg",
  accepts: requireNumber,
  lower: "Neg",
  vjp: (g) => negative(g),
  dtypes: ALL.filter((it) => !it.startsWith("uint")),
});

/** `x^2`. */
export const square: Unary = unary({
  name: "square",
  kernel: "Square",
  accepts: requireNumber,
  lower: (to, x) => to.binary("Mul", x, x),
  vjp: (g, x) => multiply(multiply(g, scalar(2, x.dtype)), x),
  dtypes: ["float32", "float64", "float16", "bfloat16", "int32", "int64"],
});
