/**
 * Logarithms of sums of exponentials over axes.
 *
 * @module
 */
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { stopGradient } from "../array/identity.ts";
import { add, divide, multiply, subtract } from "../math/arithmetic.ts";
import { isFinite } from "../math/classification.ts";
import { exp, log } from "../math/exponential.ts";
import { where } from "../math/where.ts";
import { requireFloat } from "../support/infer.ts";
import { type Reduction, reduction } from "./family.ts";
import { reduceMax } from "./reduce_extreme.ts";
import { blockedSum, reduceSum } from "./reduce_sum.ts";

/**
 * What is subtracted before the exponential, for it not to overflow: the largest, if it is finite. The
 * result does not depend on it.
 */
function shiftOf(x: Tensor, axes: readonly number[]): Tensor {
  const largest = reduceMax(stopGradient(x), axes, true);
  return where(isFinite(largest), largest, scalar(0, x.dtype));
}

/** `log(sum(e^x))` over axes, which are counted from the front, in order. */
export const reduceLogsumexp: Reduction = reduction({
  name: "reduceLogsumexp",
  accepts: requireFloat,
  identity: -Infinity,
  lower(to, x, axes) {
    if (axes.length === 0) return x;
    const zero = to.number(0, x.type);
    const largest = to.reduce("ReduceMax", x, axes, true);
    // An infinite one is not subtracted: their difference is not a number.
    const difference = to.binary("Sub", largest, largest);
    const shift = to.where(to.binary("Equal", difference, zero, "bool"), largest, zero);
    const sum = blockedSum(to, to.unary("Exp", to.binary("Sub", x, shift)), axes);
    return to.binary("Add", to.unary("Log", sum), to.reshape(shift, sum.shape));
  },
  compose(x, axes) {
    const shift = shiftOf(x, axes);
    return add(log(reduceSum(exp(subtract(x, shift)), axes, true)), shift);
  },
  // Not of the result, which has lost the fraction of a large shift.
  vjp: (g, x, _, axes) => {
    const powers = exp(subtract(x, shiftOf(x, axes)));
    return multiply(g, divide(powers, reduceSum(powers, axes, true)));
  },
  dtypes: ["float32", "float64", "float16", "bfloat16"],
});
