/**
 * The namespace `tf.keras.datasets.cifar100`.
 *
 * @module
 */
export { loadData } from "../datasets/loaders/cifar100.ts";
