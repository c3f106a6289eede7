/**
 * The namespace `tf.io`: files of data.
 *
 * @module
 */
export { decodeCsv } from "../data/decode_csv.ts";
export { FixedLenFeature, parseExample, parseSingleExample } from "../data/example/parse.ts";
export { parseTensor, serializeTensor } from "../data/serialize_tensor.ts";
export { TFRecordWriter } from "../data/record_writer.ts";
export { decodeBase64, encodeBase64 } from "../io/functions/base64.ts";
export { decodeGif, decodeImage } from "../io/functions/decode_any.ts";
export { decodeBmp, decodePng } from "../io/functions/decode_image.ts";
export {
  decodeAndCropJpeg,
  decodeJpeg,
  extractJpegShape,
  isJpeg,
} from "../io/functions/decode_jpeg.ts";
export { decodeRaw } from "../io/functions/decode_raw.ts";
export { matchingFiles } from "../io/functions/matching_files.ts";
export * as gfile from "./io_gfile.ts";
export { encodeJpeg } from "../io/functions/encode_jpeg.ts";
export { encodePng } from "../io/functions/encode_png.ts";
export { readFile, writeFile } from "../io/functions/files.ts";
