/**
 * The logarithm of the gamma function and its derivatives, and Hurwitz's zeta function.
 *
 * @module
 */
import * as host from "../../arrays/special/mod.ts";
import { scalar } from "../../tensor/scalar.ts";
import { fill } from "../array/fill.ts";
import { add, multiply, negative } from "../math/arithmetic.ts";
import { type Binary, binary, type Unary, unary } from "../support/elementwise.ts";
import { requireFloat } from "../support/infer.ts";
import { given, PAIRS, sample } from "../support/samples.ts";

/** `log |gamma(x)|`. */
export const lgamma: Unary = unary({
  name: "math.lgamma",
  kernel: "Lgamma",
  compute: host.lgamma,
  vjp: (g, x) => multiply(g, digamma(x)),
  range: [0.2, 6],
  dtypes: ["float32", "float64", "float16"],
});

/** The derivative of `log gamma(x)`. */
export const digamma: Unary = unary({
  name: "math.digamma",
  kernel: "Digamma",
  compute: host.digamma,
  vjp: (g, x) => multiply(g, polygamma(fill(1, x.aval), x)),
  range: [0.2, 6],
});

/** The derivative of order `n + 1` of `log gamma(x)`; as in TensorFlow, none by `n`. */
export const polygamma: Binary = binary({
  name: "math.polygamma",
  kernel: "Polygamma",
  accepts: requireFloat,
  special: false,
  compute: host.polygamma,
  vjp: [undefined, (g, n, x) => multiply(g, polygamma(add(n, scalar(1, n.dtype)), x))],
  *samples() {
    for (const dtype of ["float32", "float64"] as const) {
      for (const [n, x] of PAIRS) {
        const orders = sample(n, { dtype: "int32", min: 1, max: 4 });
        const order = given(Array.from(orders.host as Int32Array), n, dtype);
        const inputs = [order, sample(x, { dtype, min: 0.5, max: 3, seed: 2 })];
        yield { inputs, attrs: undefined };
      }
    }
  },
});

/** The sum of `(q + k)^-x` over k >= 0; as in TensorFlow, no derivative by `x`. */
export const zeta: Binary = binary({
  name: "math.zeta",
  kernel: "Zeta",
  accepts: requireFloat,
  special: false,
  compute: host.zeta,
  vjp: [
    undefined,
    (g, x, q) => multiply(g, negative(multiply(x, zeta(add(x, scalar(1, x.dtype)), q)))),
  ],
  ranges: [[1.5, 4], [0.5, 3]],
});
