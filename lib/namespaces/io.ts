/**
 * The namespace `tf.io`: files of data.
 *
 * @module
 */
export { decodeCsv } from "../data/decode_csv.ts";
export { TFRecordWriter } from "../data/record_writer.ts";
