/**
 * The namespace `tf.keras.datasets.fashionMnist`.
 *
 * @module
 */
export { loadData } from "../datasets/loaders/fashion_mnist.ts";
