/**
 * The namespace `tf.keras.datasets`: small datasets, fetched when they are first asked for.
 *
 * @module
 */
export * as bostonHousing from "./keras_datasets_boston_housing.ts";
export * as californiaHousing from "./keras_datasets_california_housing.ts";
export * as cifar10 from "./keras_datasets_cifar10.ts";
export * as cifar100 from "./keras_datasets_cifar100.ts";
export * as fashionMnist from "./keras_datasets_fashion_mnist.ts";
export * as imdb from "./keras_datasets_imdb.ts";
export * as mnist from "./keras_datasets_mnist.ts";
export * as reuters from "./keras_datasets_reuters.ts";
