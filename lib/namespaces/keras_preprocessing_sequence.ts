/**
 * The namespace `tf.keras.preprocessing.sequence`.
 *
 * @module
 */
export { makeSamplingTable, padSequences } from "../keras_ops/data.ts";
