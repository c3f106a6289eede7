/**
 * Optimizers, named as in `tf.keras.optimizers`.
 *
 * @module
 */
export { Adadelta, type AdadeltaOptions } from "./adadelta.ts";
export { Adafactor, type AdafactorOptions } from "./adafactor.ts";
export { Adagrad, type AdagradOptions } from "./adagrad.ts";
export { Adam, type AdamOptions } from "./adam.ts";
export { Adamax, type AdamaxOptions } from "./adamax.ts";
export { AdamW, type AdamWOptions } from "./adamw.ts";
export { Ftrl, type FtrlOptions } from "./ftrl.ts";
export type { OptimizerIdentifier, OptimizerName } from "./identify.ts";
export { Lamb, type LambOptions } from "./lamb.ts";
export type { CurrentLearningRate, LearningRate } from "./learning_rate.ts";
export { Lion, type LionOptions } from "./lion.ts";
export { LossScaleOptimizer, type LossScaleOptimizerArguments } from "./loss_scale_optimizer.ts";
export {
  MultiOptimizer,
  type MultiOptimizerArguments,
  type OptimizerChoice,
} from "./multi_optimizer.ts";
export { Muon, type MuonOptions } from "./muon.ts";
export type { MinimizeArguments } from "./minimize.ts";
export { Nadam, type NadamOptions } from "./nadam.ts";
export { type ApplyArguments, Optimizer, type StepContext } from "./optimizer.ts";
export { OptimizerMap, type OptimizerMapArguments } from "./optimizer_map.ts";
export type { BaseOptions, OptimizerOptions } from "./options.ts";
export type { GradientPair } from "./pairs.ts";
export { deserialize, get, serialize } from "./registry.ts";
export { RMSprop, type RMSpropOptions } from "./rmsprop.ts";
export { ScheduleFreeAdamW, type ScheduleFreeAdamWOptions } from "./schedule_free_adamw.ts";
export * as schedules from "./schedules/mod.ts";
export { SGD, type SGDOptions } from "./sgd.ts";
export type { AddVariableOptions } from "./variables.ts";
