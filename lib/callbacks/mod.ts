/**
 * Callbacks, named as in `tf.keras.callbacks`.
 *
 * @module
 */
export { BackupAndRestore, type BackupAndRestoreOptions } from "./backup_and_restore.ts";
export { Callback, type CallbackParams, type Hooked, type Logs } from "./callback.ts";
export { CallbackList, type CallbackListOptions } from "./callback_list.ts";
export { CSVLogger, type CSVLoggerOptions } from "./csv_logger.ts";
export { EarlyStopping, type EarlyStoppingOptions } from "./early_stopping.ts";
export { History } from "./history.ts";
export {
  type CountedHook,
  LambdaCallback,
  type LambdaCallbackOptions,
  type LogsHook,
  type PredictHook,
} from "./lambda_callback.ts";
export {
  LearningRateScheduler,
  type LearningRateSchedulerOptions,
  type Schedule,
} from "./learning_rate_scheduler.ts";
export { OrbaxCheckpoint, RemoteMonitor } from "./left_out.ts";
export type { CallbackModel } from "./model.ts";
export { ModelCheckpoint, type ModelCheckpointOptions } from "./model_checkpoint.ts";
export type { Direction } from "./direction.ts";
export { type Mode, MonitorCallback, type Monitored } from "./monitor_callback.ts";
export type { SaveFrequency } from "./options.ts";
export { ProgbarLogger } from "./progbar_logger.ts";
export { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from "./reduce_lr_on_plateau.ts";
export { SwapEMAWeights, type SwapEMAWeightsOptions } from "./swap_ema_weights.ts";
export { TerminateOnNaN, type TerminateOnNaNOptions } from "./terminate_on_nan.ts";
