/**
 * Callbacks, named as in `tf.keras.callbacks`.
 *
 * @module
 */
export { Callback, type CallbackParams, type Hooked, type Logs } from "./callback.ts";
export { CallbackList, type CallbackListOptions } from "./callback_list.ts";
export { History } from "./history.ts";
export type { CallbackModel } from "./model.ts";
export { ProgbarLogger } from "./progbar_logger.ts";
