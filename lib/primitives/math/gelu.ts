/**
 * Gaussian error linear units and x sigmoid(x).
 *
 * @module
 */
import { erf as hostErf } from "../../arrays/special/mod.ts";
import { scalar } from "../../tensor/scalar.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { add, multiply, square, subtract } from "./arithmetic.ts";
import { exp, lowerSigmoid, sigmoid, tanh } from "./exponential.ts";
import { erf } from "../special/error_function.ts";

const FLOATS = ["float32", "float64", "float16", "bfloat16"] as const;
const ROOT_HALF = Math.SQRT1_2;
/** Of the tangent's approximation of the normal distribution. */
const CUBIC = 0.044715;
const ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

/** `x P(X <= x)` for a standard normal X. */
export const gelu: Unary = unary({
  name: "nn.gelu",
  lower: (to, x) => {
    const error = to.unary("Erf", to.binary("Div", x, to.number(Math.SQRT2, x.type)));
    const sum = to.binary("Add", error, to.number(1, x.type));
    return to.binary("Mul", to.binary("Mul", x, sum), to.number(0.5, x.type));
  },
  compose: (x) => {
    const sum = add(erf(multiply(x, scalar(ROOT_HALF, x.dtype))), scalar(1, x.dtype));
    return multiply(multiply(x, sum), scalar(0.5, x.dtype));
  },
  compute: (x) => 0.5 * x * (1 + hostErf(x * ROOT_HALF)),
  onHost: ["float64"],
  vjp: (g, x) => {
    const [half, one] = [scalar(0.5, x.dtype), scalar(1, x.dtype)];
    const below = multiply(half, add(erf(multiply(x, scalar(ROOT_HALF, x.dtype))), one));
    const density = multiply(
      exp(multiply(square(x), scalar(-0.5, x.dtype))),
      scalar(1 / Math.sqrt(2 * Math.PI), x.dtype),
    );
    return multiply(g, add(below, multiply(x, density)));
  },
  dtypes: FLOATS,
});

/** `x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2`. */
export const geluApproximate: Unary = unary({
  name: "nn.geluApproximate",
  lower: (to, x) => {
    const cube = to.binary("Mul", to.binary("Mul", x, x), x);
    const inner = to.binary("Add", x, to.binary("Mul", cube, to.number(CUBIC, x.type)));
    const t = to.unary("Tanh", to.binary("Mul", inner, to.number(ROOT_TWO_OVER_PI, x.type)));
    const sum = to.binary("Add", t, to.number(1, x.type));
    return to.binary("Mul", to.binary("Mul", x, sum), to.number(0.5, x.type));
  },
  compose: (x) => {
    const of = (it: number) => scalar(it, x.dtype);
    const inner = multiply(x, add(multiply(square(x), of(CUBIC)), of(1)));
    const sum = add(tanh(multiply(inner, of(ROOT_TWO_OVER_PI))), of(1));
    return multiply(multiply(x, sum), of(0.5));
  },
  vjp: (g, x) => {
    const of = (it: number) => scalar(it, x.dtype);
    const squared = square(x);
    const inner = multiply(x, add(multiply(squared, of(CUBIC)), of(1)));
    const t = tanh(multiply(inner, of(ROOT_TWO_OVER_PI)));
    const slope = multiply(
      add(multiply(squared, of(3 * CUBIC)), of(1)),
      of(ROOT_TWO_OVER_PI),
    );
    const steepness = multiply(subtract(of(1), square(t)), slope);
    const sum = add(add(t, of(1)), multiply(x, steepness));
    return multiply(g, multiply(sum, of(0.5)));
  },
  dtypes: FLOATS,
});

/** `x sigmoid(x)`. */
export const silu: Unary = unary({
  name: "nn.silu",
  lower: (to, x) => to.binary("Mul", x, lowerSigmoid(to, x)),
  compose: (x) => multiply(x, sigmoid(x)),
  vjp: (g, x) => {
    const one = scalar(1, x.dtype);
    const s = sigmoid(x);
    return multiply(g, multiply(s, add(multiply(x, subtract(one, s)), one)));
  },
  dtypes: FLOATS,
});
