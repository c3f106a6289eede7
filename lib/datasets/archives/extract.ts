/**
 * Unpacks archives into a folder: all of it or nothing.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { ByteReader } from "../../io/byte_reader.ts";
import { readPlainFile } from "../../io/files.ts";
import { readZip, unpack } from "../../io/zip.ts";
import { host } from "../../platform/host.ts";
import { nodeModule } from "../../platform/node.ts";
import { type ArchiveEntry, checkName, isTar, readTar } from "./tar.ts";

/** Kinds of archives. */
export type ArchiveFormat = "tar" | "zip";

/** Bytes that an archive may have once it is unpacked. */
const MOST = 2 ** 31 - 1;

/** Entries that it may have. */
const MOST_ENTRIES = 1_000_000;

/** Bytes that deflate makes of one, and that any archive may have. */
const [BEST_RATIO, FREE] = [1032, 2 ** 20];

/** The bytes of a file that may be packed with gzip. */
function inflated(where: string, bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x42 && bytes[1] === 0x5a && bytes[2] === 0x68) {
    throw new TypeError(`${where}: bzip2 cannot be unpacked; pack the archive with gzip`);
  }
  if (bytes[0] === 0xfd && bytes[1] === 0x37 && bytes[2] === 0x7a) {
    throw new TypeError(`${where}: xz cannot be unpacked; pack the archive with gzip`);
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const maxOutputLength = Math.min(MOST, BEST_RATIO * bytes.length + FREE);
  try {
    return nodeModule("zlib").gunzipSync(bytes, { maxOutputLength });
  } catch (error) {
    throw new RangeError(
      `${where}: expected gzip's bytes that give ${maxOutputLength} or less, received others: ${
        (error as Error).message
      }; the file is truncated or damaged`,
      { cause: error },
    );
  }
}

/** The entries of an archive; `undefined` if it is of none of the formats. */
function entriesOf(
  where: string,
  bytes: Uint8Array,
  formats: readonly ArchiveFormat[],
): ArchiveEntry[] | undefined {
  for (const format of formats) {
    if (format === "zip" && bytes[0] === 0x50 && bytes[1] === 0x4b) {
      const reader = new ByteReader(where, bytes);
      const entries = readZip(reader);
      const total = entries.reduce((sum, { size }) => sum + size, 0);
      if (total > MOST) {
        throw new RangeError(
          `${where}: expected at most ${MOST} bytes, received an archive of ${total}`,
        );
      }
      return entries.map((entry) => {
        checkName(reader, entry.start, entry.name);
        const isFolder = entry.name.endsWith("/");
        return { name: entry.name, bytes: isFolder ? undefined : unpack(reader, entry) };
      });
    }
    if (format === "tar") {
      const reader = new ByteReader(where, inflated(where, bytes));
      if (isTar(reader)) return readTar(reader);
    }
  }
  return undefined;
}

/**
 * Unpacks an archive into a folder, which is replaced.
 *
 * @throws {SyntaxError} if the archive is damaged.
 * @throws {RangeError} if it ends too early or is too large, and for names that lead out of it.
 * @throws {TypeError} for links, devices, and what is no archive of the formats.
 */
export function extract(
  where: string,
  path: string,
  folder: string,
  formats: readonly ArchiveFormat[],
): void {
  const place = `${where}: ${formatValue(path)}`;
  const entries = entriesOf(place, readPlainFile(place, path), formats);
  if (entries === undefined) {
    throw new TypeError(
      `${place}: expected an archive (${
        formats.join(", ")
      }), received another file; leave out extract`,
    );
  }
  if (entries.length > MOST_ENTRIES) {
    throw new RangeError(
      `${place}: expected at most ${MOST_ENTRIES} entries, received ${entries.length}`,
    );
  }
  const { rmSync } = nodeModule("fs");
  const { dirname, join } = nodeModule("path");
  const draft = `${folder}.${crypto.randomUUID()}.tmp`;
  try {
    host.files.makeFolder(draft);
    for (const { name, bytes } of entries) {
      const target = join(draft, name);
      host.files.makeFolder(bytes === undefined ? target : dirname(target));
      if (bytes !== undefined) host.files.write(target, bytes);
    }
    rmSync(folder, { recursive: true, force: true });
    host.files.rename(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
