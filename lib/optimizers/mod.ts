/**
 * Optimizers, named as in `tf.keras.optimizers`.
 *
 * @module
 */
export { Adam, type AdamOptions } from "./adam.ts";
export {
  type GradientPair,
  Optimizer,
  type OptimizerOptions,
  type StepContext,
} from "./optimizer.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
