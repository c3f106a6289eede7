/**
 * The namespace `tf.keras`.
 *
 * @module
 */
export * as activations from "./layers/activations.ts";
export * as backend from "./layers/backend.ts";
export * as constraints from "./layers/constraints.ts";
export * as initializers from "./initializers/mod.ts";
export * as layers from "./layers/mod.ts";
export * as models from "./models/mod.ts";
export * as optimizers from "./optimizers/mod.ts";
export * as random from "./keras_random.ts";
export * as regularizers from "./layers/regularizers.ts";
export * as utils from "./utils.ts";
export { Model, Sequential } from "./models/mod.ts";
