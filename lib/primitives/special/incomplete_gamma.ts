/**
 * Regularized incomplete gamma functions.
 *
 * @module
 */
import * as host from "../../arrays/special/mod.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { multiply, negative, subtract } from "../math/arithmetic.ts";
import { exp, log } from "../math/exponential.ts";
import { type Binary, binary } from "../support/elementwise.ts";
import { requireFloat } from "../support/infer.ts";
import { digamma, lgamma } from "./gamma.ts";

/** The density of a gamma variable of shape `a` at x: the derivative by x. */
function density(a: Tensor, x: Tensor): Tensor {
  const power = multiply(subtract(a, scalar(1, a.dtype)), log(x));
  return exp(subtract(subtract(power, x), lgamma(a)));
}

const igammaGradA: Binary = binary({
  name: "math.igammaGradA",
  kernel: "IgammaGradA",
  accepts: requireFloat,
  special: false,
  compute: host.igammaGradA,
  vjp: [
    () => {
      throw new TypeError(
        "tf.math.igamma: expected at most one derivative by a, received two; there is no formula for the second",
      );
    },
    (g, a, x) => multiply(g, multiply(density(a, x), subtract(log(x), digamma(a)))),
  ],
  ranges: [[0.5, 3], [0.5, 4]],
});

/** The probability that a gamma variable of shape `a` is below x. */
export const igamma: Binary = binary({
  name: "math.igamma",
  kernel: "Igamma",
  accepts: requireFloat,
  special: false,
  compute: host.igamma,
  vjp: [
    (g, a, x) => multiply(g, igammaGradA(a, x)),
    (g, a, x) => multiply(g, density(a, x)),
  ],
  ranges: [[0.5, 3], [0.5, 4]],
});

/** The probability that a gamma variable of shape `a` is above x. */
export const igammac: Binary = binary({
  name: "math.igammac",
  kernel: "Igammac",
  accepts: requireFloat,
  special: false,
  compute: host.igammac,
  vjp: [
    (g, a, x) => negative(multiply(g, igammaGradA(a, x))),
    (g, a, x) => negative(multiply(g, density(a, x))),
  ],
  ranges: [[0.5, 3], [0.5, 4]],
});
