/**
 * Decodes PNG files. The samples are those of TensorFlow's decoder: libpng's, with the
 * transformations that it asks for.
 *
 * @module
 */
import type { ByteReader } from "../byte_reader.ts";
import type { Channels, Pixels } from "./pixels.ts";
import {
  chunksOf,
  PALETTE,
  type Pass,
  passesOf,
  type PngChunks,
  type PngHeader,
  unpacked,
} from "./png_chunks.ts";

/** Paeth's choice of the neighbour that is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** Takes back the filters of a pass, in place. */
function unfilter(reader: ByteReader, rows: Uint8Array, start: number, pass: Pass, step: number) {
  const stride = pass.size + 1;
  for (let y = 0; y < pass.height; y++) {
    const row = start + y * stride;
    const filter = rows[row]!;
    if (filter > 4) throw reader.malformed(33, `filter 0 to 4 of row ${y}`, filter);
    for (let i = 1; filter !== 0 && i <= pass.size; i++) {
      const left = i > step ? rows[row + i - step]! : 0;
      const above = y > 0 ? rows[row + i - stride]! : 0;
      const corner = i > step && y > 0 ? rows[row + i - stride - step]! : 0;
      rows[row + i]! += filter === 1
        ? left
        : filter === 2
        ? above
        : filter === 3
        ? (left + above) >> 1
        : paeth(left, above, corner);
    }
  }
}

/** All samples as the file has them, row by row. */
function samplesOf(reader: ByteReader, chunks: PngChunks): Uint8Array | Uint16Array {
  const { width, height, depth, samples } = chunks;
  const passes = passesOf(chunks);
  const rows = unpacked(reader, chunks, passes);
  const result = new (depth === 16 ? Uint16Array : Uint8Array)(width * height * samples);
  let start = 0;
  for (const pass of passes) {
    unfilter(reader, rows, start, pass, Math.max(1, depth * samples >> 3));
    for (let y = 0; y < pass.height; y++) {
      const row = start + y * (pass.size + 1) + 1;
      const to = (pass.y + y * pass.dy) * width + pass.x;
      for (let i = 0; i < pass.width * samples; i++) {
        const pixel = Math.floor(i / samples);
        result[(to + pixel * pass.dx) * samples + i - pixel * samples] = depth === 16
          ? rows[row + 2 * i]! << 8 | rows[row + 2 * i + 1]!
          : depth === 8
          ? rows[row + i]!
          : rows[row + (i * depth >> 3)]! >> 8 - depth - (i * depth & 7) & (1 << depth) - 1;
      }
    }
    start += pass.height * (pass.size + 1);
  }
  return result;
}

/**
 * Alpha of pixels of files that have none: the largest sample, as TensorFlow tells libpng; below 8
 * bits, where samples are widened and this is not, it is 1, 3 or 15.
 */
const opaqueOf = (depth: number): number => 2 ** depth - 1;

/** A pixel's red, green, blue and alpha out of samples at a place; gray ones are equal. */
type Reader = (at: number, pixel: number[]) => void;

function paletteReader(reader: ByteReader, chunks: PngChunks, samples: ArrayLike<number>): Reader {
  const { palette, transparency } = chunks;
  const colors = palette!.length / 3;
  return (at, pixel) => {
    const color = samples[at]!;
    if (color >= colors) {
      throw reader.malformed(33, `pixels of a palette of ${colors} colors`, `color ${color}`);
    }
    for (let i = 0; i < 3; i++) pixel[i] = palette![3 * color + i]!;
    pixel[3] = transparency === undefined
      ? opaqueOf(chunks.depth)
      : color < transparency.length
      ? transparency[color]!
      : 255;
  };
}

function sampleReader(chunks: PngChunks, samples: ArrayLike<number>): Reader {
  const { depth, samples: count, transparency, kind } = chunks;
  const mask = 2 ** depth - 1;
  const scale = depth < 8 ? 255 / mask : 1;
  const opaque = transparency === undefined ? opaqueOf(depth) : depth === 16 ? 65535 : 255;
  const colors = count < 3 ? 1 : 3;
  const clear = transparency === undefined ? undefined : Array.from(
    { length: colors },
    (_, i) => (transparency[2 * i]! << 8 | transparency[2 * i + 1]!) & mask,
  );
  const hasAlpha = kind >= 4;
  return (at, pixel) => {
    let isClear = clear !== undefined;
    for (let i = 0; i < 3; i++) {
      const sample = samples[at + (colors === 1 ? 0 : i)]!;
      if (isClear && sample !== clear![colors === 1 ? 0 : i]) isClear = false;
      pixel[i] = sample * scale;
    }
    pixel[3] = hasAlpha ? samples[at + count - 1]! : isClear ? 0 : opaque;
  };
}

/** Channels of the file. */
function ownChannels({ kind, samples }: PngHeader, hasTransparency: boolean): number {
  return kind === PALETTE ? hasTransparency ? 4 : 3 : samples;
}

/** Weights of red, green and blue in gray, of 32768: 0.299 and 0.587 cut, and the rest. */
const GRAY = [9797, 19234, 3737] as const;

function grayOf([red, green, blue]: readonly number[], depth: number): number {
  if (red === green && red === blue) return red!;
  const sum = GRAY[0] * red! + GRAY[1] * green! + GRAY[2] * blue!;
  return depth === 16 ? (sum + 16384) >>> 15 : sum >>> 15;
}

/**
 * The image in a file.
 *
 * @param wanted Its channels; 0 for those of the file: 1 gray, 2 with alpha, 3 RGB, 4 with alpha.
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early, or is too large.
 * @throws {TypeError} for gray of colors whose brightness is not linear.
 */
export function decodePng(
  reader: ByteReader,
  wanted: Channels,
  dtype: "uint8" | "uint16",
): Pixels {
  const chunks = chunksOf(reader);
  const { width, height, depth, kind, samples: count } = chunks;
  const channels = wanted === 0 ? ownChannels(chunks, chunks.transparency !== undefined) : wanted;
  const isGrayed = channels < 3 && (kind & 2) !== 0;
  if (isGrayed && chunks.hasGamma) {
    throw reader.unsupported(
      8,
      "gray of colors with a gamma or color profile",
      "decode 3 channels and make them gray with tf.image.rgbToGrayscale",
    );
  }
  const samples = samplesOf(reader, chunks);
  const next = kind === PALETTE
    ? paletteReader(reader, chunks, samples)
    : sampleReader(chunks, samples);
  const size = width * height * channels;
  const data = dtype === "uint8" ? new Uint8Array(size) : new Uint16Array(size);
  // 16 bits lose their lower half; 8 are doubled, so that white stays white.
  const convert = depth === 16
    ? dtype === "uint8" ? (it: number) => it >> 8 : (it: number) => it
    : dtype === "uint8"
    ? (it: number) => it
    : (it: number) => it * 257;
  const pixel = [0, 0, 0, 0];
  for (let i = 0; i < width * height; i++) {
    next(i * count, pixel);
    const at = i * channels;
    if (channels < 3) data[at] = convert(isGrayed ? grayOf(pixel, depth) : pixel[0]!);
    else for (let j = 0; j < 3; j++) data[at + j] = convert(pixel[j]!);
    if (channels % 2 === 0) data[at + channels - 1] = convert(pixel[3]!);
  }
  return { height, width, channels, data };
}
