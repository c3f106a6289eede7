/**
 * The namespace `tf.io`: files of data.
 *
 * @module
 */
export { TFRecordWriter } from "../data/record_writer.ts";
