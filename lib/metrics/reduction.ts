/**
 * Values and weights as one number for each sample, as Keras's means and sums take them in.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { maskOf } from "../layers/base/masks.ts";
import { broadcastTo } from "../primitives/array/broadcast_to.ts";
import { multiply } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Reduction } from "../primitives/reduction/family.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkWeights, fitted } from "./ranks.ts";
import { toSameRank } from "../losses/shapes.ts";

/** Axes from one on, up to another. */
export function axesFrom(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

/** One value for each sample, times its weight; and the weights. */
export interface Samplewise {
  readonly values: Tensor;
  readonly weight: Tensor | undefined;
}

/**
 * Reduces values and weights to one for each sample.
 *
 * @param reduce How several values of a sample become one: their mean or their sum.
 * @throws {TypeError} for weights that cannot be spread over the values.
 */
export function samplewise(
  where: string,
  given: Tensor,
  givenWeight: Tensor | undefined,
  dtype: DType,
  reduce: Reduction,
): Samplewise {
  const mask = maskOf(given);
  let values = cast(given, dtype);
  if (givenWeight === undefined) {
    return { values: reduce(values, axesFrom(1, values.rank)), weight: undefined };
  }
  let weight = cast(givenWeight, dtype);
  if (mask !== undefined) weight = maskedWeight(where, weight, mask, dtype);
  [values, weight] = toSameRank(values, weight);
  const rank = weight.rank;
  if (rank <= values.rank) checkWeights(where, values.shape.slice(0, rank), weight);
  else checkWeights(where, values.shape, weight);
  values = reduce(values, axesFrom(rank, values.rank));
  const spread = broadcastTo(weight, values.shape);
  values = multiply(values, spread);
  return {
    values: reduce(values, axesFrom(1, values.rank)),
    weight: reduce(spread, axesFrom(1, rank)),
  };
}

/** Weights, 0 where a mask leaves something out; without weights, the mask as numbers. */
export function maskedWeight(
  where: string,
  weight: Tensor | undefined,
  mask: Tensor,
  dtype: DType,
): Tensor {
  const numbers = cast(mask, dtype);
  if (weight === undefined) return numbers;
  return multiply(
    ...fitted(where, numbers, cast(weight, dtype), ["the mask of yPred", "sampleWeight"]),
  );
}
