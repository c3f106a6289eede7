/**
 * Where the list of a zip archive's entries lies, and the sizes that its entries have: in the form
 * of 1989, or in that of zip64, for more than 65,534 entries or 4 GiB.
 *
 * @module
 */
import type { ByteReader } from "./byte_reader.ts";

/** Bytes of an entry in the list, and of the header before its content. */
export const ENTRY_SIZE = 46;
export const LOCAL_SIZE = 30;

/** Bytes of the record at the end, and of the two that zip64 has before it. */
const END_SIZE = 22;
const LOCATOR_SIZE = 20;
const LARGE_END_SIZE = 56;

/** Signatures of those three. */
export const END = 0x06054b50;
export const LOCATOR = 0x07064b50;
export const LARGE_END = 0x06064b50;

/** What says "look in the larger record". */
export const SEE_LARGE = 0xffffffff;

/** The number of zip64's extra field. */
export const LARGE_FIELD = 1;

/** The list of entries. */
interface List {
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

/** The place of the record at the end. */
function findEnd(reader: ByteReader): number {
  reader.check(0, END_SIZE, "a zip archive");
  const earliest = Math.max(0, reader.length - END_SIZE - 0xffff);
  for (let at = reader.length - END_SIZE; at >= earliest; at--) {
    if (reader.u32(at, "the end record") !== END) continue;
    if (at + END_SIZE + reader.u16(at + 20, "the comment's length") === reader.length) return at;
  }
  throw reader.malformed(reader.length, "the end record of a zip archive before the end", "none");
}

/** The place of the list of entries, checked. */
export function findList(reader: ByteReader): List {
  const end = findEnd(reader);
  const count = reader.u16(end + 10, "the number of entries");
  const length = reader.u32(end + 12, "the length of the list of entries");
  const start = reader.u32(end + 16, "the place of the list of entries");
  const large = findLargeEnd(reader, end);
  const disks = reader.u32(end + 4, "disk numbers");
  if (disks !== 0 || reader.u16(end + 8, "entries on this disk") !== count) {
    throw reader.malformed(end + 4, "an archive in one file", "one of several");
  }
  return large ?? checkList(reader, end + 12, { count, length, start, end });
}

/** Throws unless the list ends where the record behind it begins. */
function checkList(
  reader: ByteReader,
  at: number,
  { count, length, start, end }: List & { length: number },
): List {
  if (start + length === end) return { count, start, end };
  throw reader.malformed(at, `a list of entries that ends at ${end}`, start + length);
}

/** What zip64's record says; `undefined` if there is none. */
function findLargeEnd(reader: ByteReader, end: number): List | undefined {
  const locator = end - LOCATOR_SIZE;
  if (locator < 0 || reader.u32(locator, "zip64's locator") !== LOCATOR) return undefined;
  const at = reader.u64(locator + 8, "the place of zip64's record");
  if (at + LARGE_END_SIZE !== locator || reader.u32(at, "zip64's record") !== LARGE_END) {
    throw reader.malformed(locator + 8, "zip64's record before its locator", at);
  }
  const onDisk = reader.u64(at + 24, "entries on this disk");
  const count = reader.u64(at + 32, "the number of entries");
  const disks = [at + 16, at + 20, locator + 4].map((it) => reader.u32(it, "disk numbers"));
  if (onDisk !== count || disks.some((it) => it !== 0)) {
    throw reader.malformed(at + 16, "an archive in one file", "one of several");
  }
  const length = reader.u64(at + 40, "the length of the list of entries");
  const start = reader.u64(at + 48, "the place of the list of entries");
  return checkList(reader, at + 40, { count, length, start, end: at });
}

/** An entry's sizes and the place of its header; those that do not fit lie in an extra field. */
export function largeSizes(
  reader: ByteReader,
  at: number,
): { packed: number; size: number; local: number } {
  const u16 = (place: number) => reader.u16(place, "an extra field");
  const [packed, size, local] = [20, 24, 42].map((offset) =>
    reader.u32(at + offset, "an entry")
  ) as [number, number, number];
  const field = at + ENTRY_SIZE + u16(at + 28);
  const end = field + u16(at + 30);
  let place = field;
  while (place + 4 <= end && u16(place) !== LARGE_FIELD) place += 4 + u16(place + 2);
  if (place + 4 > end) return { packed, size, local };
  const last = Math.min(end, place + 4 + u16(place + 2));
  place += 4;
  const larger = (value: number): number => {
    if (value !== SEE_LARGE) return value;
    if (place + 8 > last) {
      throw reader.malformed(place, "a size of 8 bytes in zip64's field", "none");
    }
    place += 8;
    return reader.u64(place - 8, "a size");
  };
  // The order in the field is this one, not that of the entry.
  const [realSize, realPacked] = [larger(size), larger(packed)];
  return { size: realSize, packed: realPacked, local: larger(local) };
}
