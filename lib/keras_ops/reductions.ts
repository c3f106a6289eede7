/**
 * Sums, means, extremes and truth over axes, as `tf.keras.ops` has them: an axis, several, or all of
 * them with `null`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { ops } = tf.keras;
 * assertEquals(ops.sum([[1, 2], [3, 4]], { axis: 0 }).numpy().toArray(), [4, 6]);
 * assertEquals(ops.mean(tf.constant([1, 2], "int32")).numpy().toArray(), 1.5);
 * ```
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { reshape } from "../ops/array/reshape.ts";
import { cast } from "../ops/math/cast.ts";
import { divide } from "../ops/math/division_true.ts";
import { maximum, minimum } from "../ops/math/extremes.ts";
import { add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { argmax as placeOfMost, argmin as placeOfLeast } from "../ops/reduction/arg_extremes.ts";
import { countNonzero as count } from "../ops/reduction/counting.ts";
import { reduceStd, reduceVariance } from "../ops/reduction/moments.ts";
import { cumprod as products, cumsum as sums } from "../ops/reduction/running.ts";
import * as reduce from "../ops/reduction/reductions.ts";
import { tensordot } from "../ops/linalg/tensordot.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { asAxes } from "../ops/integers.ts";
import { alike, floats, tensorOf, truths } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** A function over axes. */
export type OverAxes = KerasOperation<"x, axis:axes=null, keepdims=false">;

/** A function over axes that can begin with a value. */
export type OverAxesFrom = KerasOperation<
  "x, axis:axes=null, keepdims=false, initial:optionalTensor=null"
>;

type Run = (x: Tensor, axis: number | readonly number[] | null, keepdims: boolean) => Tensor;

/** Declares a function over axes; `convert` makes the tensor. */
export function overAxes(
  name: string,
  convert: (x: TensorLike) => Tensor,
  run: Run,
): OverAxes {
  return operation(
    name,
    "x, axis:axes=null, keepdims=false",
    (x, axis, keepdims) => run(convert(x), axis, keepdims),
  );
}

const WIDER: Partial<Record<DType, DType>> = {
  bool: "int32",
  int8: "int32",
  int16: "int32",
  uint8: "uint32",
  uint16: "uint32",
};

/** A tensor whose sums have room: small whole numbers become those of 32 bits. */
export function wide(x: TensorLike): Tensor {
  const tensor = tensorOf(x);
  return cast(tensor, WIDER[tensor.dtype] ?? tensor.dtype);
}

/** The sum over axes. */
export const sum: OverAxes = overAxes(
  "sum",
  wide,
  (x, axis, keep) => reduce.reduceSum(x, axis, keep),
);
/** The mean over axes. */
export const mean: OverAxes = overAxes(
  "mean",
  floats,
  (x, axis, keep) => reduce.reduceMean(x, axis, keep),
);
/** The variance over axes, that of all elements. */
export const var_: OverAxes = overAxes(
  "var",
  floats,
  (x, axis, keep) => reduceVariance(x, axis, keep),
);
/** The standard deviation over axes, that of all elements. */
export const std: OverAxes = overAxes("std", floats, (x, axis, keep) => reduceStd(x, axis, keep));
/** `log(sum(e^x))` over axes, without overflow. */
export const logsumexp: OverAxes = overAxes(
  "logsumexp",
  floats,
  (x, axis, keep) => reduce.reduceLogsumexp(x, axis, keep),
);
/** Whether all are true. */
export const all: OverAxes = overAxes(
  "all",
  truths,
  (x, axis, keep) => reduce.reduceAll(x, axis, keep),
);
/** Whether one is true. */
export const any: OverAxes = overAxes(
  "any",
  truths,
  (x, axis, keep) => reduce.reduceAny(x, axis, keep),
);

