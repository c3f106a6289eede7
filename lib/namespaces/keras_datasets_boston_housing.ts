/**
 * The namespace `tf.keras.datasets.bostonHousing`.
 *
 * @module
 */
export { loadData } from "../datasets/loaders/boston_housing.ts";
