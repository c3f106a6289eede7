/**
 * Normalization, attention, crossentropies and classes, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.ops.oneHot([1, 0], 2).numpy().toArray(), [[0, 1], [1, 0]]);
 * ```
 *
 * @module
 */
import { logitsOf } from "../activations/logits.ts";
import { isInteger } from "../arrays/dtypes.ts";
import { repeat } from "../ops/array/tile.ts";
import { oneHot as hot } from "../ops/array/one_hot.ts";
import { reshape } from "../ops/array/reshape.ts";
import { squeeze } from "../ops/array/expand_dims.ts";
import { fill } from "../ops/array/filled.ts";
import { bandPart } from "../ops/linalg/band_part.ts";
import { einsum } from "../ops/linalg/einsum.ts";
import { asAxis } from "../ops/integers.ts";
import { add, multiply, negative, square, subtract } from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { divide } from "../ops/math/division_true.ts";
import { log, rsqrt } from "../ops/math/exponential.ts";
import { logicalAnd } from "../ops/math/logical.ts";
import { where } from "../ops/math/where.ts";
import * as entropies from "../ops/nn/cross_entropies.ts";
import { ctcLoss as ctc } from "../ops/nn/ctc_loss.ts";
import { batchNormalization as normalized } from "../ops/nn/normalization.ts";
import { softmax } from "../ops/nn/softmax.ts";
import { tanh } from "../ops/math/hyperbolic.ts";
import { reduceVariance } from "../ops/reduction/moments.ts";
import { reduceAny, reduceMax, reduceMean, reduceSum } from "../ops/reduction/reductions.ts";
import type { DType } from "../arrays/dtypes.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { alike, commonDType, floatPair, floats, tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** What is added to variances, unless given, and what probabilities are kept away from 0 and 1 by. */
const EPSILON = 1e-7;

const BATCH =
  "x, mean, variance, axis, offset:optionalTensor=null, scale:optionalTensor=null, epsilon:number=0.001";

/** `scale (x - mean) / sqrt(variance + epsilon) + offset`, a number of each for each channel. */
export const batchNormalization: KerasOperation<typeof BATCH> = operation(
  "batchNormalization",
  BATCH,
  (value, mean, variance, axis, offset, scale, epsilon) => {
    const x = floats(value);
    const at = asAxis("axis", axis, x.rank);
    const shape = x.shape.map((dim, i) => i === at ? dim : 1);
    const wide = (it: TensorLike) => {
      const one = cast(floats(it), x.dtype);
      return one.rank === 1 ? reshape(one, shape) : one;
    };
    const optional = (it: TensorLike | null) => it === null ? null : wide(it);
    return normalized(x, wide(mean), wide(variance), optional(offset), optional(scale), epsilon);
  },
);

const LAYER =
  "x, gamma:optionalTensor=null, beta:optionalTensor=null, axis:sizes=-1, epsilon:optionalNumber=null";

/** Computes in at least float32, and gives the element type of the input. */
function precisely(value: TensorLike, run: (x: Tensor) => Tensor): Tensor {
  const x = tensorOf(value);
  return cast(run(cast(x, commonDType(x.dtype, "float32"))), x.dtype);
}

/** `gamma (x - mean) / sqrt(variance + epsilon) + beta` over axes. */
export const layerNormalization: KerasOperation<typeof LAYER> = operation(
  "layerNormalization",
  LAYER,
  (value, gamma, beta, axis, epsilon) =>
    precisely(value, (x) => {
      const axes = (typeof axis === "number" ? [axis] : axis).map((it) =>
        asAxis("axis", it, x.rank)
      );
      const shape = x.shape.map((dim, i) => axes.includes(i) ? dim : 1);
      const wide = (it: TensorLike) => {
        const one = cast(tensorOf(it), x.dtype);
        return one.rank === x.rank ? one : reshape(one, shape);
      };
      const mean = reduceMean(x, axes, true);
      const root = rsqrt(add(reduceVariance(x, axes, true), epsilon ?? EPSILON));
      const factor = gamma === null ? root : multiply(root, wide(gamma));
      const shift = negative(multiply(mean, factor));
      return add(multiply(x, factor), beta === null ? shift : add(shift, wide(beta)));
    }),
);

const RMS = "x, scale:optionalTensor=null, axis:sizes=-1, epsilon:optionalNumber=null";

/** `scale x / sqrt(mean(x^2) + epsilon)` over axes. */
export const rmsNormalization: KerasOperation<typeof RMS> = operation(
  "rmsNormalization",
  RMS,
  (value, scale, axis, epsilon) =>
    precisely(value, (given) => {
      const x = given.rank === 0 ? reshape(given, [1]) : given;
      const root = rsqrt(add(reduceMean(square(x), axis, true), epsilon ?? EPSILON));
      const found = multiply(x, root);
      return scale === null ? found : multiply(found, cast(tensorOf(scale), x.dtype));
    }),
);

