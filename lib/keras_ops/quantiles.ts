/**
 * Medians, quantiles and percentiles, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.keras.ops.median([3, 1, 2])), 2);
 * ```
 *
 * @module
 */
import { gather } from "../ops/array/gather.ts";
import { reshape } from "../ops/array/reshape.ts";
import { sort } from "../ops/array/sort.ts";
import { transpose } from "../ops/array/transpose.ts";
import { asAxes } from "../ops/integers.ts";
import { checkOneOf } from "../errors/checks.ts";
import { add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { isNan } from "../ops/math/classification.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { equal } from "../ops/math/comparison.ts";
import { divide } from "../ops/math/division_true.ts";
import { maximum } from "../ops/math/extremes.ts";
import { ceil, floor, round } from "../ops/math/rounding.ts";
import { where } from "../ops/math/where.ts";
import { reduceAny, reduceSum } from "../ops/reduction/reductions.ts";
import { logicalNot } from "../ops/math/logical.ts";
import { concat } from "../ops/array/concat.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { floats } from "./dtypes.ts";
import { type OverAxes, overAxes } from "./reductions.ts";
import { type KerasOperation, operation } from "./signature.ts";

type Axis = number | readonly number[] | null;

/** A quantile over axes. */
export type Quantile = KerasOperation<
  'x, q, axis:axes=null, method="linear", keepdims=false'
>;

const METHODS = ["linear", "lower", "higher", "midpoint", "nearest"] as const;
type Method = typeof METHODS[number];

/** The axes last, as one. */
function lastAxis(x: Tensor, axes: readonly number[]): Tensor {
  const others = x.shape.map((_, it) => it).filter((it) => !axes.includes(it));
  const moved = transpose(x, [...others, ...axes]);
  const count = axes.reduce((product, it) => product * x.shape[it]!, 1);
  return reshape(moved, [...others.map((it) => x.shape[it]!), count]);
}

/** Which elements a place between them is made of, and the share of the second one. */
function places(at: Tensor, method: Method): readonly [low: Tensor, high: Tensor, share: Tensor] {
  const [low, high] = [floor(at), ceil(at)];
  if (method === "lower") return [low, low, multiply(at, 0)];
  if (method === "higher") return [high, high, multiply(at, 0)];
  if (method === "nearest") return [round(at), round(at), multiply(at, 0)];
  if (method === "midpoint") return [low, high, add(multiply(at, 0), 0.5)];
  return [low, high, subtract(at, low)];
}

/** One element a row: by a place for each row. */
function pick(rows: Tensor, at: Tensor): Tensor {
  return gather(rows, cast(at, "int32"), { axis: rows.rank - 1, batchDims: rows.rank - 1 });
}

function blended(low: Tensor, high: Tensor, share: Tensor): Tensor {
  const part = cast(share, low.dtype);
  const sum = add(low, multiply(subtract(high, low), part));
  // Between infinities of one sign there is nothing to blend.
  return where(equal(low, high), low, sum);
}

/** The quantile `q` over axes; `skipNan` leaves out what is not a number. */
function quantileOf(
  x: Tensor,
  q: Tensor,
  axis: Axis,
  method: Method,
  keepdims: boolean,
  skipNan: boolean,
): Tensor {
  checkOneOf("quantile", "method", method, METHODS);
  const axes = axis === null ? x.shape.map((_, it) => it) : asAxes("axis", axis, x.rank);
  const rows = lastAxis(x, axes);
  const nans = isNan(rows);
  // NaN last: it sorts as the largest, so that the places count numbers only.
  const sorted = sort(where(nans, cast(Infinity, rows.dtype), rows), -1);
  const last = rows.rank - 1;
  const numbers = reduceSum(cast(logicalNot(nans), "float64"), last);
  const length = cast(rows.shape[last]!, "float64");
  const none = skipNan ? equal(numbers, cast(0, "float64")) : reduceAny(nans, last);
  const bound = subtract(skipNan ? numbers : add(multiply(numbers, 0), length), cast(1, "float64"));
  const one = (share: Tensor): Tensor => {
    const top = maximum(bound, cast(0, "float64"));
    const at = clipByValue(multiply(top, share), multiply(top, 0), top);
    const [low, high, part] = places(at, method);
    const found = blended(pick(sorted, low), pick(sorted, high), part);
    return where(none, cast(NaN, x.dtype), found);
  };
  const shares = reshape(cast(q, "float64"), [-1]);
  const found = Array.from(
    { length: shares.shape[0]! },
    (_, index) => one(gather(shares, cast(index, "int32"))),
  );
  const kept = x.shape.map((dim, it) => axes.includes(it) ? 1 : dim);
  const shape = keepdims ? kept : found[0]?.shape ?? x.shape.filter((_, it) => !axes.includes(it));
  return q.rank === 0
    ? reshape(found[0]!, shape)
    : reshape(concat(found.map((it) => reshape(it, [1, ...shape])), 0), [...q.shape, ...shape]);
}

function quantiles(name: string, unit: number, skipNan: boolean): Quantile {
  return operation(
    name,
    'x, q, axis:axes=null, method="linear", keepdims=false',
    (x, q, axis, method, keepdims) => {
      const share = divide(cast(floats(q), "float64"), cast(unit, "float64"));
      return quantileOf(floats(x), share, axis, method, keepdims, skipNan);
    },
  );
}

const half = (): Tensor => cast(0.5, "float64");

/** The quantile `q`, from 0 to 1; NaN beside NaN. */
export const quantile: Quantile = quantiles("quantile", 1, false);
/** The percentile `q`, from 0 to 100; NaN beside NaN. */
export const percentile: Quantile = quantiles("percentile", 100, false);
/** The quantile `q` of the numbers. */
export const nanquantile: Quantile = quantiles("nanquantile", 1, true);
/** The percentile `q` of the numbers. */
export const nanpercentile: Quantile = quantiles("nanpercentile", 100, true);
/** The one in the middle, or the mean of the two there. */
export const median: OverAxes = overAxes(
  "median",
  floats,
  (x, axis, keep) => quantileOf(x, half(), axis, "linear", keep, false),
);
/** The one in the middle of the numbers. */
export const nanmedian: OverAxes = overAxes(
  "nanmedian",
  floats,
  (x, axis, keep) => quantileOf(x, half(), axis, "linear", keep, true),
);
