/**
 * The namespace `tf.keras.datasets.reuters`.
 *
 * @module
 */
export { getLabelNames, getWordIndex, loadData } from "../datasets/loaders/reuters.ts";
