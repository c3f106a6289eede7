/**
 * Means and variances of batches, added up one after the other.
 *
 * @module
 * @internal
 */
import type { DType } from "../../arrays/dtypes.ts";
import { add, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** A mean and a variance along some axes. */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

function momentsOf(x: Tensor, axes: readonly number[]): Moments {
  if (axes.length === 0) return { mean: x, variance: subtract(x, x) };
  const mean = reduceMean(x, axes, true);
  const variance = reduceMean(square(subtract(x, mean)), axes);
  return { mean: reduceMean(x, axes), variance };
}

/**
 * The moments of all batches together.
 *
 * @param keptOf The axes that stay, once there is a batch.
 * @throws {TypeError} if there is no batch, or only ones without elements.
 */
export function momentsOfBatches(
  where: string,
  batches: Iterable<Tensor>,
  keptOf: () => readonly number[],
  dtype: DType,
): Moments {
  let total: Moments | undefined;
  let count = 0;
  for (const batch of batches) {
    const kept = keptOf();
    const axes = batch.shape.flatMap((_, axis) => kept.includes(axis) ? [] : [axis]);
    const size = axes.reduce((product, axis) => product * batch.shape[axis]!, 1);
    if (size === 0) continue;
    count += size;
    const weight = size / count;
    total = joined(total, momentsOf(cast(batch, dtype), axes), weight, dtype);
  }
  if (total !== undefined) return total;
  throw new TypeError(`${where}: expected data with elements, received none`);
}

/** Moments of two parts: the variances, and what the means lie away from the common one. */
function joined(a: Moments | undefined, b: Moments, weight: number, dtype: DType): Moments {
  if (a === undefined) return b;
  const mix = (x: Tensor, y: Tensor) =>
    add(multiply(x, scalar(1 - weight, dtype)), multiply(y, scalar(weight, dtype)));
  const mean = mix(a.mean, b.mean);
  const spread = ({ mean: own, variance }: Moments) => add(variance, square(subtract(own, mean)));
  return { mean, variance: mix(spread(a), spread(b)) };
}
