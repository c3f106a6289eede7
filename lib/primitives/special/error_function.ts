/**
 * The error function, its complement, and the inverses.
 *
 * @module
 */
import * as host from "../../arrays/special/mod.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { multiply, negative, square } from "../math/arithmetic.ts";
import { exp } from "../math/exponential.ts";
import { type Unary, unary } from "../support/elementwise.ts";

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/** The derivative of the error function. */
function slope(x: Tensor): Tensor {
  return multiply(exp(negative(square(x))), scalar(TWO_OVER_ROOT_PI, x.dtype));
}

/** `2 / sqrt(pi)` times the integral of `e^-t^2` from 0 to x. */
export const erf: Unary = unary({
  name: "math.erf",
  kernel: "Erf",
  lower: "Erf",
  compute: host.erf,
  onHost: ["float64"],
  vjp: (g, x) => multiply(g, slope(x)),
  dtypes: ["float32", "float64", "float16", "bfloat16"],
});

/** `1 - erf(x)` without cancellation. */
export const erfc: Unary = unary({
  name: "math.erfc",
  kernel: "Erfc",
  compute: host.erfc,
  vjp: (g, x) => negative(multiply(g, slope(x))),
  dtypes: ["float32", "float64", "float16", "bfloat16"],
});

/** The number whose error function is x, for x from -1 to 1. */
export const erfinv: Unary = unary({
  name: "math.erfinv",
  kernel: "Erfinv",
  compute: host.erfinv,
  vjp: (g, _, y) => multiply(g, multiply(exp(square(y)), scalar(1 / TWO_OVER_ROOT_PI, y.dtype))),
  range: [-0.9, 0.9],
});

/** The number below which a standard normal variable is with probability x. */
export const ndtri: Unary = unary({
  name: "math.ndtri",
  kernel: "Ndtri",
  compute: host.ndtri,
  vjp: (g, _, y) => {
    const inverse = exp(multiply(square(y), scalar(0.5, y.dtype)));
    return multiply(g, multiply(inverse, scalar(Math.sqrt(2 * Math.PI), y.dtype)));
  },
  range: [0.05, 0.95],
});
