/**
 * From a loss for each example, or each of its parts, to one number.
 *
 * @module
 */
import { atCaller } from "../errors/caller.ts";
import type { DType } from "../arrays/dtypes.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";
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

/** What {@linkcode Reduction}'s `validate` accepts: the names that tf.keras 2 has. */
const KEYS = ["auto", "none", "sum", "sum_over_batch_size"] as const;

/** Type of {@linkcode Reduction}. */
export interface ReductionNames {
  /** The default. */
  readonly AUTO: "auto";
  /** No reduction. */
  readonly NONE: "none";
  /** The sum. */
  readonly SUM: "sum";
  /** The sum over the number of losses. */
  readonly SUM_OVER_BATCH_SIZE: "sum_over_batch_size";
  /** The same. */
  readonly MEAN: "mean";
  /** The sum over the sum of the weights. */
  readonly MEAN_WITH_SAMPLE_WEIGHT: "mean_with_sample_weight";
  /** The names that tf.keras 2 has. */
  all(): readonly string[];
  /**
   * Throws for a name that tf.keras 2 has not.
   *
   * @throws {RangeError} for an unknown name.
   */
  validate(key: string): void;
}

/** Names of the reductions, as tf.keras 2 has them. */
export const Reduction: ReductionNames = {
  AUTO: "auto",
  NONE: "none",
  SUM: "sum",
  SUM_OVER_BATCH_SIZE: "sum_over_batch_size",
  MEAN: "mean",
  MEAN_WITH_SAMPLE_WEIGHT: "mean_with_sample_weight",
  all(): readonly string[] {
    return [...KEYS];
  },
  validate(key: string): void {
    if (KEYS.some((it) => it === key)) return;
    const error = new RangeError(
      `tf.keras.losses.Reduction.validate: expected key to be one of ${
        KEYS.map((it) => `"${it}"`).join(", ")
      }, received key=${formatValue(key)}; ${suggestName(String(key), KEYS)}`,
    );
    throw atCaller(error, Reduction.validate);
  },
};

/** What a reduction takes besides the losses. */
export interface Weighting {
  readonly where: string;
  readonly sampleWeight: Tensor | undefined;
  readonly mask: Tensor | undefined;
  readonly reduction: ReductionName | null;
  readonly dtype: DType;
}

/** Two tensors and what messages call them. */
interface Pair {
  readonly name: string;
  readonly of: string;
}

/**
 * Losses, or a mask, and weights for them, of one rank. Keras spreads a list of weights over a table
 * of losses from behind, so that as many weights as columns would count for the wrong axis.
 */
function beside(
  where: string,
  a: Tensor,
  b: Tensor,
  { name, of }: Pair,
): readonly [Tensor, Tensor] {
  const [one, other] = toSameRank(a, b);
  const isOne = one.rank === 0 || other.rank === 0;
  const fits = jointShape(one.shape, other.shape) !== undefined;
  if (fits && (isOne || one.rank === other.rank)) return [one, other];
  const rows = b.rank === 1 && a.rank > 1 && b.shape[0] === a.shape[0];
  const shape = formatShape([a.shape[0] ?? 1, ...a.shape.slice(1).map(() => 1)]);
  throw new TypeError(
    `${where}: expected ${name} of a shape that fits ${of}, ${
      formatShape(a.shape)
    }, received shape ${formatShape(b.shape)}${
      rows ? `; for a weight of each example, reshape it to ${shape}` : ""
    }`,
  );
}

const WEIGHTS: Pair = { name: "sampleWeight", of: "the losses" };
const MASKED: Pair = { name: "sampleWeight", of: "the mask of yPred" };
const MASK: Pair = { name: "the mask of yPred", of: "the losses" };

/** Weights with a mask in them: what it leaves out counts 0, the rest what is left out besides. */
function masked({ where, sampleWeight, mask, reduction, dtype }: Weighting): Tensor | undefined {
  const weight = sampleWeight && cast(sampleWeight, dtype);
  if (mask === undefined) return weight;
  let kept = cast(mask, dtype);
  if (reduction === "mean" || reduction === "sum_over_batch_size") {
    kept = multiply(kept, divideNoNan(scalar(mask.size, dtype), reduceSum(kept)));
  }
  if (weight === undefined) return kept;
  const [a, b] = beside(where, kept, weight, MASKED);
  return multiply(b, a);
}

/** Reduces losses. */
export function reduced(losses: Tensor, weighting: Weighting): Tensor {
  const { where, reduction, dtype } = weighting;
  let values = cast(losses, dtype);
  let weight = masked(weighting);
  const pair = weighting.sampleWeight === undefined ? MASK : WEIGHTS;
  if (weight !== undefined) {
    [values, weight] = beside(where, values, weight, pair);
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
