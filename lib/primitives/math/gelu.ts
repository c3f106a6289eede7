/**
 * Gaussian error linear units and x sigmoid(x).
 *
 * @module
 */
import { erfc, expMinusSquare } from "../../arrays/special/mod.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { scalar } from "../../tensor/scalar.ts";
import { erfc as complement } from "../special/error_function.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { add, multiply, negative, square, subtract } from "./arithmetic.ts";
import { clip } from "./clip.ts";
import { exp, lowerSigmoid, sigmoid, tanh } from "./exponential.ts";

const FLOATS = ["float32", "float64", "float16", "bfloat16"] as const;
/** `1 / sqrt(2)` and the factor of the cube, which TensorFlow has in float32 for all types. */
const ROOT_HALF = Math.fround(Math.SQRT1_2);
/** Of the tangent's approximation of the normal distribution. */
const CUBIC = Math.fround(0.044715);
const ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
/** From where on that tangent is 1. */
const SATURATED = 16;

/** From here down `1 + erf(x / sqrt(2))` has too few digits. */
const TAIL = -Math.SQRT2;
/** `exp(z^2) erfc(z) / t` in `t = 1 / (1 + 0.6 z)`, fitted for z from 1 to 14, within 7e-8. */
const SLOPE = 0.6;
const SCALED: readonly number[] = [
  0.33852310020565246,
  0.33820084388533916,
  0.28180637772495404,
  0.12582074313559213,
  0.12547875206458048,
  -0.37287307559634103,
  0.16525520120460896,
];

/** The standard normal distribution in float32, with all digits far below 0 too. */
function lowerNormal(to: Lowering, x: Value): Value {
  const of = (it: number) => to.number(it, x.type);
  const z = to.binary("Mul", x, of(ROOT_HALF));
  const sum = to.binary("Add", to.unary("Erf", z), of(1));
  const t = to.binary("Div", of(1), to.binary("Sub", of(1), to.binary("Mul", z, of(SLOPE))));
  const series = SCALED.slice(0, -1).reduceRight(
    (rest, it) => to.binary("Add", to.binary("Mul", rest, t), of(it)),
    of(SCALED.at(-1)!),
  );
  const power = to.unary("Exp", to.binary("Mul", z, to.unary("Neg", z)));
  const tail = to.binary("Mul", to.binary("Mul", series, t), power);
  const twice = to.where(to.binary("Less", x, of(TAIL), "bool"), tail, sum);
  return to.binary("Mul", twice, of(0.5));
}

/** `P(X <= x)` for a standard normal X, as the unit below takes it. */
const normal: Unary = unary({
  name: "nn.geluNormal",
  lower: lowerNormal,
  compose: (x) => {
    const twice = complement(multiply(x, scalar(-ROOT_HALF, x.dtype)));
    return multiply(twice, scalar(0.5, x.dtype));
  },
  compute: (x) => 0.5 * erfc(-x * ROOT_HALF),
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, normalDensity(x)),
  dtypes: FLOATS,
});

/** The density of that distribution. */
const normalDensity: Unary = unary({
  name: "nn.geluNormalDensity",
  lower: (to, x) => {
    const z = to.binary("Mul", x, to.number(ROOT_HALF, x.type));
    const power = to.unary("Exp", to.binary("Mul", z, to.unary("Neg", z)));
    return to.binary("Mul", power, to.number(ROOT_HALF / Math.sqrt(Math.PI), x.type));
  },
  compose: (x) => {
    const power = exp(multiply(square(x), scalar(-(ROOT_HALF ** 2), x.dtype)));
    return multiply(power, scalar(ROOT_HALF / Math.sqrt(Math.PI), x.dtype));
  },
  compute: (x) => expMinusSquare(x * ROOT_HALF) * ROOT_HALF / Math.sqrt(Math.PI),
  vjp: (g, x, y) => multiply(g, multiply(multiply(y, x), scalar(-2 * ROOT_HALF ** 2, x.dtype))),
  dtypes: FLOATS,
});

/** `x P(X <= x)` for a standard normal X. */
export const gelu: Unary = unary({
  name: "nn.gelu",
  lower: (to, x) => to.binary("Mul", x, lowerNormal(to, x)),
  compose: (x) => multiply(x, normal(x)),
  compute: (x) => 0.5 * x * erfc(-x * ROOT_HALF),
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, add(normal(x), multiply(x, normalDensity(x)))),
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
    return to.binary("Mul", to.binary("Mul", x, to.number(0.5, x.type)), sum);
  },
  compose: (x) => {
    const of = (it: number) => scalar(it, x.dtype);
    const inner = multiply(x, add(multiply(square(x), of(CUBIC)), of(1)));
    const sum = add(tanh(multiply(inner, of(ROOT_TWO_OVER_PI))), of(1));
    return multiply(multiply(x, of(0.5)), sum);
  },
  vjp: (g, whole) => {
    const of = (it: number) => scalar(it, whole.dtype);
    // Beyond, the tangent is 1 to all digits, while the cube would overflow.
    const x = clip(whole, of(-SATURATED), of(SATURATED));
    const squared = square(x);
    const inner = multiply(x, add(multiply(squared, of(CUBIC)), of(1)));
    // `(1 + tanh(z)) / 2` is a sigmoid, whose derivative in two sigmoids loses no digits.
    const twice = multiply(inner, of(2 * ROOT_TWO_OVER_PI));
    const rate = add(multiply(squared, of(6 * CUBIC)), of(2));
    const [open, closed] = [sigmoid(twice), sigmoid(negative(twice))];
    const slope = multiply(multiply(multiply(x, rate), of(ROOT_TWO_OVER_PI)), closed);
    return multiply(g, multiply(open, add(slope, of(1))));
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
