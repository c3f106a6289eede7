/**
 * The namespace `tf.math`.
 *
 * @module
 */
export * from "./math.ts";
export * from "./reduce.ts";
export { softplus } from "./nn.ts";
