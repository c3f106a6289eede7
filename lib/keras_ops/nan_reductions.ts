/**
 * Functions over axes that leave out what is not a number, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.keras.ops.nanmean([1, NaN, 3])), 2);
 * ```
 *
 * @module
 */
import { isFloating } from "../arrays/dtypes.ts";
import { onesLike } from "../ops/array/filled.ts";
import { multiply, square, subtract } from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { isNan } from "../ops/math/classification.ts";
import { divide } from "../ops/math/division_true.ts";
import { sqrt } from "../ops/math/exponential.ts";
import { logicalNot } from "../ops/math/logical.ts";
import { where } from "../ops/math/where.ts";
import { argmax, argmin } from "../ops/reduction/arg_extremes.ts";
import * as reduce from "../ops/reduction/reductions.ts";
import { cumprod, cumsum } from "../ops/reduction/running.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { floats, tensorOf } from "./dtypes.ts";
import {
  type AlongAxis,
  type OverAxes,
  overAxes,
  placeAlong,
  type RunningAlong,
  runningAlong,
  wide,
} from "./reductions.ts";

/** The tensor with `value` where it is not a number. */
function filled(x: Tensor, value: number): Tensor {
  if (!isFloating(x.dtype)) return x;
  return where(isNan(x), cast(value, x.dtype), x);
}

/** NaN where all along the axes is, else `found`. */
function unlessAllNan(
  x: Tensor,
  found: Tensor,
  axis: number | readonly number[] | null,
  keepdims: boolean,
): Tensor {
  if (!isFloating(x.dtype)) return found;
  return where(reduce.reduceAll(isNan(x), axis, keepdims), cast(NaN, x.dtype), found);
}

/** The sum of the numbers. */
export const nansum: OverAxes = overAxes(
  "nansum",
  wide,
  (x, axis, keep) => reduce.reduceSum(filled(x, 0), axis, keep),
);
/** The product of the numbers. */
export const nanprod: OverAxes = overAxes(
  "nanprod",
  wide,
  (x, axis, keep) => reduce.reduceProd(filled(x, 1), axis, keep),
);
/** The largest number; NaN where there is none. */
export const nanmax: OverAxes = overAxes(
  "nanmax",
  tensorOf,
  (x, axis, keep) =>
    unlessAllNan(x, reduce.reduceMax(filled(x, -Infinity), axis, keep), axis, keep),
);
/** The smallest number; NaN where there is none. */
export const nanmin: OverAxes = overAxes(
  "nanmin",
  tensorOf,
  (x, axis, keep) => unlessAllNan(x, reduce.reduceMin(filled(x, Infinity), axis, keep), axis, keep),
);

type Axis = number | readonly number[] | null;

function meanOf(x: Tensor, axis: Axis, keepdims: boolean): Tensor {
  const counts = reduce.reduceSum(cast(logicalNot(isNan(x)), x.dtype), axis, keepdims);
  return divide(reduce.reduceSum(filled(x, 0), axis, keepdims), counts);
}

function varianceOf(x: Tensor, axis: Axis, keepdims: boolean): Tensor {
  return meanOf(square(subtract(x, meanOf(x, axis, true))), axis, keepdims);
}

/** The mean of the numbers; NaN where there are none. */
export const nanmean: OverAxes = overAxes("nanmean", floats, meanOf);
/** The variance of the numbers. */
export const nanvar: OverAxes = overAxes("nanvar", floats, varianceOf);
/** The standard deviation of the numbers. */
export const nanstd: OverAxes = overAxes(
  "nanstd",
  floats,
  (x, axis, keep) => sqrt(varianceOf(x, axis, keep)),
);

/** -1 where nothing along the axis is a number. */
function placeOf(x: Tensor, axis: number, found: Tensor): Tensor {
  if (!isFloating(x.dtype)) return found;
  return where(reduce.reduceAll(isNan(x), axis), multiply(onesLike(found), -1), found);
}

/** Where the largest number is; -1 where there is none. */
export const nanargmax: AlongAxis = placeAlong(
  "nanargmax",
  tensorOf,
  (x, axis) => placeOf(x, axis, argmax(filled(x, -Infinity), axis, "int32")),
);
/** Where the smallest number is; -1 where there is none. */
export const nanargmin: AlongAxis = placeAlong(
  "nanargmin",
  tensorOf,
  (x, axis) => placeOf(x, axis, argmin(filled(x, Infinity), axis, "int32")),
);
/** Running sums; what is not a number counts as 0. */
export const nancumsum: RunningAlong = runningAlong(
  "nancumsum",
  (x, axis) => cumsum(x, axis),
  (x) => filled(x, 0),
);
/** Running products; what is not a number counts as 1. */
export const nancumprod: RunningAlong = runningAlong(
  "nancumprod",
  (x, axis) => cumprod(x, axis),
  (x) => filled(x, 1),
);
