/**
 * The namespace `tf.audio`: sounds in files.
 *
 * @module
 */
export { decodeWav, encodeWav } from "../io/functions/audio.ts";
