/**
 * The namespace `tf.nn`: what networks are made of.
 *
 * @module
 */
export { topK } from "../ops/array/sort.ts";
export { depthToSpace, spaceToBatch, spaceToDepth } from "../ops/array/space.ts";
export { sigmoid } from "../ops/math/exponential.ts";
export { tanh } from "../ops/math/hyperbolic.ts";
export {
  crelu,
  elu,
  leakyRelu,
  relu,
  relu6,
  selu,
  softplus,
  softsign,
} from "../ops/nn/activations.ts";
export { biasAdd } from "../ops/nn/bias_add.ts";
export { atrousConv2d, conv1d, conv2d, conv3d, convolution } from "../ops/nn/convolution.ts";
export {
  atrousConv2dTranspose,
  conv1dTranspose,
  conv2dTranspose,
  conv3dTranspose,
  convTranspose,
} from "../ops/nn/convolution_transpose.ts";
export {
  sigmoidCrossEntropyWithLogits,
  softmaxCrossEntropyWithLogits,
  sparseSoftmaxCrossEntropyWithLogits,
  weightedCrossEntropyWithLogits,
} from "../ops/nn/cross_entropies.ts";
export { ctcLoss } from "../ops/nn/ctc_loss.ts";
export {
  depthwiseConv2d,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  separableConv2d,
} from "../ops/nn/depthwise_convolution.ts";
export { embeddingLookup } from "../ops/nn/embedding_lookup.ts";
export { gelu, swish, swish as silu } from "../ops/nn/gelu.ts";
export {
  computeAverageLoss,
  l2Loss,
  logPoissonLoss,
  scaleRegularizationLoss,
} from "../ops/nn/losses.ts";
export {
  batchNormalization,
  batchNormWithGlobalNormalization,
  l2Normalize,
  localResponseNormalization,
  localResponseNormalization as lrn,
} from "../ops/nn/normalization.ts";
export { maxPoolWithArgmax, pool } from "../ops/nn/pool.ts";
export {
  avgPool,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  maxPool,
  maxPool1d,
  maxPool2d,
  maxPool3d,
} from "../ops/nn/pooling.ts";
export { logSoftmax, softmax } from "../ops/nn/softmax.ts";
export {
  normalizeMoments,
  sufficientStatistics,
  weightedMoments,
} from "../ops/nn/sufficient_statistics.ts";
export { zeroFraction } from "../ops/reduction/counting.ts";
export { inTopK } from "../ops/reduction/in_top_k.ts";
export { moments } from "../ops/reduction/moments.ts";
export { dropout } from "../random/dropout.ts";