const ATTENTION =
  "query, key, value, bias:optionalTensor=null, mask:optionalTensor=null, scale:optionalNumber=null, isCausal:flag=false, flashAttention:anything=null, attnLogitsSoftCap:optionalNumber=null";

/**
 * Sums of values, weighted by how queries and keys go together: of shape (batch, length, heads,
 * features) all.
 *
 * @throws {TypeError} for tensors of other than four dimensions.
 * @throws {RangeError} for `flashAttention: true`, which TensorFlow has not either.
 */
export const dotProductAttention: KerasOperation<typeof ATTENTION> = operation(
  "dotProductAttention",
  ATTENTION,
  (q, k, v, bias, mask, scale, isCausal, flashAttention, attnLogitsSoftCap) => {
    if (flashAttention) {
      throw new RangeError("dotProductAttention: expected flashAttention to be false or null");
    }
    const [query, keys, values] = alike([floats(q), floats(k), floats(v)]) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    if (query.rank !== 4 || keys.rank !== 4 || values.rank !== 4) {
      throw new TypeError(
        `dotProductAttention: expected tensors of four dimensions, received shapes ${
          [query, keys, values].map((it) => `[${it.shape.join(", ")}]`).join(", ")
        }`,
      );
    }
    const groups = query.shape[2]! / keys.shape[2]!;
    const shared = (it: Tensor) => groups > 1 && it.shape[2]! > 1 ? repeat(it, groups, 2) : it;
    const [key, value] = [shared(keys), shared(values)];
    const raw = einsum("BTNH,BSNH->BNTS", query, key);
    const wideType = commonDType(raw.dtype, "float32");
    const scaled = multiply(cast(raw, wideType), scale ?? 1 / Math.sqrt(key.shape[3]!));
    const capped = attnLogitsSoftCap === null
      ? scaled
      : multiply(tanh(divide(scaled, attnLogitsSoftCap)), attnLogitsSoftCap);
    const logits = bias === null ? capped : add(capped, cast(tensorOf(bias), wideType));
    const all = fill(logits.shape, 1).cast("bool");
    const seen = mask === null ? all : logicalAnd(all, cast(tensorOf(mask), "bool"));
    const before = isCausal
      ? logicalAnd(seen, cast(bandPart(fill(logits.shape.slice(2), 1), -1, 0), "bool"))
      : seen;
    const kept = mask === null && !isCausal
      ? logits
      : where(before, logits, cast(-0.7 * 3.38953e38, wideType));
    return einsum("BNTS,BSNH->BTNH", cast(softmax(kept, -1), key.dtype), value);
  },
);

/** Probabilities kept away from 0 and 1. */
const inside = (x: Tensor): Tensor => clipByValue(x, EPSILON, 1 - EPSILON);

function checkShapes(name: string, target: Tensor, output: Tensor): void {
  if (`${target.shape}` === `${output.shape}` && target.rank === output.rank) return;
  throw new TypeError(
    `${name}: expected target and output of one shape, received [${target.shape.join(", ")}] and [${
      output.shape.join(", ")
    }]`,
  );
}

/**
 * `-target log(output) - (1 - target) log(1 - output)`, element by element.
 *
 * @throws {TypeError} for shapes that differ.
 */
export const binaryCrossentropy: KerasOperation<"target, output, fromLogits:flag=false"> =
  operation(
    "binaryCrossentropy",
    "target, output, fromLogits:flag=false",
    (labels, predictions, fromLogits) => {
      const [target, output] = floatPair(labels, predictions);
      checkShapes("binaryCrossentropy", target, output);
      const known = logitsOf(tensorOf(predictions));
      const logits = fromLogits ? output : known?.kind === "sigmoid" ? known.x : undefined;
      if (logits !== undefined) return entropies.sigmoidCrossEntropyWithLogits(target, logits);
      const p = inside(output);
      const other = multiply(subtract(1, target), log(subtract(1, p)));
      return negative(add(multiply(target, log(p)), other));
    },
  );
/**
 * `-sum(target log(output))` along an axis; probabilities are divided by their sum.
 *
 * @throws {TypeError} for shapes that differ.
 */
export const categoricalCrossentropy: KerasOperation<
  "target, output, fromLogits:flag=false, axis=-1"
