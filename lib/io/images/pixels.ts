/**
 * What decoders of images share: pixels, their kinds, and the sizes that are refused.
 *
 * @module
 */
import { MAX_ELEMENTS } from "../../errors/checks.ts";
import type { ByteReader } from "../byte_reader.ts";

/** Channels asked for: gray, RGB, RGBA; 0 for those of the file. */
export type Channels = 0 | 1 | 3 | 4;

/** A decoded image: rows of pixels of channels. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
}

/** Pixels that an image has at most, as TensorFlow's decoders. */
const MOST = 2 ** 29 - 1;

/**
 * Checks the size that a file says it has, before memory is taken for it.
 *
 * @throws {RangeError} for no pixel, and for too many.
 */
export function checkSize(reader: ByteReader, offset: number, width: number, height: number): void {
  if (width > 0 && height > 0 && width * height <= MOST && width * height * 4 <= MAX_ELEMENTS) {
    return;
  }
  throw new RangeError(
    `${reader.where}: expected 1 to ${MOST} pixels, received a size of ${width} x ${height} at offset ${offset}; the file is damaged, or too large to be decoded at once`,
  );
}

/** Formats of images that are read. */
export type ImageFormat = "PNG" | "JPEG" | "GIF" | "BMP";

/** What files begin with, by their formats. */
const SIGNATURES: readonly (readonly [name: ImageFormat, bytes: readonly number[]])[] = [
  ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["JPEG", [0xff, 0xd8, 0xff]],
  ["GIF", [0x47, 0x49, 0x46, 0x38]],
  ["BMP", [0x42, 0x4d]],
];

/** The format that a file begins as. */
export function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  return SIGNATURES.find(([, start]) => start.every((it, i) => bytes[i] === it))?.[0];
}

/**
 * Checks that a file begins as those of a format do.
 *
 * @throws {SyntaxError} if it does not, with the format that it has.
 */
export function checkSignature(reader: ByteReader, wanted: ImageFormat): void {
  const found = formatOf(reader.bytes);
  if (found === wanted) return;
  throw reader.malformed(
    0,
    `the signature of ${wanted}`,
    found === undefined
      ? `bytes ${[...reader.bytes.subarray(0, 4)].join(", ")}`
      : `that of ${found}`,
    found === undefined
      ? `convert the image to ${wanted}`
      : `call tf.io.decode${found[0]}${found.slice(1).toLowerCase()}`,
  );
}
