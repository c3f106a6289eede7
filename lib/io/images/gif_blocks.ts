/**
 * The blocks of GIF files: the screen, its frames and their colors, and the frames' pixels, which are
 * packed after Lempel, Ziv and Welch.
 *
 * @module
 */
import type { ByteReader } from "../byte_reader.ts";
import { checkSignature, checkSize } from "./pixels.ts";

/** One frame, with its pixels still packed. */
export interface GifFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isInterlaced: boolean;
  /** Red, green and blue of each color. */
  readonly colors: Uint8Array;
  /** The color that leaves pixels as they were; -1 for none. */
  readonly clear: number;
  /** Where it lies, for messages. */
  readonly offset: number;
  readonly codeBits: number;
  readonly packed: Uint8Array;
}

/** A file's blocks. */
export interface GifFile {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly GifFrame[];
}

/** Bytes of the table of colors that flags tell of. */
const colorsSize = (flags: number): number => (flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0;

/** The pieces that lie at a place, put together, and where they end. */
function piecesAt(reader: ByteReader, start: number): { data: Uint8Array; end: number } {
  const pieces: Uint8Array[] = [];
  let at = start;
  for (let size; (size = reader.u8(at, "a piece's length")) !== 0; at += size + 1) {
    pieces.push(reader.slice(at + 1, size, "a piece of data"));
  }
  const data = new Uint8Array(pieces.reduce((sum, it) => sum + it.length, 0));
  let to = 0;
  for (const piece of pieces) {
    data.set(piece, to);
    to += piece.length;
  }
  return { data, end: at + 1 };
}

function frameAt(reader: ByteReader, at: number, shared: Uint8Array, clear: number) {
  const [left, top, width, height] = [1, 3, 5, 7].map((it) =>
    reader.u16(at + it, "a frame's place")
  );
  const flags = reader.u8(at + 9, "a frame's flags");
  checkSize(reader, at + 5, width!, height!);
  const own = reader.slice(at + 10, colorsSize(flags), "a frame's colors");
  const colors = own.length > 0 ? own : shared;
  if (colors.length === 0) throw reader.malformed(at, "a frame with a table of colors", "none");
  const codes = at + 10 + own.length;
  const codeBits = reader.u8(codes, "the width of codes");
  if (codeBits < 1 || codeBits > 8) {
    throw reader.malformed(codes, "codes of 1 to 8 bits", codeBits);
  }
  const { data, end } = piecesAt(reader, codes + 1);
  const isInterlaced = (flags & 0x40) !== 0;
  const places = { left: left!, top: top!, width: width!, height: height! };
  const frame: GifFrame = {
    ...places,
    ...{ isInterlaced, colors, clear, offset: at, codeBits, packed: data },
  };
  return { frame, end };
}

/**
 * The blocks of a file.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early, or is too large.
 */
export function blocksOf(reader: ByteReader): GifFile {
  checkSignature(reader, "GIF");
  const [width, height] = [reader.u16(6, "the width"), reader.u16(8, "the height")];
  checkSize(reader, 6, width, height);
  const flags = reader.u8(10, "the flags");
  const shared = reader.slice(13, colorsSize(flags), "the colors");
  const frames: GifFrame[] = [];
  let clear = -1;
  for (let at = 13 + shared.length;;) {
    const kind = reader.u8(at, "a block");
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const label = reader.u8(at + 1, "an extension's label");
      const { data, end } = piecesAt(reader, at + 2);
      if (label === 0xf9) {
        if (data.length !== 4) throw reader.malformed(at + 2, "4 bytes of control", data.length);
        clear = (data[0]! & 1) !== 0 ? data[3]! : -1;
      }
      at = end;
    } else if (kind === 0x2c) {
      const { frame, end } = frameAt(reader, at, shared, clear);
      frames.push(frame);
      [at, clear] = [end, -1];
    } else throw reader.malformed(at, "a frame, an extension or the end", `block ${kind}`);
  }
  if (frames.length === 0) throw reader.malformed(0, "one frame or more", "none");
  return { width, height, frames };
}

/** Codes that a table holds at most. */
const MOST_CODES = 4096;

/**
 * The colors of a frame's pixels, in the order in which they are packed.
 *
 * @throws {SyntaxError} for codes that stand for nothing, and for too few pixels.
 */
export function unpackedColors(reader: ByteReader, frame: GifFrame): Uint8Array {
  const { packed, codeBits, offset } = frame;
  const result = new Uint8Array(frame.width * frame.height);
  const clearCode = 1 << codeBits;
  // A code stands for a text that begins in the result somewhere.
  const [starts, lengths] = [new Uint32Array(MOST_CODES), new Uint32Array(MOST_CODES)];
  let [next, bits, filled, previous] = [clearCode + 2, codeBits + 1, 0, -1];
  let [from, length] = [0, 0];
  let [buffer, held] = [0, 0];
  for (const byte of packed) {
    buffer |= byte << held;
    for (held += 8; held >= bits;) {
      const code = buffer & (1 << bits) - 1;
      buffer >>>= bits;
      held -= bits;
      if (code === clearCode) {
        [next, bits, previous] = [clearCode + 2, codeBits + 1, -1];
        continue;
      }
      if (code === clearCode + 1 || filled === result.length) return complete();
      const isNew = code === next && previous >= 0;
      if (code >= next && !isNew) {
        throw reader.malformed(offset, `codes below ${next} in a frame`, code);
      }
      const place = filled;
      const [last, lastLength] = [from, length];
      if (code < clearCode) result[filled++] = code;
      else {
        const start = isNew ? last : starts[code]!;
        const size = isNew ? lastLength + 1 : lengths[code]!;
        const end = Math.min(size, result.length - place);
        // The new text ends with the letter that it begins with, which has just been written.
        for (let i = 0; i < end; i++) result[filled++] = result[start + i]!;
      }
      [from, length] = [place, filled - place];
      if (previous >= 0 && next < MOST_CODES) {
        starts[next] = last;
        lengths[next++] = lastLength + 1;
        if (next === 1 << bits && bits < 12) bits++;
      }
      previous = code;
    }
  }
  return complete();

  function complete(): Uint8Array {
    if (filled === result.length) return result;
    throw reader.malformed(offset, `a frame of ${result.length} pixels`, `${filled} of them`);
  }
}
