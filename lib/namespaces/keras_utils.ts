/**
 * What `tf.keras.utils` holds.
 *
 * @module
 */
export { setRandomSeed } from "../random/profile.ts";
