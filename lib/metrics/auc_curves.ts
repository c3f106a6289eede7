/**
 * The area under a curve of rates at thresholds, from counts `(thresholds,)` or
 * `(thresholds, labels)`.
 *
 * @module
 */
import { slice } from "../primitives/array/slice.ts";
import { add, divide, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { equal, greater } from "../primitives/math/comparison.ts";
import { log } from "../primitives/math/exponential.ts";
import { maximum, minimum } from "../primitives/math/extremes.ts";
import { divideNoNan } from "../primitives/math/guarded.ts";
import { logicalAnd } from "../primitives/math/logical.ts";
import { where } from "../primitives/math/where.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Which curve. */
export type Curve = "ROC" | "PR" | "PRGAIN";

/** How the area between two thresholds is computed. */
export type SummationMethod = "interpolation" | "majoring" | "minoring";

/** Counts at each threshold. */
export interface Counts {
  readonly tp: Tensor;
  readonly fp: Tensor;
  readonly tn: Tensor;
  readonly fn: Tensor;
}

const number = (x: number) => scalar(x, "float32");

/** All rows but the last. */
function upper(x: Tensor): Tensor {
  return slice(x, x.shape.map(() => 0), x.shape.with(0, x.shape[0]! - 1));
}

/** All rows but the first. */
function lower(x: Tensor): Tensor {
  return slice(x, x.shape.map((_, axis) => axis === 0 ? 1 : 0), x.shape.with(0, x.shape[0]! - 1));
}

/** The area, one for each label. */
export function areaUnder(counts: Counts, curve: Curve, method: SummationMethod): Tensor {
  if (curve === "PR" && method === "interpolation") return interpolatedPrecision(counts);
  const [x, y] = curve === "ROC"
    ? ratesOf(counts)
    : curve === "PR"
    ? precisionOf(counts)
    : gainsOf(counts);
  const width = subtract(upper(x), lower(x));
  return reduceSum(multiply(width, heights(y, method)), [0]);
}

function heights(y: Tensor, method: SummationMethod): Tensor {
  if (method === "minoring") return minimum(upper(y), lower(y));
  if (method === "majoring") return maximum(upper(y), lower(y));
  return divide(add(upper(y), lower(y)), number(2));
}

/** Share of wrong positives, and of right ones. */
function ratesOf({ tp, fp, tn, fn }: Counts): [Tensor, Tensor] {
  return [divideNoNan(fp, add(fp, tn)), divideNoNan(tp, add(tp, fn))];
}

/** Recall and precision. */
function precisionOf({ tp, fp, fn }: Counts): [Tensor, Tensor] {
  return [divideNoNan(tp, add(tp, fn)), divideNoNan(tp, add(tp, fp))];
}

/** Recall and precision as gains over what always says yes. */
function gainsOf({ tp, fp, tn, fn }: Counts): [Tensor, Tensor] {
  const odds = divideNoNan(add(tp, fn), add(tn, fp));
  const gain = (wrong: Tensor) => subtract(number(1), multiply(odds, divideNoNan(wrong, tp)));
  const isNone = equal(tp, number(0));
  const recall = where(isNone, number(0), gain(fn));
  const precision = where(isNone, number(1), gain(fp));
  return [maximum(recall, number(0)), precision];
}

/**
 * The area under precision over recall, with right positives that grow evenly between thresholds:
 * after Davis and Goadrich, "The relationship between precision-recall and ROC curves" (2006).
 */
function interpolatedPrecision({ tp, fp, fn }: Counts): Tensor {
  const zero = number(0);
  const right = subtract(upper(tp), lower(tp));
  const positive = add(tp, fp);
  const more = subtract(upper(positive), lower(positive));
  const slope = divideNoNan(right, maximum(more, zero));
  const intercept = subtract(lower(tp), multiply(slope, lower(positive)));
  const areSome = logicalAnd(greater(upper(positive), zero), greater(lower(positive), zero));
  const ratio = divideNoNan(upper(positive), maximum(lower(positive), zero));
  const safe = where(areSome, ratio, number(1));
  const area = divideNoNan(
    multiply(slope, add(right, multiply(intercept, log(safe)))),
    maximum(add(lower(tp), lower(fn)), zero),
  );
  return reduceSum(area, [0]);
}
