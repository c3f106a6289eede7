/**
 * The names that options take, as types: so that an editor completes them and the compiler refuses one
 * that is misspelt. tests/configuration/names_test.ts holds them to the registry.
 *
 * @module
 */

/** Names of activations: Keras's, and in JavaScript's spelling. */
export const ACTIVATION_NAMES = [
  "celu",
  "elu",
  "exponential",
  "gelu",
  "glu",
  "hard_shrink",
  "hard_sigmoid",
  "hard_silu",
  "hard_swish",
  "hard_tanh",
  "hardShrink",
  "hardSigmoid",
  "hardSilu",
  "hardSwish",
  "hardTanh",
  "leaky_relu",
  "leakyRelu",
  "linear",
  "log_sigmoid",
  "log_softmax",
  "logSigmoid",
  "logSoftmax",
  "mish",
  "relu",
  "relu6",
  "selu",
  "sigmoid",
  "silu",
  "soft_shrink",
  "softmax",
  "softplus",
  "softShrink",
  "softsign",
  "sparse_plus",
  "sparse_sigmoid",
  "sparsemax",
  "sparsePlus",
  "sparseSigmoid",
  "squareplus",
  "swish",
  "tanh",
  "tanh_shrink",
  "tanhShrink",
  "threshold",
] as const;

/** Names of initializers. */
export const INITIALIZER_NAMES = [
  "Constant",
  "constant",
  "GlorotNormal",
  "glorot_normal",
  "glorotNormal",
  "GlorotUniform",
  "glorot_uniform",
  "glorotUniform",
  "HeNormal",
  "he_normal",
  "heNormal",
  "HeUniform",
  "he_uniform",
  "heUniform",
  "Identity",
  "identity",
  "IdentityInitializer",
  "LecunNormal",
  "lecun_normal",
  "lecunNormal",
  "LecunUniform",
  "lecun_uniform",
  "lecunUniform",
  "normal",
  "one",
  "Ones",
  "ones",
  "Orthogonal",
  "orthogonal",
  "OrthogonalInitializer",
  "RandomNormal",
  "random_normal",
  "randomNormal",
  "RandomUniform",
  "random_uniform",
  "randomUniform",
  "STFT",
  "stft",
  "STFTInitializer",
  "TruncatedNormal",
  "truncated_normal",
  "truncatedNormal",
  "uniform",
  "VarianceScaling",
  "variance_scaling",
  "varianceScaling",
  "zero",
  "Zeros",
  "zeros",
] as const;

/** Names of regularizers. */
export const REGULARIZER_NAMES = [
  "L1",
  "l1",
  "l1_l2",
  "L1L2",
  "l1L2",
  "l1l2",
  "L2",
  "l2",
  "orthogonal_regularizer",
  "OrthogonalRegularizer",
  "orthogonalRegularizer",
] as const;

/** Names of constraints. */
export const CONSTRAINT_NAMES = [
  "max_norm",
  "MaxNorm",
  "maxNorm",
  "min_max_norm",
  "MinMaxNorm",
  "minMaxNorm",
  "non_neg",
  "NonNeg",
  "nonNeg",
  "unit_norm",
  "UnitNorm",
  "unitNorm",
] as const;

/** The name of a registered class or function of one's own: `my_package>MyClass`. */
export type RegisteredName = `${string}>${string}`;

/** Name of an activation. */
export type ActivationName = typeof ACTIVATION_NAMES[number] | RegisteredName;

/** Name of an initializer. */
export type InitializerName = typeof INITIALIZER_NAMES[number] | RegisteredName;

/** Name of a regularizer. */
export type RegularizerName = typeof REGULARIZER_NAMES[number] | RegisteredName;

/** Name of a constraint. */
export type ConstraintName = typeof CONSTRAINT_NAMES[number] | RegisteredName;
