/**
 * Layers, named as in `tf.keras.layers`.
 *
 * @module
 */
export { Dense, type DenseOptions } from "./core/dense.ts";
export { Flatten, type FlattenOptions } from "./reshaping/flatten.ts";
export { type CallOptions, Layer, type LayerOptions, type WeightOptions } from "./base/layer.ts";
