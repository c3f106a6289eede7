/**
 * Moments of channels, and what is normalized by them.
 *
 * @module
 * @internal
 */
import type { Variable } from "../../functions/variable.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import {
  add,
  divide,
  multiply,
  negative,
  square,
  subtract,
} from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { rsqrt } from "../../primitives/math/exponential.ts";
import { where } from "../../primitives/math/where.ts";
import { batchNorm } from "../../primitives/nn/batch_norm.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** What Keras adds to the number of steps that count. */
const FUZZ = 1e-7;

/** What channels are normalized by: vectors of one number a channel. */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
  readonly gamma: Tensor | undefined;
  readonly beta: Tensor | undefined;
  readonly epsilon: number;
}

/** `gamma (x - mean) / sqrt(variance + epsilon) + beta` for given moments. */
export function byMoments(
  x: Tensor,
  axis: number,
  { mean, variance, gamma, beta, epsilon }: Moments,
): Tensor {
  const inverse = rsqrt(add(variance, scalar(epsilon, x.dtype)));
  const factor = gamma ? multiply(inverse, gamma) : inverse;
  const moved = multiply(mean, factor);
  const offset = beta ? subtract(beta, moved) : negative(moved);
  const place = x.shape.map((dim, i) => i === axis ? dim : 1);
  const [a, b] = axis === x.rank - 1
    ? [factor, offset]
    : [reshape(factor, place), reshape(offset, place)];
  return add(multiply(x, a), b);
}

/** Normalizes channels by their own moments, which are the second and the third result. */
export function normalizeChannels(
  x: Tensor,
  axis: number,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
): readonly [y: Tensor, mean: Tensor, variance: Tensor] {
  if (axis === x.rank - 1) return batchNorm(x, gamma, beta, epsilon);
  const axes = x.shape.map((_, i) => i);
  const order = [...axes.filter((i) => i !== axis), axis];
  const [y, mean, variance] = batchNorm(transpose(x, order), gamma, beta, epsilon);
  return [transpose(y, axes.map((i) => order.indexOf(i))), mean, variance];
}

/** The moments of channels. */
export function channelMoments(x: Tensor, axis: number): readonly [mean: Tensor, variance: Tensor] {
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const mean = reduceMean(x, axes, true);
  const variance = reduceMean(square(subtract(x, mean)), axes);
  return [reshape(mean, [x.shape[axis]!]), variance];
}

/** The moments of the steps that a mask, which has no last axis, leaves. */
export function maskedMoments(
  x: Tensor,
  axis: number,
  mask: Tensor,
): readonly [mean: Tensor, variance: Tensor] {
  const zero = scalar(0, x.dtype);
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const kept = broadcastTo(reshape(cast(mask, "bool"), [...mask.shape, 1]), x.shape);
  const count = add(reduceSum(cast(kept, x.dtype), axes, true), scalar(FUZZ, x.dtype));
  const mean = divide(reduceSum(where(kept, x, zero), axes, true), count);
  const distance = where(kept, subtract(x, mean), zero);
  const variance = divide(reduceSum(square(distance), axes, true), count);
  const shape = [x.shape[axis]!];
  return [reshape(mean, shape), reshape(variance, shape)];
}

/** `momentum average + (1 - momentum) now`. */
export function moved(average: Variable, now: Tensor, momentum: number): Tensor {
  const kept = multiply(cast(average.take(), now.dtype), scalar(momentum, now.dtype));
  const added = multiply(now, scalar(1 - momentum, now.dtype));
  return cast(add(kept, added), average.dtype);
}
