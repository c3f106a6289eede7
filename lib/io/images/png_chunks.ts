/**
 * The parts of PNG files (ISO/IEC 15948): header, palette, transparency, and the rows, unpacked and
 * without their filters.
 *
 * @module
 */
import { crc32 } from "../../arrays/crc32.ts";
import { nodeModule } from "../../platform/node.ts";
import type { ByteReader } from "../byte_reader.ts";
import { checkSignature, checkSize } from "./pixels.ts";

/** Kinds of pixels, by their numbers in the file: samples of each, and bits that a sample may have. */
const KINDS: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

/** The number of pixels that are places in a palette. */
export const PALETTE = 3;

/** What a file says before its rows. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth: number;
  /** 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA. */
  readonly kind: number;
  /** Samples of a pixel. */
  readonly samples: number;
  readonly isInterlaced: boolean;
}

/** The parts of a file. */
export interface PngChunks extends PngHeader {
  /** Red, green and blue of each color. */
  readonly palette: Uint8Array | undefined;
  /** What is transparent. */
  readonly transparency: Uint8Array | undefined;
  /** Whether brightness is said not to be linear. */
  readonly hasGamma: boolean;
  /** Compressed rows. */
  readonly packed: readonly Uint8Array[];
}

const word = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

function headerOf(reader: ByteReader, data: Uint8Array): PngHeader {
  const at = 16;
  if (data.length !== 13) throw reader.malformed(8, "a header of 13 bytes", data.length);
  const [width, height] = [word(data, 0), word(data, 4)];
  const [depth, kind, compression, filter, interlace] = data.subarray(8);
  const known = KINDS[kind!];
  if (!known?.depths.includes(depth!) || compression !== 0 || filter !== 0 || interlace! > 1) {
    throw reader.malformed(
      at + 8,
      "bits, kind of pixels, compression, filter and interlacing that go together",
      [...data.subarray(8)].join(", "),
    );
  }
  checkSize(reader, at, width, height);
  const { samples } = known;
  return { width, height, depth: depth!, kind: kind!, samples, isInterlaced: interlace === 1 };
}

/**
 * The parts of a file; every checksum is checked.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early, or is too large.
 */
export function chunksOf(reader: ByteReader): PngChunks {
  checkSignature(reader, "PNG");
  const met: Record<string, Uint8Array> = {};
  const packed: Uint8Array[] = [];
  let header: PngHeader | undefined;
  let last = "";
  for (let at = 8; last !== "IEND";) {
    const length = word(reader.slice(at, 8, "a chunk's head"), 0);
    const named = reader.slice(at + 4, length + 8, "a chunk");
    const name = reader.latin1(at + 4, 4, "a chunk's name");
    if (crc32(named.subarray(0, -4)) !== word(named, length + 4)) {
      throw reader.malformed(at, `chunk ${JSON.stringify(name)} with its checksum`, "another");
    }
    const data = named.subarray(4, -4);
    if ((header === undefined) !== (name === "IHDR")) {
      throw reader.malformed(at, "one header, as the first chunk", JSON.stringify(name));
    }
    if (name === "IHDR") header = headerOf(reader, data);
    else if (name === "IDAT") {
      if (packed.length > 0 && last !== "IDAT") {
        throw reader.malformed(at, "the rows in one piece", "more of them after other chunks");
      }
      packed.push(data);
    } else if (name === "PLTE" || name === "tRNS") {
      if (name in met || packed.length > 0) {
        throw reader.malformed(at, `one ${name} before the rows`, "another");
      }
      met[name] = data;
    } else if (/^[A-Z]/.test(name) && name !== "IEND") {
      throw reader.malformed(at, "a chunk that PNG has", JSON.stringify(name));
    } else if (["gAMA", "sRGB", "iCCP", "cICP"].includes(name)) met["gamma"] = data;
    last = name;
    at += length + 12;
  }
  const { PLTE: palette, tRNS: transparency } = met;
  const chunks = { ...header!, palette, transparency, hasGamma: "gamma" in met, packed };
  checkColors(reader, chunks);
  return chunks;
}

/** Checks the palette, and what is transparent. */
function checkColors(reader: ByteReader, chunks: PngChunks): void {
  const { kind, depth, samples, palette, transparency } = chunks;
  if (kind === PALETTE) {
    const colors = palette === undefined ? 0 : palette.length / 3;
    if (!Number.isInteger(colors) || colors < 1 || colors > 2 ** depth) {
      throw reader.malformed(8, `a palette of 1 to ${2 ** depth} colors`, colors);
    }
    if (transparency !== undefined && transparency.length > colors) {
      throw reader.malformed(8, `transparency of ${colors} colors`, transparency.length);
    }
  } else if (transparency !== undefined) {
    const size = kind < PALETTE ? 2 * samples : 0;
    if (transparency.length !== size) {
      throw reader.malformed(8, `transparency of ${size} bytes`, transparency.length);
    }
  }
}

/** Rows of an image, or of every so manieth pixel of it. */
export interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** Pixels of a row. */
  readonly width: number;
  readonly height: number;
  /** Bytes of a row. */
  readonly size: number;
}

/** Adam7's passes: first column and row, and the steps to the next. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes in which the rows are stored; those without pixels are left out. */
export function passesOf({ width, height, depth, samples, isInterlaced }: PngHeader): Pass[] {
  const steps = isInterlaced ? ADAM7 : [[0, 0, 1, 1]] as const;
  return steps.map(([x, y, dx, dy]) => {
    const [w, h] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
    return { x, y, dx, dy, width: w, height: h, size: Math.ceil(w * depth * samples / 8) };
  }).filter((it) => it.width > 0 && it.height > 0);
}

/**
 * All rows with the bytes of their filters before them. Memory is taken for the size that the header
 * says, if so many compressed bytes can give that much at all.
 *
 * @throws {RangeError} if there is less or more.
 * @throws {SyntaxError} if the bytes are no deflated ones.
 */
export function unpacked(reader: ByteReader, chunks: PngChunks, passes: readonly Pass[]) {
  const size = passes.reduce((sum, it) => sum + it.height * (it.size + 1), 0);
  const from = chunks.packed.reduce((sum, it) => sum + it.length, 0);
  const wrong = (received: string) =>
    new RangeError(
      `${reader.where}: expected ${size} bytes of rows after offset 33, received ${received}; the file is truncated or damaged`,
    );
  // Deflate makes at most 1032 bytes of one.
  if (size > from * 1032) throw wrong(`${from} compressed ones, which cannot give them`);
  const packed = new Uint8Array(from);
  let at = 0;
  for (const part of chunks.packed) {
    packed.set(part, at);
    at += part.length;
  }
  let rows: Uint8Array;
  try {
    rows = nodeModule("zlib").inflateSync(packed, { maxOutputLength: size });
  } catch (error) {
    if (error instanceof RangeError) throw wrong("more");
    throw reader.malformed(33, "compressed rows", (error as Error).message);
  }
  if (rows.length !== size) throw wrong(String(rows.length));
  return rows;
}
