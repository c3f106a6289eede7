/**
 * The markers of JPEG files: the size, and what the samples are, before anything is decoded; and
 * whether the file is there to its end.
 *
 * @module
 */
import type { ByteReader } from "../byte_reader.ts";
import { checkSignature, checkSize } from "./pixels.ts";

/** What a file says about its image. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** What the samples of a pixel are. */
  readonly kind: "gray" | "YCbCr" | "RGB" | "CMYK";
  /** Where the segments lie that tell decoders the kind: start and end. */
  readonly tells: readonly (readonly [start: number, end: number])[];
}

/** Markers, by their second byte. */
const [SOF, SOI, EOI, SOS, JFIF, ADOBE] = [0xc0, 0xd8, 0xd9, 0xda, 0xe0, 0xee];

/** Kinds of frames that are read: baseline, extended and progressive, coded after Huffman. */
const FRAMES: readonly number[] = [SOF, SOF + 1, SOF + 2];

/** Markers that begin with those of frames and are none: tables of codes, and reserved. */
const NO_FRAMES: readonly number[] = [0xc4, 0xc8, 0xcc];

/** The place of the next marker's second byte, as libjpeg finds it; -1 for none. */
function nextMarker(bytes: Uint8Array, from: number, isCoded: boolean): number {
  for (let at = from; (at = bytes.indexOf(0xff, at)) >= 0;) {
    while (bytes[at] === 0xff) at++;
    if (at >= bytes.length) return -1;
    const marker = bytes[at]!;
    const isRestart = marker >= 0xd0 && marker <= 0xd7;
    if (marker !== 0 && !(isCoded && isRestart)) return at;
  }
  return -1;
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** The segment behind a marker: its bytes, without the two of its length. */
function segmentAt(reader: ByteReader, at: number): Uint8Array {
  const [high, low] = reader.slice(at + 1, 2, "a segment's length");
  const length = high! << 8 | low!;
  if (length < 2) throw reader.malformed(at + 1, "a segment's length of 2 or more", length);
  return reader.slice(at + 3, length - 2, "a segment");
}

/** The kind of three or four samples, as libjpeg tells it. */
function kindOf(
  ids: readonly number[],
  isJfif: boolean,
  transform: number | undefined,
): JpegHeader["kind"] {
  if (ids.length === 1) return "gray";
  if (ids.length === 4) return "CMYK";
  if (isJfif) return "YCbCr";
  if (transform !== undefined) return transform === 0 ? "RGB" : "YCbCr";
  return String.fromCharCode(...ids) === "RGB" ? "RGB" : "YCbCr";
}

function frameOf(reader: ByteReader, at: number, segment: Uint8Array) {
  if (segment.length < 6) throw reader.malformed(at, "a frame of 6 or more bytes", segment.length);
  const [bits, h1, h0, w1, w0, count] = segment as unknown as number[];
  if (!FRAMES.includes(reader.bytes[at]!) || bits !== 8) {
    throw reader.unsupported(
      at,
      `a frame of kind ${reader.bytes[at]! - SOF} with ${bits} bits a sample`,
      "save the image as a baseline or progressive JPEG of 8 bits",
    );
  }
  const [height, width] = [h1! << 8 | h0!, w1! << 8 | w0!];
  checkSize(reader, at + 4, width, height);
  if (![1, 3, 4].includes(count!) || segment.length !== 6 + 3 * count!) {
    throw reader.malformed(at + 8, "1, 3 or 4 components, each of 3 bytes", count!);
  }
  return { height, width, ids: Array.from({ length: count! }, (_, i) => segment[6 + 3 * i]!) };
}

/**
 * What a file says about its image.
 *
 * @param isWhole Whether the image has to be there as well: its end is looked for, and its size has
 *   to be one that so many bytes can give.
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early, or is too large.
 * @throws {TypeError} for frames that are not read.
 */
export function headerOf(reader: ByteReader, isWhole: boolean): JpegHeader {
  checkSignature(reader, "JPEG");
  const { bytes } = reader;
  const tells: [number, number][] = [];
  let frame: ReturnType<typeof frameOf> | undefined;
  let [isJfif, transform, end] = [false, undefined as number | undefined, 2];
  for (;;) {
    const at = nextMarker(bytes, end, false);
    if (at < 0) throw truncated(reader, "an image's data");
    const marker = bytes[at]!;
    if (marker === SOI || marker === EOI || marker === 1 || (marker & 0xf8) === 0xd0) {
      throw reader.malformed(at, "a segment", `marker ${marker.toString(16)}`);
    }
    const segment = segmentAt(reader, at);
    end = at + 3 + segment.length;
    if (marker === JFIF && startsWith(segment, 0, "JFIF\0")) {
      isJfif = true;
      tells.push([at - 1, end]);
    } else if (marker === ADOBE && segment.length >= 12 && startsWith(segment, 0, "Adobe")) {
      transform = segment[11]!;
      tells.push([at - 1, end]);
    } else if (marker >> 4 === 0xc && !NO_FRAMES.includes(marker)) {
      if (frame !== undefined) throw reader.malformed(at, "one frame", "another one");
      frame = frameOf(reader, at, segment);
      if (!isWhole) break;
    } else if (marker === SOS) break;
  }
  if (frame === undefined) throw reader.malformed(end, "a frame before the image's data", "none");
  const { height, width, ids } = frame;
  if (isWhole) checkWhole(reader, end, width * height);
  return { height, width, kind: kindOf(ids, isJfif, transform), tells };
}

function truncated(reader: ByteReader, what: string): RangeError {
  return new RangeError(
    `${reader.where}: expected ${what}, received a file that ends before it, at offset ${reader.length}; the file is truncated or damaged`,
  );
}

/** Checks that the image's end is there, and that it takes a bit or more for each block of 64 pixels. */
function checkWhole(reader: ByteReader, start: number, pixels: number): void {
  const { bytes } = reader;
  if (pixels > (bytes.length - start) * 8 * 64) {
    throw new RangeError(
      `${reader.where}: expected data of ${pixels} pixels, received ${
        bytes.length - start
      } bytes at offset ${start}, which cannot give them; the file is truncated or damaged`,
    );
  }
  for (let at = start; (at = nextMarker(bytes, at, true)) !== -1;) {
    const marker = bytes[at]!;
    if (marker === EOI) return;
    if (marker >= 0xc0) at += 3 + segmentAt(reader, at).length;
  }
  throw truncated(reader, "the image's end");
}
