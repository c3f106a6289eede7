/**
 * Decodes BMP files of 8, 24 and 32 bits a pixel without compression, as TensorFlow does: 8 bits are
 * gray, whatever palette there is.
 *
 * @module
 */
import type { ByteReader } from "../byte_reader.ts";
import { type Channels, checkSignature, checkSize, type Pixels } from "./pixels.ts";

/** A gray palette, or none, makes 8 bits gray; others would be read as something that they are not. */
function checkPalette(reader: ByteReader, from: number, to: number): void {
  const isGray = (at: number) => {
    const [blue, green, red] = reader.slice(at, 4, "a color");
    const level = (at - from) / 4;
    return blue === level && green === level && red === level;
  };
  for (let at = from; at + 4 <= Math.min(to, from + 1024); at += 4) {
    if (!isGray(at)) {
      throw reader.unsupported(at, "a palette of colors", "save the image with 24 bits a pixel");
    }
  }
}

/**
 * The image in a file.
 *
 * @param wanted Its channels; 0 for those of the file: 1, 3 or 4.
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early, or is too large.
 * @throws {TypeError} for other kinds of pixels.
 */
export function decodeBmp(reader: ByteReader, wanted: Exclude<Channels, 1>): Pixels {
  checkSignature(reader, "BMP");
  const start = reader.u32(10, "the place of the pixels");
  const head = reader.u32(14, "the header's size");
  if (head < 40 || head > 124) {
    throw reader.malformed(14, "a header of 40 to 124 bytes", head);
  }
  const width = reader.u32(18, "the width") | 0;
  const signed = reader.u32(22, "the height") | 0;
  const height = Math.abs(signed);
  checkSize(reader, 18, width, height);
  const bits = reader.u16(28, "bits a pixel");
  const compression = reader.u32(30, "the compression");
  if (![8, 24, 32].includes(bits) || compression !== 0) {
    throw reader.unsupported(
      28,
      `${bits} bits a pixel with compression ${compression}`,
      "save the image with 24 bits a pixel, not compressed",
    );
  }
  if (start < 14 + head) throw reader.malformed(10, "pixels after the header", start);
  if (bits === 8) checkPalette(reader, 14 + head, start);
  const own = bits / 8;
  const stride = Math.ceil(width * own / 4) * 4;
  // The last row may lack what fills it up.
  reader.check(start, stride * (height - 1) + width * own, "pixels");
  const channels = wanted === 0 ? own : wanted;
  const data = new Uint8Array(width * height * channels);
  const { bytes } = reader;
  for (let y = 0; y < height; y++) {
    const row = start + (signed < 0 ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const [from, to] = [row + x * own, (y * width + x) * channels];
      if (channels === 1) data[to] = bytes[from]!;
      else for (let i = 0; i < 3; i++) data[to + i] = bytes[from + (own === 1 ? 0 : 2 - i)]!;
      if (channels === 4) data[to + 3] = own === 4 ? bytes[from + 3]! : 255;
    }
  }
  return { height, width, channels, data };
}
