/**
 * Encodes PNG files.
 *
 * @module
 */
import { crc32 } from "../../arrays/crc32.ts";
import { nodeModule } from "../../platform/node.ts";
import type { Pixels } from "./pixels.ts";

/** Kinds of pixels by the number of channels. */
const KINDS: Readonly<Record<number, number>> = { 1: 0, 2: 4, 3: 2, 4: 6 };

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([new TextEncoder().encode(type), data]);
  return joined([word(data.length), named, word(crc32(named))]);
}

/**
 * An image of 1 to 4 channels as a file: 8 or 16 bits a sample, not interlaced, without filters.
 *
 * @param level How hard zlib tries, 0 to 9; -1 for its own default.
 */
export function encodePng({ data, height, width, channels }: Pixels, level = -1) {
  const isWide = data instanceof Uint16Array;
  const stride = width * channels;
  const size = stride * (isWide ? 2 : 1) + 1;
  const rows = new Uint8Array(height * size);
  const view = new DataView(rows.buffer);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * stride, (y + 1) * stride);
    if (isWide) row.forEach((it, i) => view.setUint16(y * size + 1 + 2 * i, it));
    else rows.set(row, y * size + 1);
  }
  const kind = Uint8Array.of(isWide ? 16 : 8, KINDS[channels]!, 0, 0, 0);
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", joined([word(width), word(height), kind])),
    chunk("IDAT", nodeModule("zlib").deflateSync(rows, { level })),
    chunk("IEND", new Uint8Array()),
  ]);
}
