/**
 * The namespace `tf.keras.activations`.
 *
 * @module
 */
export { celu, elu, exponential, selu } from "../activations/exponential.ts";
export { gelu, glu, hardSilu, hardSwish, mish, silu, swish } from "../activations/gated.ts";
export { linear } from "../activations/linear.ts";
export {
  type Activation,
  type ActivationIdentifier,
  deserialize,
  get,
  serialize,
} from "../activations/mod.ts";
export { logSoftmax, softmax, sparsemax } from "../activations/normalized.ts";
export { leakyRelu, relu, relu6 } from "../activations/rectifiers.ts";
export { hardShrink, softShrink, tanhShrink, threshold } from "../activations/shrinking.ts";
export {
  hardSigmoid,
  hardTanh,
  logSigmoid,
  sigmoid,
  softsign,
  sparseSigmoid,
  tanh,
} from "../activations/sigmoids.ts";
export { softplus, sparsePlus, squareplus } from "../activations/smooth_rectifiers.ts";
