/**
 * Pictures of pixels as PNG, which browsers show in a picture of lines.
 *
 * @module
 */
import { nodeModule } from "../platform/node.ts";

/** Pixels in rows, their channels one after the other. */
export interface Pixels {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Channels: gray; gray and opacity; red, green, blue; those and opacity. */
  readonly channels: 1 | 2 | 3 | 4;
  /** Values from 0 to 255. */
  readonly data: Uint8Array;
}

/** PNG's numbers for the kinds of pixels. */
const KINDS = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Remainders of single bytes for {@linkcode checksum}. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
  return byte >>> 0;
});

/** CRC-32. */
function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 0xff]! ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

/** A chunk: its length, its name, what it holds, its checksum. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, checksum(bytes.subarray(4, content.length + 8)));
  return bytes;
}

/** The bytes of a PNG file. */
export function png({ width, height, channels, data }: Pixels): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, KINDS[channels], 0, 0, 0], 8);
  const row = width * channels;
  // A byte before each row says that it is as it is.
  const rows = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  }
  const packed = new Uint8Array(nodeModule("zlib").deflateSync(rows));
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", packed),
    chunk("IEND", new Uint8Array(0)),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  parts.reduce((at, it) => (bytes.set(it, at), at + it.length), 0);
  return bytes;
}

/** The address that holds a PNG file itself. */
export function pngUrl(pixels: Pixels): string {
  return `data:image/png;base64,${png(pixels).toBase64()}`;
}
