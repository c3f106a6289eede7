/**
 * The namespace `tf.keras.preprocessing`.
 *
 * @module
 */
export * as sequence from "./keras_preprocessing_sequence.ts";
