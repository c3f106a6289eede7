/**
 * The namespace `tf.math`: functions of numbers, reductions, segments.
 *
 * @module
 */
export { topK } from "../ops/array/sort.ts";
export { invertPermutation } from "../ops/array/unique.ts";
export { accumulateN, addN, scalarMul } from "../ops/math/add_n.ts";
export {
  abs,
  add,
  divideNoNan,
  multiply,
  multiplyNoNan,
  negative,
  reciprocal,
  reciprocalNoNan,
  sign,
  square,
  squaredDifference,
  subtract,
} from "../ops/math/arithmetic.ts";
export { isFinite, isInf, isNan } from "../ops/math/classification.ts";
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from "../ops/math/comparison.ts";
export { angle, conj, imag, real } from "../ops/math/complex_parts.ts";
export { lbeta, polyval } from "../ops/math/compositions.ts";
export { floordiv, floormod, floormod as mod } from "../ops/math/division.ts";
export { divide, truediv } from "../ops/math/division_true.ts";
export {
  exp,
  expm1,
  log,
  log1p,
  logSigmoid,
  pow,
  rsqrt,
  sigmoid,
  sqrt,
} from "../ops/math/exponential.ts";
export { maximum, minimum } from "../ops/math/extremes.ts";
export { acosh, asinh, atanh, cosh, sinh, tanh } from "../ops/math/hyperbolic.ts";
export { xdivy, xlog1py, xlogy } from "../ops/math/logarithmic.ts";
export { logicalAnd, logicalNot, logicalOr, logicalXor } from "../ops/math/logical.ts";
export { approximateEqual, isNonDecreasing, isStrictlyIncreasing } from "../ops/math/order.ts";
export { ceil, floor, rint, round } from "../ops/math/rounding.ts";
export {
  besselI0,
  besselI0e,
  besselI1,
  besselI1e,
  digamma,
  erf,
  erfc,
  erfcinv,
  erfinv,
  lgamma,
  ndtri,
} from "../ops/math/special.ts";
export {
  atan2,
  betainc,
  igamma,
  igammac,
  nextafter,
  polygamma,
  zeta,
} from "../ops/math/special_pairs.ts";
export { acos, asin, atan, cos, sin, tan } from "../ops/math/trigonometric.ts";
export { softplus, softsign } from "../ops/nn/activations.ts";
export { l2Normalize } from "../ops/nn/normalization.ts";
export { logSoftmax, softmax } from "../ops/nn/softmax.ts";
export { argmax, argmin } from "../ops/reduction/arg_extremes.ts";
export { bincount } from "../ops/reduction/bincount.ts";
export { confusionMatrix } from "../ops/reduction/confusion_matrix.ts";
export { countNonzero, zeroFraction } from "../ops/reduction/counting.ts";
export { inTopK } from "../ops/reduction/in_top_k.ts";
export { reduceStd, reduceVariance } from "../ops/reduction/moments.ts";
export {
  reduceAll,
  reduceAny,
  reduceEuclideanNorm,
  reduceLogsumexp,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProd,
  reduceSum,
} from "../ops/reduction/reductions.ts";
export { cumprod, cumsum, cumulativeLogsumexp } from "../ops/reduction/running.ts";
export {
  segmentMax,
  segmentMean,
  segmentMin,
  segmentProd,
  segmentSum,
} from "../ops/reduction/segments.ts";
export {
  unsortedSegmentMax,
  unsortedSegmentMean,
  unsortedSegmentMin,
  unsortedSegmentProd,
  unsortedSegmentSqrtN,
  unsortedSegmentSum,
} from "../ops/reduction/unsorted_segments.ts";