/** The product over axes. */
export const prod: KerasOperation<"x, axis:axes=null, keepdims=false, dtype=null"> = operation(
  "prod",
  "x, axis:axes=null, keepdims=false, dtype=null",
  (x, axis, keepdims, dtype) => {
    const from = dtype === null ? wide(x) : cast(x, dtype);
    return reduce.reduceProd(from, axis, keepdims);
  },
);

/** An extreme of truth values is logic. */
const extreme = (ofTruths: Run, ofNumbers: Run): Run => (x, axis, keepdims) =>
  (x.dtype === "bool" ? ofTruths : ofNumbers)(x, axis, keepdims);

const greatest: Run = extreme(
  (x, axis, keep) => reduce.reduceAny(x, axis, keep),
  (x, axis, keep) => reduce.reduceMax(x, axis, keep),
);
const smallest: Run = extreme(
  (x, axis, keep) => reduce.reduceAll(x, axis, keep),
  (x, axis, keep) => reduce.reduceMin(x, axis, keep),
);

function checkSome(name: string, x: Tensor, axis: number | readonly number[] | null): void {
  const axes = axis === null ? x.shape.map((_, it) => it) : asAxes("axis", axis, x.rank);
  if (axes.every((it) => x.shape[it] !== 0)) return;
  throw new RangeError(
    `tf.keras.ops.${name}: expected something along the axes, received shape [${
      x.shape.join(", ")
    }]; give initial`,
  );
}

const extremeFrom = (name: string, run: Run, beside: (a: Tensor, b: Tensor) => Tensor) =>
  operation(
    name,
    "x, axis:axes=null, keepdims=false, initial:optionalTensor=null",
    (value, axis, keepdims, initial) => {
      const x = tensorOf(value);
      if (initial === null) checkSome(name, x, axis);
      const found = run(x, axis, keepdims);
      return initial === null ? found : beside(found, cast(initial, x.dtype));
    },
  );

/**
 * The largest over axes, and not less than `initial`.
 *
 * @throws {RangeError} where there is nothing along the axes, and no `initial`.
 */
export const max: OverAxesFrom = extremeFrom("max", greatest, (a, b) => maximum(a, b));
/**
 * The smallest over axes, and not more than `initial`.
 *
 * @throws {RangeError} where there is nothing along the axes, and no `initial`.
 */
export const min: OverAxesFrom = extremeFrom("min", smallest, (a, b) => minimum(a, b));
/** The largest over axes. */
export const amax: OverAxes = overAxes("amax", tensorOf, greatest);
/** The smallest over axes. */
export const amin: OverAxes = overAxes("amin", tensorOf, smallest);
/** How far the largest is from the smallest. */
export const ptp: OverAxes = overAxes(
  "ptp",
  tensorOf,
  (x, axis, keep) => subtract(reduce.reduceMax(x, axis, keep), reduce.reduceMin(x, axis, keep)),
);

/** How many are not 0. */
export const countNonzero: KerasOperation<"x, axis:axes=null"> = operation(
  "countNonzero",
  "x, axis:axes=null",
  (x, axis) => {
    const given = tensorOf(x);
    return cast(count(given.dtype === "bool" ? cast(given, "int32") : given, axis), "int32");
  },
);

/** A function of the place along an axis. */
export type AlongAxis = KerasOperation<"x, axis:optionalAxis=null, keepdims=false">;

/** The place along an axis, or in the flattened tensor. */
export function placeAlong(
  name: string,
  convert: (x: TensorLike) => Tensor,
  run: (x: Tensor, axis: number) => Tensor,
): AlongAxis {
  return operation(name, "x, axis:optionalAxis=null, keepdims=false", (value, axis, keepdims) => {
    const x = convert(value);
    if (axis !== null) {
      const [at] = asAxes("axis", axis, x.rank);
      const found = run(x, at!);
      return keepdims ? reshape(found, x.shape.with(at!, 1)) : found;
    }
    const found = run(reshape(x, [-1]), 0);
    return keepdims ? reshape(found, x.shape.map(() => 1)) : found;
  });
}

const numbers = (x: TensorLike): Tensor => {
  const tensor = tensorOf(x);
  return tensor.dtype === "bool" ? cast(tensor, "int32") : tensor;
};

