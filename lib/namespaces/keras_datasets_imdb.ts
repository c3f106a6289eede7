/**
 * The namespace `tf.keras.datasets.imdb`.
 *
 * @module
 */
export { getWordIndex, loadData } from "../datasets/loaders/imdb.ts";
