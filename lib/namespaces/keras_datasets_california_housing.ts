/**
 * The namespace `tf.keras.datasets.californiaHousing`.
 *
 * @module
 */
export { loadData } from "../datasets/loaders/california_housing.ts";
