/**
 * Layers, named as in `tf.keras.layers`.
 *
 * @module
 */
export { Dense, type DenseOptions } from "./dense.ts";
export { Flatten, type FlattenOptions } from "./flatten.ts";
export { type CallOptions, Layer, type LayerOptions, type WeightOptions } from "./layer.ts";
