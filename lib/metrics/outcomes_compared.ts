/**
 * Counts of outcomes at any thresholds: each prediction is compared with each threshold.
 *
 * @module
 */
import { reshape } from "../primitives/array/reshape.ts";
import { broadcastTo } from "../primitives/array/broadcast_to.ts";
import { cast } from "../primitives/math/cast.ts";
import { greater } from "../primitives/math/comparison.ts";
import { logicalAnd, logicalNot } from "../primitives/math/logical.ts";
import { where } from "../primitives/math/where.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Counting, Outcomes, Prepared } from "./outcomes.ts";
import { rowOf } from "./thresholds.ts";

/** Counts by comparing each prediction with each threshold. */
export function countByComparison(prepared: Prepared, counting: Counting): Outcomes {
  const { thresholds, isMultiLabel = false } = counting;
  const { size, shape } = prepared.predictions;
  const count = thresholds.length;
  const inner = isMultiLabel ? shape : [size];
  const all = [count, ...inner];
  const spread = (x: Tensor) => reshape(x, [1, ...inner]);
  const isPositive = greater(
    spread(prepared.predictions),
    reshape(rowOf(thresholds), [count, ...inner.map(() => 1)]),
  );
  const isTrue = cast(spread(prepared.labels), "bool");
  const weights = prepared.weights && broadcastTo(spread(prepared.weights), all);
  const sum = (a: Tensor, b: Tensor) => {
    const both = logicalAnd(a, b);
    const each = weights === undefined
      ? cast(both, "float32")
      : where(both, weights, scalar(0, "float32"));
    return reduceSum(each, [1]);
  };
  return {
    truePositives: () => sum(isTrue, isPositive),
    falsePositives: () => sum(logicalNot(isTrue), isPositive),
    trueNegatives: () => sum(logicalNot(isTrue), logicalNot(isPositive)),
    falseNegatives: () => sum(isTrue, logicalNot(isPositive)),
  };
}
