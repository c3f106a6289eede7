/**
 * The namespace `tf.keras.datasets.mnist`.
 *
 * @module
 */
export { loadData } from "../datasets/loaders/mnist.ts";
