/**
 * Exponential linear units.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
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

/** `e^x - 1` of what is below zero, 0 above: `2 t / (1 - t)` with `t = tanh(x / 2)` loses no digits. */
function lowerBelow(to: Lowering, x: Value): Value {
  const negative = to.binary("Min", x, to.number(0, x.type));
  const t = to.unary("Tanh", to.binary("Mul", negative, to.number(0.5, x.type)));
  return to.binary("Div", to.binary("Add", t, t), to.binary("Sub", to.number(1, x.type), t));
}

/** `x` where it is not negative, else `e^x - 1`. */
export const elu: Unary = unary({
  name: "nn.elu",
  kernel: "Elu",
  lower: (to, x) => to.binary("Add", to.binary("Max", x, to.number(0, x.type)), lowerBelow(to, x)),
  vjp: (g, _, y) => where(less(y, scalar(0, y.dtype)), multiply(g, add(y, scalar(1, y.dtype))), g),
  dtypes: FLOATS,
});

/** `1.0507 x` where it is not negative, else `1.7581 (e^x - 1)`; the derivative at 0 is 1.0507. */
export const selu: Unary = unary({
  name: "nn.selu",
  kernel: "Selu",
  lower: (to, x) => {
    const above = to.binary("Max", x, to.number(0, x.type));
    const below = to.binary("Mul", lowerBelow(to, x), to.number(SELU_ALPHA, x.type));
    return to.binary("Mul", to.binary("Add", above, below), to.number(SELU_SCALE, x.type));
  },
  vjp: (g, _, y) => {
    const below = multiply(g, add(y, scalar(SELU_SCALE * SELU_ALPHA, y.dtype)));
    const above = multiply(g, scalar(SELU_SCALE, g.dtype));
    return where(less(y, scalar(0, y.dtype)), below, above);
  },
  dtypes: FLOATS,
});
