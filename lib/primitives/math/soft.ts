/**
 * Smooth forms of the rectifier and of the sign.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import { type Unary, unary } from "../support/elementwise.ts";
import { add, divide, multiply, square } from "./arithmetic.ts";
import { abs } from "./absolute.ts";
import { lowerLog1p, sigmoid } from "./exponential.ts";

const FLOATS = ["float32", "float64", "float16", "bfloat16"] as const;

/** `log(1 + e^x)`, without overflow and without cancellation. */
export const softplus: Unary = unary({
  name: "math.softplus",
  kernel: "Softplus",
  lower: (to, x) => {
    const tail = to.unary("Exp", to.unary("Neg", to.unary("Abs", x)));
    return to.binary("Add", to.binary("Max", x, to.number(0, x.type)), lowerLog1p(to, tail));
  },
  compute: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, sigmoid(x)),
  dtypes: FLOATS,
});

/** `x / (1 + |x|)`. */
export const softsign: Unary = unary({
  name: "nn.softsign",
  kernel: "Softsign",
  lower: (to, x) => to.binary("Div", x, to.binary("Add", to.unary("Abs", x), to.number(1, x.type))),
  vjp: (g, x) => divide(g, square(add(abs(x), scalar(1, x.dtype)))),
  dtypes: FLOATS,
});
