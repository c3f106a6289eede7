/**
 * Exponentials, logarithms and roots.
 *
 * @module
 */
import { multiplyNoNan } from "./guarded.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { scalar } from "../../tensor/scalar.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { requireFloatOrComplex } from "../support/infer.ts";
import { add, divide, multiply, subtract } from "./arithmetic.ts";
import { conjugate } from "./complex.ts";

/** `e^x`. */
export const exp: Unary = unary({
  name: "exp",
  kernel: "Exp",
  accepts: requireFloatOrComplex,
  lower: "Exp",
  complex: (re, im) => [Math.exp(re) * Math.cos(im), Math.exp(re) * Math.sin(im)],
  vjp: (g, _, y) => multiply(g, conjugate(y)),
  dtypes: ["float32", "float64", "complex64"],
});

/** `e^x - 1` without cancellation. */
export const expm1: Unary = unary({
  name: "math.expm1",
  kernel: "Expm1",
  // (u - 1) x / log(u) with u = exp(x) rounded, where x is small.
  lower: (to, x) => {
    const one = to.number(1, x.type);
    const u = to.unary("Exp", x);
    const excess = to.binary("Sub", u, one);
    const near = to.binary("Div", to.binary("Mul", excess, x), to.unary("Log", u));
    const isOne = to.binary("Equal", u, one, "bool");
    const isFar = to.binary("Greater", to.unary("Abs", x), one, "bool");
    return to.where(isFar, excess, to.where(isOne, x, near));
  },
  compute: Math.expm1,
  onHost: ["float64"],
  vjp: (g, _, y) => multiply(g, add(y, scalar(1, y.dtype))),
});

/** The natural logarithm. */
export const log: Unary = unary({
  name: "math.log",
  kernel: "Log",
  lower: "Log",
  vjp: (g, x) => divide(g, x),
  range: [0.2, 4],
});

/** `log(1 + x)`: `log(u) x / (u - 1)` with `u = 1 + x` rounded, where x is small. */
export function lowerLog1p(to: Lowering, x: Value): Value {
  const one = to.number(1, x.type);
  const u = to.binary("Add", x, one);
  const log = to.unary("Log", u);
  const near = to.binary("Div", to.binary("Mul", log, x), to.binary("Sub", u, one));
  const isOne = to.binary("Equal", u, one, "bool");
  const isFar = to.binary("Greater", to.unary("Abs", x), one, "bool");
  return to.where(isFar, log, to.where(isOne, x, near));
}

/** `log(1 + x)` without cancellation. */
export const log1p: Unary = unary({
  name: "math.log1p",
  kernel: "Log1p",
  lower: lowerLog1p,
  compute: Math.log1p,
  onHost: ["float64"],
  vjp: (g, x) => divide(g, add(x, scalar(1, x.dtype))),
  range: [-0.8, 3],
});

/** The square root. */
export const sqrt: Unary = unary({
  name: "sqrt",
  kernel: "Sqrt",
  lower: "Sqrt",
  // At 0 the slope is infinite; where nothing comes from above, nothing goes on, as in TensorFlow.
  vjp: (g, _, y) => multiplyNoNan(divide(scalar(0.5, y.dtype), y), g),
  range: [0.2, 4],
});

/** `1 / sqrt(x)`. */
export const rsqrt: Unary = unary({
  name: "math.rsqrt",
  kernel: "Rsqrt",
  lower: (to, x) => to.unary("Reciprocal", to.unary("Sqrt", x)),
  vjp: (g, _, y) => multiplyNoNan(multiply(scalar(-0.5, y.dtype), multiply(y, multiply(y, y))), g),
  range: [0.2, 4],
});

/** The hyperbolic tangent. */
export const tanh: Unary = unary({
  name: "tanh",
  kernel: "Tanh",
  lower: "Tanh",
  vjp: (g, _, y) => multiply(g, subtract(scalar(1, y.dtype), multiply(y, y))),
});

/**
 * `1 / (1 + e^-x)`. ONNX Runtime's own operator is off by a ten-thousandth of small results and
 * gives 0 from -20 on, of which a logarithm would be infinite; this takes hardly longer.
 */
export function lowerSigmoid(to: Lowering, x: Value): Value {
  const one = to.number(1, x.type);
  return to.binary("Div", one, to.binary("Add", to.unary("Exp", to.unary("Neg", x)), one));
}

/** `1 / (1 + e^-x)`. */
export const sigmoid: Unary = unary({
  name: "sigmoid",
  kernel: "Sigmoid",
  lower: lowerSigmoid,
  vjp: (g, _, y) => multiply(g, multiply(y, subtract(scalar(1, y.dtype), y))),
});
