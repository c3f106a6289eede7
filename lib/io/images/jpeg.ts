/**
 * Decodes and encodes JPEG files. The pixels are those of libjpeg's accurate transform, with colors
 * smoothed between their samples: TensorFlow's where it is asked for `INTEGER_ACCURATE`.
 *
 * @module
 */
import type { ByteReader } from "../byte_reader.ts";
import { decode, encode } from "./jpeg_codec.ts";
import { headerOf, type JpegHeader } from "./jpeg_markers.ts";
import type { Pixels } from "./pixels.ts";

/** Part of an image. */
export interface Window {
  readonly y: number;
  readonly x: number;
  readonly height: number;
  readonly width: number;
}

/** What the decoder says of files that are sound nevertheless; cameras and programs write such. */
const HARMLESS = /extraneous bytes before marker|JFIF revision|Adobe color transform/;

/** Says of a file that its three samples are red, green and blue, so that they come as they are. */
const PLAIN_SAMPLES = Uint8Array.of(
  ...[0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0],
);

/** The file without what tells the kind of its samples, and with the opposite. */
function withPlainSamples(bytes: Uint8Array, { tells }: JpegHeader): Uint8Array {
  const pieces = [bytes.subarray(0, 2), PLAIN_SAMPLES];
  let from = 2;
  for (const [start, end] of tells) {
    pieces.push(bytes.subarray(from, start));
    from = end;
  }
  pieces.push(bytes.subarray(from));
  const result = new Uint8Array(pieces.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}

/** Weights of red, green and blue in gray, of 65536: 0.299, 0.587, 0.114. */
const GRAY = [19595, 38470, 7471] as const;

/** Picks the wanted samples of a window out of four for each pixel. */
function picked(
  rgba: Uint8ClampedArray,
  imageWidth: number,
  { y, x, height, width }: Window,
  channels: 1 | 3,
  isMixed: boolean,
): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(height * width * channels);
  let to = 0;
  for (let row = y; row < y + height; row++) {
    let from = 4 * (row * imageWidth + x);
    for (const end = from + 4 * width; from < end; from += 4) {
      if (channels === 3) {
        data[to++] = rgba[from]!;
        data[to++] = rgba[from + 1]!;
        data[to++] = rgba[from + 2]!;
      } else if (isMixed) {
        const [red, green, blue] = GRAY;
        data[to++] =
          (red * rgba[from]! + green * rgba[from + 1]! + blue * rgba[from + 2]! + 32768) >> 16;
      } else data[to++] = rgba[from]!;
    }
  }
  return data;
}

/**
 * The image in a file, or a part of it.
 *
 * @param wanted Its channels: 1 gray, 3 RGB, 0 for those of the file.
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early or is too large, and for a part outside.
 * @throws {TypeError} for kinds of files that are not read.
 */
export function decodeJpeg(reader: ByteReader, wanted: 0 | 1 | 3, window?: Window): Pixels {
  const header = headerOf(reader, true);
  const { height, width, kind } = header;
  if (kind === "CMYK") {
    throw reader.unsupported(0, "an image of printing inks (CMYK)", "save the image as RGB");
  }
  const part = window ?? { y: 0, x: 0, height, width };
  if (part.y + part.height > height || part.x + part.width > width) {
    throw new RangeError(
      `${reader.where}: expected a part of the image of ${height} rows of ${width} pixels, received rows ${part.y} to ${
        part.y + part.height - 1
      } and pixels ${part.x} to ${part.x + part.width - 1}`,
    );
  }
  const channels = wanted === 0 ? kind === "gray" ? 1 : 3 : wanted;
  const isBrightness = channels === 1 && kind === "YCbCr";
  const { pixels, said } = decode(
    isBrightness ? withPlainSamples(reader.bytes, header) : reader.bytes,
  );
  const problem = said.find((it) => !HARMLESS.test(it));
  if (pixels === undefined || problem !== undefined) {
    throw reader.malformed(
      0,
      "a sound JPEG file",
      `one of which the decoder says: ${problem ?? said.join("; ")}`,
    );
  }
  if (pixels.length !== 4 * width * height) {
    throw reader.malformed(0, `${width * height} pixels`, pixels.length / 4);
  }
  const data = picked(pixels, width, part, channels, channels === 1 && kind === "RGB");
  return { height: part.height, width: part.width, channels, data };
}

/** How a file is written. */
export interface JpegOptions {
  readonly quality: number;
  readonly isProgressive: boolean;
  readonly hasFewColors: boolean;
}

/** The file of an image of 1 or 3 channels. */
export function encodeJpeg(image: Pixels, options: JpegOptions): Uint8Array {
  const { data, height, width, channels } = image;
  const rgba = new Uint8Array(4 * height * width);
  for (let i = 0; i < height * width; i++) {
    for (let j = 0; j < 3; j++) rgba[4 * i + j] = data[channels === 1 ? i : 3 * i + j]!;
    rgba[4 * i + 3] = 255;
  }
  return encode(rgba, width, height, {
    quality: options.quality,
    progressive: options.isProgressive,
    color_space: channels === 1 ? 1 : 3,
    chroma_subsample: options.hasFewColors ? 2 : 1,
  });
}
