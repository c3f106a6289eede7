/**
 * The namespace `tf.keras`.
 *
 * @module
 */
export * as activations from "./keras_activations.ts";
export * as backend from "./keras_backend.ts";
export * as callbacks from "../callbacks/mod.ts";
export * as config from "./keras_config.ts";
export * as constraints from "./keras_constraints.ts";
export * as datasets from "./keras_datasets.ts";
export * as initializers from "./keras_initializers.ts";
export * as layers from "../layers/mod.ts";
export * as losses from "../losses/mod.ts";
export * as metrics from "../metrics/mod.ts";
export * as mixedPrecision from "./keras_mixed_precision.ts";
export * as models from "../models/mod.ts";
export * as ops from "../keras_ops/mod.ts";
export * as optimizers from "../optimizers/mod.ts";
export * as preprocessing from "./keras_preprocessing.ts";
export * as random from "./keras_random.ts";
export * as regularizers from "./keras_regularizers.ts";
export * as saving from "./keras_saving.ts";
export * as utils from "./keras_utils.ts";
export { Model, Sequential } from "../models/mod.ts";
export { Input, InputSpec } from "../layers/mod.ts";
export {
  DTypePolicy,
  type PolicyIdentifier,
  type PolicyName,
} from "../layers/base/dtype_policy.ts";
export { Initializer } from "../initializers/initializer.ts";
export { Layer } from "../layers/mod.ts";
export { Loss } from "../losses/loss.ts";
export { Metric } from "../metrics/metric.ts";
export { Optimizer } from "../optimizers/optimizer.ts";
export { Regularizer } from "../regularizers/regularizer.ts";
export { KerasTensor, type SymbolicShape } from "../tensor/keras_tensor.ts";
