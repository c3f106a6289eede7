/**
 * From a loss for each example, or each of its parts, to one number.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { formatShape } from "../errors/format.ts";
import { divideNoNan } from "../ops/math/arithmetic.ts";
import { reduceSum } from "../ops/reduction/reductions.ts";
import { multiply } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { jointShape, toSameRank } from "./shapes.ts";

/** Ways to reduce, in Keras's spelling. */
export const REDUCTIONS = [
  "sum_over_batch_size",
  "sum",
  "mean",
  "mean_with_sample_weight",
  "none",
] as const;

/** A way to reduce. */
export type ReductionName = typeof REDUCTIONS[number];

/** Names of the reductions, as tf.keras 2 has them. */
export const Reduction = {
  /** The default. */
  AUTO: "auto",
  /** No reduction. */
  NONE: "none",
  /** The sum. */
  SUM: "sum",
  /** The sum over the number of losses. */
  SUM_OVER_BATCH_SIZE: "sum_over_batch_size",
  /** The same. */
  MEAN: "mean",
  /** The sum over the sum of the weights. */
  MEAN_WITH_SAMPLE_WEIGHT: "mean_with_sample_weight",
} as const;

/** What a reduction takes besides the losses. */
export interface Weighting {
  readonly where: string;
  readonly sampleWeight: Tensor | undefined;
  readonly mask: Tensor | undefined;
  readonly reduction: ReductionName | null;
  readonly dtype: DType;
}

/** Two tensors of weights, or of losses and weights, times each other. */
function times(where: string, a: Tensor, b: Tensor): readonly [Tensor, Tensor] {
  const [one, other] = toSameRank(a, b);
  if (jointShape(one.shape, other.shape) !== undefined) return [one, other];
  throw new TypeError(
    `${where}: expected sampleWeight of a shape that fits the losses, ${
      formatShape(a.shape)
    }, received shape ${formatShape(b.shape)}`,
  );
}

/** Weights with a mask in them: what it leaves out counts 0, the rest what is left out besides. */
function masked({ where, sampleWeight, mask, reduction, dtype }: Weighting): Tensor | undefined {
  const weight = sampleWeight && cast(sampleWeight, dtype);
  if (mask === undefined) return weight;
  let kept = cast(mask, dtype);
  if (reduction === "mean" || reduction === "sum_over_batch_size") {
    kept = multiply(kept, divideNoNan(scalar(mask.size, dtype), reduceSum(kept)));
  }
  if (weight === undefined) return kept;
  const [a, b] = times(where, kept, weight);
  return multiply(b, a);
}

/** Reduces losses. */
export function reduced(losses: Tensor, weighting: Weighting): Tensor {
  const { where, reduction, dtype } = weighting;
  let values = cast(losses, dtype);
  let weight = masked(weighting);
  if (weight !== undefined) {
    [values, weight] = times(where, values, weight);
    values = multiply(values, weight);
  }
  const isWhole = values.rank === 0 || (values.rank === 1 && values.size === 0);
  if (reduction === null || reduction === "none" || isWhole) return values;
  const sum = reduceSum(values);
  if (reduction === "sum") return sum;
  const isByWeight = reduction === "mean_with_sample_weight";
  const count = isByWeight && weight ? reduceSum(weight) : scalar(values.size, dtype);
  return divideNoNan(sum, count);
}
