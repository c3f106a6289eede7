/**
 * The namespace `tf.io`: files of data.
 *
 * @module
 */
export { decodeCsv } from "../data/decode_csv.ts";
export { FixedLenFeature, parseExample, parseSingleExample } from "../data/example/parse.ts";
export { TFRecordWriter } from "../data/record_writer.ts";
