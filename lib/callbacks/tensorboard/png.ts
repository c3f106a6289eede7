/**
 * Pictures in PNG's format.
 *
 * @module
 */
import { nodeModule } from "../../platform/node.ts";
import { crc32 } from "../../arrays/crc32.ts";
import { concatBytes } from "./protobuf.ts";

/** Kinds of colours by the number of channels. */
const COLOUR_TYPES: Readonly<Record<number, number>> = { 1: 0, 3: 2, 4: 6 };

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = concatBytes([new TextEncoder().encode(type), data]);
  return concatBytes([word(data.length), named, word(crc32(named))]);
}

/** A picture `(height, width, channels)` of bytes; channels are 1, 3 or 4. */
export function encodePng(
  pixels: Uint8Array,
  height: number,
  width: number,
  channels: number,
): Uint8Array {
  const stride = width * channels;
  const rows = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  const header = Uint8Array.of(
    ...word(width),
    ...word(height),
    8,
    COLOUR_TYPES[channels]!,
    0,
    0,
    0,
  );
  return concatBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", nodeModule("zlib").deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}
