/**
 * Optimizers, named as in `tf.keras.optimizers`.
 *
 * @module
 */
export { Adam, type AdamOptions } from "./adam.ts";
export { type MinimizeArguments } from "./minimize.ts";
export { Optimizer, type StepContext } from "./optimizer.ts";
export type { OptimizerOptions } from "./options.ts";
export type { GradientPair } from "./pairs.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
