/**
 * Logarithms of sums of exponentials over axes.
 *
 * @module
 */
import type { Value } from "../../engine/graph_types.ts";
import { multiply, subtract } from "../math/arithmetic.ts";
import { exp } from "../math/exponential.ts";
import { requireFloat } from "../support/infer.ts";
import { type Reduction, reduction } from "./family.ts";
import { blockedSum } from "./reduce_sum.ts";

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
    const isFinite = (it: Value) => to.binary("Equal", to.binary("Sub", it, it), zero, "bool");
    const shift = to.where(isFinite(largest), largest, zero);
    const sum = blockedSum(to, to.unary("Exp", to.binary("Sub", x, shift)), axes);
    return to.binary("Add", to.unary("Log", sum), to.reshape(shift, sum.shape));
  },
  vjp: (g, x, y) => multiply(g, exp(subtract(x, y()))),
  dtypes: ["float32", "float64", "float16", "bfloat16"],
});
