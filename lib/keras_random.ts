/**
 * The namespace `tf.keras.random`.
 *
 * @module
 */
export { SeedGenerator, type SerializedSeed } from "./random/seed_generator.ts";
