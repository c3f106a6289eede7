/**
 * The namespace `tf.io`: files of data.
 *
 * @module
 */
export { decodeCsv } from "../data/decode_csv.ts";
export { FixedLenFeature, parseExample, parseSingleExample } from "../data/example/parse.ts";
export { TFRecordWriter } from "../data/record_writer.ts";
export { decodeBase64, encodeBase64 } from "../io/functions/base64.ts";
export { decodeBmp, decodePng } from "../io/functions/decode_image.ts";
export { encodePng } from "../io/functions/encode_png.ts";
export { readFile, writeFile } from "../io/functions/files.ts";
