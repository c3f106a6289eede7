/**
 * The namespace `tf.keras.activations`.
 *
 * @module
 */
export {
  elu,
  exponential,
  hardSigmoid,
  linear,
  relu,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softsign,
  swish,
  tanh,
} from "../activations/functions.ts";
export {
  type Activation,
  type ActivationIdentifier,
  deserialize,
  get,
  serialize,
} from "../activations/mod.ts";
