/**
 * Layers, named as in `tf.keras.layers`.
 *
 * @module
 */
export { type CallOptions, Layer } from "./base/layer.ts";
export type { LayerOptions } from "./base/options.ts";
export type { WeightOptions } from "./base/weights.ts";
export { Dense, type DenseArguments, type DenseOptions } from "./core/dense.ts";
export { Flatten, type FlattenOptions } from "./reshaping/flatten.ts";
