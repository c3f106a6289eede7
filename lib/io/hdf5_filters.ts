/**
 * What chunks of an HDF5 dataset went through before they were written, undone: deflate (gzip), the
 * shuffling of bytes that helps it, and check sums.
 *
 * @module
 */
import type { ByteReader } from "./byte_reader.ts";
import { BEST_RATIO, inflate } from "./inflate.ts";

/** Filters by HDF5's numbers. */
const DEFLATE = 1;
const SHUFFLE = 2;
const FLETCHER = 3;

/** Names of the filters that are not undone. */
const OTHERS: Readonly<Record<number, string>> = {
  4: "szip",
  5: "nbit",
  6: "scale-offset",
  32000: "lzf",
  32001: "blosc",
  32004: "lz4",
  32015: "zstd",
};

/** A filter, and the size of an element where shuffling needs it. */
export interface Filter {
  readonly id: number;
  readonly size: number;
}

/** The filters of a dataset, in the order in which they were applied. */
export function readFilters(reader: ByteReader, at: number): Filter[] {
  const version = reader.u8(at, "filters");
  if (version !== 1 && version !== 2) {
    throw reader.malformed(at, "filters of version 1 or 2", version);
  }
  const filters: Filter[] = [];
  let place = at + (version === 1 ? 8 : 2);
  for (let left = reader.u8(at + 1, "filters"); left > 0; left--) {
    const id = reader.u16(place, "a filter");
    if (id !== DEFLATE && id !== SHUFFLE && id !== FLETCHER) {
      const name = OTHERS[id] ?? `filter ${id}`;
      throw reader.unsupported(
        place,
        `a dataset that went through ${name}`,
        "write it with gzip or uncompressed, or rewrite the file with h5repack -l CONTI -f NONE",
      );
    }
    const hasName = version === 1 || id >= 256;
    const named = hasName ? reader.u16(place + 2, "a filter's name") : 0;
    const head = place + (hasName ? 4 : 2);
    const count = reader.u16(head + 2, "a filter's numbers");
    const numbers = head + 4 + (version === 1 ? (named + 7) & ~7 : named);
    filters.push({ id, size: count > 0 ? reader.u32(numbers, "a filter's number") : 0 });
    place = numbers + 4 * (version === 1 ? count + count % 2 : count);
  }
  return filters;
}

/** How many bytes a chunk of this many may become. */
export function mostBytes(filters: readonly Filter[], packed: number): number {
  return filters.some(({ id }) => id === DEFLATE) ? packed * BEST_RATIO : packed;
}

/**
 * The `size` bytes of a chunk.
 *
 * @param mask A bit for each filter that was left out for this chunk.
 */
export function undoFilters(
  reader: ByteReader,
  at: number,
  chunk: Uint8Array,
  filters: readonly Filter[],
  mask: number,
  size: number,
): Uint8Array {
  let bytes = chunk;
  for (let index = filters.length - 1; index >= 0; index--) {
    if ((mask >>> index & 1) !== 0) continue;
    const filter = filters[index]!;
    if (filter.id === FLETCHER) bytes = checkFletcher(reader, at, bytes);
    else if (filter.id === SHUFFLE) bytes = unshuffle(bytes, filter.size);
    else bytes = inflateChunk(reader, at, bytes, size + 4);
  }
  if (bytes.length === size) return bytes;
  throw reader.malformed(at, `a chunk of ${size} bytes`, bytes.length);
}

/** Inflates what zlib wrote: two bytes before, a check sum behind. */
function inflateChunk(
  reader: ByteReader,
  at: number,
  bytes: Uint8Array,
  most: number,
): Uint8Array {
  let inflated: Uint8Array;
  try {
    if (bytes.length < 6 || (bytes[0]! & 15) !== 8 || (bytes[0]! << 8 | bytes[1]!) % 31 !== 0) {
      throw new Error("no header of zlib");
    }
    inflated = inflate(bytes.subarray(2, -4), most);
  } catch (error) {
    throw reader.malformed(at, "deflated bytes of a chunk", (error as Error).message);
  }
  const expected = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4);
  const received = adler32(inflated);
  if (expected === received) return inflated;
  throw reader.malformed(at, `check sum ${expected} of a chunk`, received);
}

/** The check sum of zlib. */
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let i = 0; i < bytes.length; i++) {
    a = (a + bytes[i]!) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** All first bytes of elements came first, then all second ones. */
function unshuffle(bytes: Uint8Array, size: number): Uint8Array {
  const count = size > 1 ? Math.floor(bytes.length / size) : 0;
  if (count < 2) return bytes;
  const result = bytes.slice();
  for (let i = 0; i < count; i++) {
    for (let byte = 0; byte < size; byte++) result[i * size + byte] = bytes[byte * count + i]!;
  }
  return result;
}

/** Throws unless the four bytes at the end are Fletcher's check sum of those before. */
function checkFletcher(reader: ByteReader, at: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length < 4) throw reader.malformed(at, "a chunk with a check sum", bytes.length);
  const content = bytes.subarray(0, -4);
  const expected = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  let [a, b] = [0, 0];
  for (let i = 0; i < content.length; i += 2) {
    a = (a + (content[i]! << 8) + (content[i + 1] ?? 0)) % 65535;
    b = (b + a) % 65535;
  }
  // Sums that are multiples of 65535, and not 0 from the start, are written as that.
  const full = (sum: number) => sum === 0 && content.some((byte) => byte !== 0) ? 65535 : sum;
  const received = full(b) * 65536 + full(a);
  if (received === expected) return content;
  throw reader.malformed(at, `check sum ${expected} of a chunk`, received);
}
