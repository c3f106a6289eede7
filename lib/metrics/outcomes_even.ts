/**
 * Counts of outcomes at thresholds that are as far from each other: each prediction falls between two
 * of them, and what lies above one is a running sum.
 *
 * @module
 */
import { iota } from "../primitives/array/batch_indices.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { transpose } from "../primitives/array/transpose.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { clip } from "../primitives/math/clip.ts";
import { relu } from "../primitives/math/rectifiers.ts";
import { ceil } from "../primitives/math/rounding.ts";
import { cumsum } from "../primitives/reduction/cumsum.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { unsortedSegmentSum } from "../primitives/reduction/unsorted_segment.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Counting, Outcomes, Prepared } from "./outcomes.ts";

/** Counts by the thresholds that predictions lie between. */
export function countByBucket(prepared: Prepared, counting: Counting): Outcomes {
  const { labels, predictions, weights } = prepared;
  const { thresholds, isMultiLabel = false } = counting;
  const count = thresholds.length;
  const [zero, one] = [scalar(0, "float32"), scalar(1, "float32")];
  const steps = multiply(clip(predictions, zero, one), scalar(count - 1, "float32"));
  let below = subtract(ceil(steps), one);
  // Where the first threshold lies below 0, a prediction of 0 is above it.
  if (thresholds[0]! < 0 || thresholds.at(-1)! > 1) below = relu(below);
  const ids = cast(below, "int32");
  const others = subtract(one, labels);
  const trueLabels = weights === undefined ? labels : multiply(labels, weights);
  const falseLabels = weights === undefined ? others : multiply(others, weights);
  const above = (each: Tensor) => isMultiLabel ? byLabel(each, ids, count) : sums(each, ids, count);
  const total = (each: Tensor) =>
    reduceSum(each, isMultiLabel ? [0] : each.shape.map((_, axis) => axis));
  const truePositives = () => above(trueLabels);
  const falsePositives = () => above(falseLabels);
  return {
    truePositives,
    falsePositives,
    trueNegatives: () => subtract(total(falseLabels), falsePositives()),
    falseNegatives: () => subtract(total(trueLabels), truePositives()),
  };
}

/** Sums of what lies above each threshold. */
function sums(each: Tensor, ids: Tensor, count: number): Tensor {
  const flat = (x: Tensor) => reshape(x, [x.size]);
  const buckets = unsortedSegmentSum(flat(each), flat(ids), count);
  return cumsum(buckets, 0, { reverse: true });
}

/** The same for each column: `(thresholds, labels)`. */
function byLabel(each: Tensor, ids: Tensor, count: number): Tensor {
  const labels = ids.shape[1]!;
  const first = multiply(iota(labels, "int32"), scalar(count, "int32"));
  const places = add(ids, first);
  const flat = (x: Tensor) => reshape(x, [x.size]);
  const buckets = unsortedSegmentSum(flat(each), flat(places), count * labels);
  return transpose(cumsum(reshape(buckets, [labels, count]), 1, { reverse: true }), [1, 0]);
}
