/**
 * Decodes GIF files to all their frames, each drawn over the one before it, as TensorFlow does:
 * how a frame is to be disposed of is passed over.
 *
 * @module
 */
import { MAX_ELEMENTS } from "../../errors/checks.ts";
import type { ByteReader } from "../byte_reader.ts";
import { blocksOf, type GifFrame, unpackedColors } from "./gif_blocks.ts";
import type { Pixels } from "./pixels.ts";

/** Frames of one size. */
export interface Frames extends Pixels {
  readonly count: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Bytes that any file may give; more have to be accounted for by its own. */
const FREE = 2 ** 26;

/** Pixels that a byte of codes makes at most: 4096 of 12 bits. */
const BEST_RATIO = 2731;

/** First rows and steps of the four passes of interlaced frames. */
const PASSES = [[0, 8], [4, 8], [2, 4], [1, 2]] as const;

/** The rows in the order in which they are packed. */
function rowsOf({ height, isInterlaced }: GifFrame): number[] {
  if (!isInterlaced) return Array.from({ length: height }, (_, y) => y);
  return PASSES.flatMap(([start, step]) =>
    Array.from(
      { length: Math.max(0, Math.ceil((height - start) / step)) },
      (_, i) => start + i * step,
    )
  );
}

/** Draws a frame onto what the screen shows. */
function draw(reader: ByteReader, frame: GifFrame, screen: Uint8Array, width: number): void {
  const { colors, clear, left, top } = frame;
  const height = screen.length / 3 / width;
  const pixels = unpackedColors(reader, frame);
  rowsOf(frame).forEach((row, i) => {
    const y = top + row;
    if (y >= height) return;
    for (let x = left; x < Math.min(left + frame.width, width); x++) {
      const color = pixels[i * frame.width + x - left]!;
      if (color === clear) continue;
      if (3 * color >= colors.length) {
        throw reader.malformed(
          frame.offset,
          `a frame of ${colors.length / 3} colors`,
          `color ${color}`,
        );
      }
      const to = 3 * (y * width + x);
      for (let j = 0; j < 3; j++) screen[to + j] = colors[3 * color + j]!;
    }
  });
}

/**
 * The frames in a file, of red, green and blue.
 *
 * @param most How many of them are wanted.
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early, or is too large.
 */
export function decodeGif(reader: ByteReader, most: number): Frames {
  const { width, height, frames } = blocksOf(reader);
  const count = Math.min(most, frames.length);
  const size = 3 * width * height;
  const total = count * size;
  if (total > MAX_ELEMENTS || total > Math.max(FREE, 3 * BEST_RATIO * reader.length)) {
    throw new RangeError(
      `${reader.where}: expected frames that ${reader.length} bytes can give, received ${count} of ${width} x ${height} at offset 6; the file is damaged, or made to fill memory`,
    );
  }
  for (const frame of frames) {
    if (frame.width * frame.height > BEST_RATIO * (frame.packed.length + 1)) {
      throw reader.malformed(
        frame.offset,
        `a frame of ${frame.width} x ${frame.height} pixels`,
        `${frame.packed.length} bytes, which cannot give them`,
      );
    }
  }
  const data = new Uint8Array(total);
  for (let i = 0; i < count; i++) {
    const screen = data.subarray(i * size, (i + 1) * size);
    if (i > 0) screen.set(data.subarray((i - 1) * size, i * size));
    draw(reader, frames[i]!, screen, width);
  }
  return { count, height, width, channels: 3, data };
}
