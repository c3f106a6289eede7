/**
 * Reductions, named as in `tf`: over all axes, or those of `options.axis`.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { asTensor, convertToTensor, type TensorLike } from "./convert.ts";
import { checkAxis, type ReduceOp, type ReduceOptions, reduction } from "./define.ts";
import type { Tensor } from "./tensor.ts";

/** The sum of the elements. */
export const reduceSum: ReduceOp = reduction("tf.reduceSum", tfjs.sum);
/** The mean of whole numbers: their sum divided by their count, the fraction cut off. */
function wholeMean(x: tfjs.Tensor, axis: number[] | undefined, keepdims: boolean): tfjs.Tensor {
  const sum = tfjs.sum(x, axis, keepdims);
  const count = tfjs.scalar(x.size / sum.size, "int32");
  const whole = tfjs.floorDiv(tfjs.abs(sum), count);
  return tfjs.where(tfjs.less(sum, tfjs.scalar(0, "int32")), tfjs.neg(whole), whole);
}

/** The arithmetic mean of the elements; of whole numbers a whole one, as TensorFlow's. */
export const reduceMean: ReduceOp = reduction(
  "tf.reduceMean",
  (x, axis, keepdims) =>
    x.dtype === "int32"
      ? tfjs.tidy(() => wholeMean(x, axis, keepdims))
      : tfjs.mean(x, axis, keepdims),
);
/** The largest element. */
export const reduceMax: ReduceOp = reduction("tf.reduceMax", tfjs.max);
/** The smallest element. */
export const reduceMin: ReduceOp = reduction("tf.reduceMin", tfjs.min);
/** The product of the elements. */
export const reduceProd: ReduceOp = reduction("tf.reduceProd", tfjs.prod);
/** Whether all elements are true. */
export const reduceAll: ReduceOp = reduction("tf.reduceAll", tfjs.all, ["bool"]);
/** Whether any element is true. */
export const reduceAny: ReduceOp = reduction("tf.reduceAny", tfjs.any, ["bool"]);
/** `log(sum(exp(x)))`, without overflow. */
export const reduceLogsumexp: ReduceOp = reduction(
  "tf.reduceLogsumexp",
  tfjs.logSumExp,
  ["float32"],
);
/** The mean of the squared distances from the mean. */
export const reduceVariance: ReduceOp = reduction(
  "tf.math.reduceVariance",
  (x, axis, keepdims) => tfjs.moments(x, axis, keepdims).variance,
  ["float32"],
);
/** The square root of {@linkcode reduceVariance}. */
export const reduceStd: ReduceOp = reduction(
  "tf.math.reduceStd",
  (x, axis, keepdims) => tfjs.sqrt(tfjs.moments(x, axis, keepdims).variance),
  ["float32"],
);

function position(name: string, run: (x: tfjs.Tensor, axis: number) => tfjs.Tensor) {
  return (value: TensorLike, { axis = 0 }: { axis?: number } = {}): Tensor => {
    const x = convertToTensor(name, value);
    return asTensor(run(x, checkAxis(name, axis, x.shape)));
  };
}

/** Index of the largest element along `axis` (default 0), the first of equal ones. */
export const argmax: (x: TensorLike, options?: { axis?: number }) => Tensor = position(
  "tf.argmax",
  tfjs.argMax,
);
/** Index of the smallest element along `axis` (default 0), the first of equal ones. */
export const argmin: (x: TensorLike, options?: { axis?: number }) => Tensor = position(
  "tf.argmin",
  tfjs.argMin,
);

/** Options of {@linkcode norm}. */
export interface NormOptions extends ReduceOptions {
  /** Which norm: 1, 2, any positive order, `Infinity`, or `"euclidean"` (the default). */
  ord?: number | "euclidean";
}

/** The norm of a vector, or of all elements taken as one vector. */
export function norm(
  value: TensorLike,
  { ord = "euclidean", axis, keepdims = false }: NormOptions = {},
): Tensor {
  const x = convertToTensor("tf.norm", value, undefined, "float32");
  if (ord !== "euclidean" && !(ord > 0)) {
    throw new RangeError(
      `tf.norm: expected ord to be positive or "euclidean", received ord=${ord}`,
    );
  }
  const options: ReduceOptions = axis === undefined ? { keepdims } : { axis, keepdims };
  if (ord === "euclidean" || ord === 2) {
    return asTensor(tfjs.sqrt(reduceSum(tfjs.square(x), options)));
  }
  if (ord === 1) return reduceSum(tfjs.abs(x), options);
  if (ord === Infinity) return reduceMax(tfjs.abs(x), options);
  return asTensor(tfjs.pow(reduceSum(tfjs.pow(tfjs.abs(x), ord), options), 1 / ord));
}
