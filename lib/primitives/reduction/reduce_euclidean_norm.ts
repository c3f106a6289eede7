/**
 * Roots of sums of squares over axes.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { divide, multiply } from "../math/arithmetic.ts";
import { requireReal } from "../support/infer.ts";
import { type Reduction, reduction } from "./family.ts";
import { blockedSum } from "./reduce_sum.ts";

/** `sqrt(sum(x^2))` over axes, which are counted from the front, in order. */
export const reduceEuclideanNorm: Reduction = reduction({
  name: "math.reduceEuclideanNorm",
  kernel: "EuclideanNorm",
  accepts: requireReal,
  identity: 0,
  lower(to, x, axes) {
    // Whole numbers lose the fraction of the root.
    const value = isFloating(x.type) ? x : to.cast(x, "float64");
    if (axes.length === 0) return to.cast(to.unary("Abs", value), x.type);
    const sum = blockedSum(to, to.binary("Mul", value, value), axes);
    return to.cast(to.unary("Sqrt", sum), x.type);
  },
  vjp: (g, x, y) => multiply(x, divide(g, y())),
  dtypes: ["float32", "float64", "float16", "int32", "int64"],
});
