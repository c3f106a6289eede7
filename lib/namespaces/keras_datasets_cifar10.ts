/**
 * The namespace `tf.keras.datasets.cifar10`.
 *
 * @module
 */
export { loadData } from "../datasets/loaders/cifar10.ts";
