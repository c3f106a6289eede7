/**
 * The namespace `tf.keras.preprocessing`.
 *
 * @module
 */
export { imageDatasetFromDirectory } from "../datasets/image_folder.ts";
export { textDatasetFromDirectory } from "../datasets/text_folder.ts";
export { timeseriesDatasetFromArray } from "../datasets/timeseries.ts";
export * as image from "./keras_preprocessing_image.ts";
export * as sequence from "./keras_preprocessing_sequence.ts";
