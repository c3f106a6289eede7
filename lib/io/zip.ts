/**
 * Zip archives, as far as .npz needs them: the list of entries at the end of the file is checked
 * against the file before anything is unpacked, and nothing is ever written to disk by its name.
 *
 * @module
 */
import { nodeModule } from "../platform/node.ts";
import type { ByteReader } from "./byte_reader.ts";
import { BEST_RATIO, inflate } from "./inflate.ts";
import { ENTRY_SIZE, findList, largeSizes, LOCAL_SIZE } from "./zip_list.ts";
import { decodeName } from "./zip_names.ts";

/** An entry of an archive. */
export interface ZipEntry {
  /** Its name. */
  readonly name: string;
  /** Where its compressed bytes lie. */
  readonly start: number;
  /** How many they are. */
  readonly packed: number;
  /** How many they are unpacked. */
  readonly size: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Check sum of the unpacked bytes. */
  readonly crc: number;
}

/** Whether a name would leave the folder in which somebody unpacks the archive. */
export function climbsOut(name: string): boolean {
  return name === "" || /^[/\\]|^[a-zA-Z]:[/\\]|\\|\0/.test(name) || name.split("/").includes("..");
}

/** The entries of an archive, in the order of its list, which nothing overlaps. */
export function readZip(reader: ByteReader): ZipEntry[] {
  const { count, start, end } = findList(reader);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const { entry, next } = readEntry(reader, at, start);
    entries.push(entry);
    at = next;
  }
  if (at !== end) throw reader.malformed(at, `the end of ${count} entries at ${end}`, at);
  checkApart(reader, entries);
  return entries;
}

/** One entry of the list. */
function readEntry(
  reader: ByteReader,
  at: number,
  listStart: number,
): { entry: ZipEntry; next: number } {
  reader.check(at, ENTRY_SIZE, "an entry of the archive");
  const u16 = (offset: number) => reader.u16(at + offset, "an entry");
  const u32 = (offset: number) => reader.u32(at + offset, "an entry");
  if (u32(0) !== 0x02014b50) throw reader.malformed(at, "an entry of the archive", u32(0));
  if ((u16(8) & 1) !== 0) {
    throw reader.unsupported(at, "an encrypted entry", "save it without a password");
  }
  const method = u16(10);
  if (method !== 0 && method !== 8) {
    throw reader.unsupported(at, `compression method ${method}`, "save it with np.savez");
  }
  const crc = u32(16);
  const { packed, size, local } = largeSizes(reader, at);
  const bytes = reader.slice(at + ENTRY_SIZE, u16(28), "a name");
  const name = decodeName(reader, at + ENTRY_SIZE, bytes, (u16(8) & 0x800) !== 0);
  if (climbsOut(name)) {
    throw new RangeError(
      `${reader.where}: expected a name inside the archive at offset ${at + ENTRY_SIZE}, received ${
        JSON.stringify(name)
      }; the file may be an attack on who unpacks it`,
    );
  }
  if (reader.u32(local, "the header of an entry") !== 0x04034b50) {
    throw reader.malformed(local, `the header of entry ${JSON.stringify(name)}`, "other bytes");
  }
  const named = reader.u16(local + 26, "the length of a name");
  const extra = reader.u16(local + 28, "the length of extra fields");
  const start = local + LOCAL_SIZE + named + extra;
  if (start + packed > listStart) {
    throw new RangeError(
      `${reader.where}: expected entry ${
        JSON.stringify(name)
      } to end before offset ${listStart}, received ${packed} bytes from offset ${start}; the file is truncated or damaged`,
    );
  }
  if (method === 0 ? size !== packed : size > packed * BEST_RATIO) {
    throw new RangeError(
      `${reader.where}: expected an unpacked size that ${packed} bytes can hold at offset ${
        at + 24
      }, received ${size} for entry ${JSON.stringify(name)}; the file is damaged`,
    );
  }
  const next = at + ENTRY_SIZE + u16(28) + u16(30) + u16(32);
  return { entry: { name, start, packed, size, method, crc }, next };
}

/** Throws if entries share bytes, as they do in archives that unpack to more than they should. */
function checkApart(reader: ByteReader, entries: readonly ZipEntry[]): void {
  const sorted = [...entries].sort((a, b) => a.start - b.start);
  sorted.forEach((entry, index) => {
    const before = sorted[index - 1];
    if (!before || before.start + before.packed + LOCAL_SIZE <= entry.start) return;
    throw reader.malformed(
      entry.start,
      `entry ${JSON.stringify(entry.name)} to have bytes of its own`,
      `bytes of ${JSON.stringify(before.name)}`,
    );
  });
}

/** The unpacked bytes of an entry. */
export function unpack(reader: ByteReader, entry: ZipEntry): Uint8Array {
  const { name, start, packed, size, method, crc } = entry;
  const bytes = reader.slice(start, packed, `entry ${JSON.stringify(name)}`);
  const unpacked = method === 0 ? bytes : inflated(reader, bytes, entry);
  if (unpacked.length !== size || nodeModule("zlib").crc32(unpacked) !== crc) {
    throw reader.malformed(
      start,
      `entry ${JSON.stringify(name)} to unpack to ${size} bytes of check sum ${crc}`,
      "other bytes",
    );
  }
  return unpacked;
}

/** The inflated bytes of an entry. */
function inflated(reader: ByteReader, bytes: Uint8Array, { name, start, size }: ZipEntry) {
  try {
    return inflate(bytes, size);
  } catch (error) {
    throw reader.malformed(
      start,
      `deflated bytes of entry ${JSON.stringify(name)}`,
      (error as Error).message,
    );
  }
}
