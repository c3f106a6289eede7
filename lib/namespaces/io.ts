/**
 * The namespace `tf.io`: files of data.
 *
 * @module
 */
export { TFRecordWriter } from "../data/record_writer.ts";
export { decodeBase64, encodeBase64 } from "../ops/io/base64.ts";
export { decodeBmp, decodePng } from "../ops/io/decode_image.ts";
export { encodePng } from "../ops/io/encode_png.ts";
export { readFile, writeFile } from "../ops/io/files.ts";