> = operation(
  "categoricalCrossentropy",
  "target, output, fromLogits:flag=false, axis=-1",
  (labels, predictions, fromLogits, axis) => {
    const [target, output] = floatPair(labels, predictions);
    checkShapes("categoricalCrossentropy", target, output);
    const known = logitsOf(tensorOf(predictions));
    const logits = fromLogits ? output : known?.kind === "softmax" ? known.x : undefined;
    if (logits !== undefined) return entropies.softmaxCrossEntropyWithLogits(target, logits, axis);
    const p = inside(divide(output, reduceSum(output, axis, true)));
    return negative(reduceSum(multiply(target, log(p)), axis));
  },
);
/**
 * The crossentropy of whole numbers, the classes, and what was predicted for each of them.
 *
 * @throws {RangeError} for another axis than the last.
 */
export const sparseCategoricalCrossentropy: KerasOperation<
  "target, output, fromLogits:flag=false, axis=-1"
> = operation(
  "sparseCategoricalCrossentropy",
  "target, output, fromLogits:flag=false, axis=-1",
  (labels, predictions, fromLogits, axis) => {
    const output = floats(predictions);
    if (asAxis("axis", axis, output.rank) !== output.rank - 1) {
      throw new RangeError(
        `sparseCategoricalCrossentropy: expected axis to be the last, received axis=${axis}`,
      );
    }
    const classes = cast(tensorOf(labels), "int64");
    const isColumn = classes.rank === output.rank && classes.shape.at(-1) === 1;
    const target = isColumn ? squeeze(classes, [-1]) : classes;
    const known = logitsOf(tensorOf(predictions));
    const logits = fromLogits ? output : known?.kind === "softmax" ? known.x : undefined;
    return entropies.sparseSoftmaxCrossEntropyWithLogits(target, logits ?? log(inside(output)));
  },
);
/** How unlikely each target is, whatever its elements' places in the output. */
export const ctcLoss: KerasOperation<
  "target, output, targetLength, outputLength, maskIndex:number=0"
> = operation(
  "ctcLoss",
  "target, output, targetLength, outputLength, maskIndex:number=0",
  (target, output, targetLength, outputLength, maskIndex) =>
    ctc(
      cast(tensorOf(target), "int32"),
      floats(output),
      cast(tensorOf(targetLength), "int32"),
      cast(tensorOf(outputLength), "int32"),
      { logitsTimeMajor: false, blankIndex: maskIndex },
    ),
);

function checkDense(name: string, sparse: boolean): void {
  if (!sparse) return;
  throw new RangeError(`${name}: expected sparse to be false; there are dense tensors only`);
}

function classes(x: TensorLike, count: number, axis: number, dtype: DType | null): Tensor {
  const given = tensorOf(x);
  const places = isInteger(given.dtype) ? given : cast(given, "int64");
  const type = dtype ?? "float32";
  const found = hot(places, count, { axis, dtype: type === "bool" ? "float32" : type });
  return type === "bool" ? cast(found, "bool") : found;
}

/** 1 at each number's place along a new axis, 0 elsewhere; nothing for negative ones. */
export const oneHot: KerasOperation<
  "x, numClasses:number, axis=-1, dtype=null, sparse:flag=false"
> = operation(
  "oneHot",
  "x, numClasses:number, axis=-1, dtype=null, sparse:flag=false",
  (x, numClasses, axis, dtype, sparse) => {
    checkDense("oneHot", sparse);
    return classes(x, numClasses, axis, dtype);
  },
);
/**
 * 1 for each number that is in a row, 0 for the others.
 *
 * @throws {TypeError} without `numClasses`.
 */
export const multiHot: KerasOperation<
  "inputs, numClasses:optionalNumber=null, axis=-1, dtype=null, sparse:flag=false"
> = operation(
  "multiHot",
  "inputs, numClasses:optionalNumber=null, axis=-1, dtype=null, sparse:flag=false",
  (inputs, numClasses, axis, dtype, sparse) => {
    checkDense("multiHot", sparse);
    if (numClasses === null) throw new TypeError("multiHot: expected numClasses, received null");
    const x = tensorOf(inputs);
    const found = classes(x, numClasses, axis, dtype);
    const over = x.rank > 1 ? 1 : 0;
    return found.dtype === "bool" ? reduceAny(found, over) : reduceMax(found, over);
  },
);
/** The peak signal to noise ratio of images, in decibels. */
export const psnr: KerasOperation<"x1, x2, maxVal:number"> = operation(
  "psnr",
  "x1, x2, maxVal:number",
  (x1, x2, maxVal) => {
    const [a, b] = floatPair(x1, x2);
    checkShapes("psnr", a, b);
    const error = reduceMean(square(subtract(a, b)));
    return subtract(20 * Math.log10(maxVal), multiply(log(error), 10 * Math.LOG10E));
  },
);
