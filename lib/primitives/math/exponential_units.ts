/**
 * Exponential linear units.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { add, multiply } from "./arithmetic.ts";
import { less } from "./comparison.ts";
import { where } from "./where.ts";

/** Slope and limit below zero of selu. */
const SELU_ALPHA = 1.6732632423543772;
/** Slope of selu above zero. */
const SELU_SCALE = 1.0507009873554805;

const FLOATS = ["float32", "float64", "float16", "bfloat16"] as const;

/** `x` where it is not negative, else `e^x - 1`. */
export const elu: Unary = unary({
  name: "nn.elu",
  kernel: "Elu",
  lower: "Elu",
  vjp: (g, _, y) => where(less(y, scalar(0, y.dtype)), multiply(g, add(y, scalar(1, y.dtype))), g),
  dtypes: FLOATS,
});

/** `1.0507 elu(x)` with `1.7581 (e^x - 1)` below zero; the derivative at 0 is 1.0507. */
export const selu: Unary = unary({
  name: "nn.selu",
  kernel: "Selu",
  lower: (to, x) => {
    if (x.type === "float32") {
      return to.unary("Selu", x, x.type, {
        alpha: { float: SELU_ALPHA },
        gamma: { float: SELU_SCALE },
      });
    }
    // The operator's factors are of float32.
    const below = to.binary("Mul", to.unary("Elu", x), to.number(SELU_ALPHA, x.type));
    const isBelow = to.binary("Less", x, to.number(0, x.type), "bool");
    return to.binary("Mul", to.where(isBelow, below, x), to.number(SELU_SCALE, x.type));
  },
  vjp: (g, _, y) => {
    const below = multiply(g, add(y, scalar(SELU_SCALE * SELU_ALPHA, y.dtype)));
    const above = multiply(g, scalar(SELU_SCALE, g.dtype));
    return where(less(y, scalar(0, y.dtype)), below, above);
  },
  dtypes: FLOATS,
});
