/**
 * Models, named as in `tf.keras.models`.
 *
 * @module
 */
export { type AnyLayer, Model, type ModelOptions } from "./model.ts";
export { Sequential } from "./sequential.ts";