/** Where the largest is, the first of several, as int32. */
export const argmax: AlongAxis = placeAlong(
  "argmax",
  numbers,
  (x, axis) => placeOfMost(x, axis, "int32"),
);
/** Where the smallest is, the first of several, as int32. */
export const argmin: AlongAxis = placeAlong(
  "argmin",
  numbers,
  (x, axis) => placeOfLeast(x, axis, "int32"),
);

/** A running sum or product. */
export type RunningAlong = KerasOperation<"x, axis:optionalAxis=null, dtype=null">;

/** Declares a running sum or product; `prepare` changes what is added up. */
export function runningAlong(
  name: string,
  run: (x: Tensor, axis: number) => Tensor,
  prepare: (x: Tensor) => Tensor = (x) => x,
): RunningAlong {
  return operation(name, "x, axis:optionalAxis=null, dtype=null", (value, axis, dtype) => {
    const given = prepare(tensorOf(value));
    const x = cast(given, dtype ?? (given.dtype === "bool" ? "int32" : given.dtype));
    return axis === null ? run(reshape(x, [-1]), 0) : run(x, axis);
  });
}

/** Running sums along an axis, or of the flattened tensor. */
export const cumsum: RunningAlong = runningAlong("cumsum", (x, axis) => sums(x, axis));
/** Running products along an axis, or of the flattened tensor. */
export const cumprod: RunningAlong = runningAlong("cumprod", (x, axis) => products(x, axis));

/** The mean, weighted where there are weights. */
export const average: KerasOperation<"x, axis:axes=null, weights:optionalTensor=null"> = operation(
  "average",
  "x, axis:axes=null, weights:optionalTensor=null",
  (value, axis, weights) => {
    if (weights === null) return reduce.reduceMean(floats(value), axis);
    const [x, w] = alike([floats(value), floats(weights)]) as [Tensor, Tensor];
    if (axis === null || x.rank === w.rank) {
      return divide(reduce.reduceSum(multiply(x, w), axis), reduce.reduceSum(w, axis));
    }
    const [at] = asAxes("axis", axis, x.rank);
    return divide(tensordot(x, w, [[at!], [0]]), reduce.reduceSum(w));
  },
);

/** The mean and the variance over axes. */
export const moments: KerasOperation<
  "x, axes, keepdims=false, synchronized:flag=false",
  [mean: Tensor, variance: Tensor]
> = operation(
  "moments",
  "x, axes, keepdims=false, synchronized:flag=false",
  (value, axes, keepdims): [mean: Tensor, variance: Tensor] => {
    const x = floats(value);
    return [reduce.reduceMean(x, axes, keepdims), reduceVariance(x, axes, keepdims)];
  },
);

/** The sum of the areas between neighbours. */
export const trapezoid: KerasOperation<
  "y, x:optionalTensor=null, dx:number=1.0, axis=-1"
> = operation(
  "trapezoid",
  "y, x:optionalTensor=null, dx:number=1.0, axis=-1",
  (value, x, dx, axis) => {
    const y = floats(value);
    const [at] = asAxes("axis", axis, y.rank);
    const twice = (it: Tensor, start: 0 | 1): Tensor => {
      const along = it.rank === y.rank ? at! : it.rank - 1;
      const place = it.shape.map((_, i) => i === along ? (start === 0 ? ":-1" : "1:") : ":");
      return it.at(...place);
    };
    const heights = multiply(add(twice(y, 1), twice(y, 0)), 0.5);
    if (x === null) return reduce.reduceSum(multiply(heights, dx), at!);
    const places = cast(floats(x), y.dtype);
    const steps = subtract(twice(places, 1), twice(places, 0));
    const shape = places.rank === y.rank
      ? steps.shape
      : y.shape.map((_, i) => i === at ? steps.shape[0]! : 1);
    return reduce.reduceSum(multiply(heights, reshape(steps, shape)), at!);
  },
);
