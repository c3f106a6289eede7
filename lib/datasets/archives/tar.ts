/**
 * Tar archives: POSIX's, with the long names of pax and GNU. Links, devices and names that lead out
 * of the archive are errors.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import type { ByteReader } from "../../io/byte_reader.ts";
import { climbsOut } from "../../io/zip.ts";

/** A file or a folder of an archive. */
export interface ArchiveEntry {
  readonly name: string;
  /** `undefined` for folders. */
  readonly bytes: Uint8Array | undefined;
}

/** Archives consist of pieces of so many bytes. */
const BLOCK = 512;

/** Kinds of entries that describe the next one. */
const [PAX, PAX_ALL, LONG_NAME, LONG_LINK] = ["x", "g", "L", "K"];

const LINKS: Readonly<Record<string, string>> = { 1: "a hard link", 2: "a link" };

function textAt(reader: ByteReader, at: number, length: number): string {
  const bytes = reader.slice(at, length, "a text of the archive");
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function octalAt(reader: ByteReader, at: number, length: number, what: string): number {
  const text = textAt(reader, at, length).trim();
  if (!/^[0-7]+$/.test(text)) throw reader.malformed(at, what, formatValue(text));
  return parseInt(text, 8);
}

/** Whether a piece is all zeros, as the end is. */
const isEmpty = (bytes: Uint8Array): boolean => bytes.every((it) => it === 0);

/** The checksum of a head, whose own place counts as spaces. */
function checksum(head: Uint8Array): number {
  return head.reduce((sum, it, i) => sum + (i >= 148 && i < 156 ? 32 : it), 0);
}

/** Whether bytes begin as a tar archive does. */
export function isTar(reader: ByteReader): boolean {
  if (reader.length < BLOCK) return false;
  const sum = parseInt(textAt(reader, 148, 8).trim(), 8);
  return sum === checksum(reader.slice(0, BLOCK, "a head"));
}

/** What a pax head says of the next entry's name. */
function paxName(text: string): string | undefined {
  let name: string | undefined;
  for (let rest = text; rest !== "";) {
    const [, size] = /^(\d+) /.exec(rest) ?? [];
    const length = Number(size);
    if (size === undefined || length <= size.length) break;
    const record = rest.slice(size.length + 1, length - 1);
    if (record.startsWith("path=")) name = record.slice(5);
    rest = rest.slice(length);
  }
  return name;
}

/**
 * The entries of an archive, in its order.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the archive ends too early, and for names that lead out of it.
 * @throws {TypeError} for links and devices.
 */
export function readTar(reader: ByteReader): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let longName: string | undefined;
  for (let at = 0; at < reader.length;) {
    const head = reader.slice(at, BLOCK, "a head of the archive");
    if (isEmpty(head)) return entries;
    if (octalAt(reader, at + 148, 8, "a checksum") !== checksum(head)) {
      throw reader.malformed(at, "a head of the archive with its checksum", "another one");
    }
    const size = octalAt(reader, at + 124, 12, "a file's size");
    const kind = String.fromCharCode(head[156]!);
    const bytes = reader.slice(at + BLOCK, size, "a file of the archive");
    const place = at;
    const whole = Math.ceil(size / BLOCK) * BLOCK;
    reader.check(at + BLOCK, whole, "a file of the archive, filled up,");
    at += BLOCK + whole;
    if (kind === PAX || kind === LONG_NAME) {
      const text = new TextDecoder().decode(bytes);
      longName = (kind === PAX ? paxName(text) : text.replace(/\0+$/, "")) ?? longName;
      continue;
    }
    if (kind === PAX_ALL || kind === LONG_LINK) continue;
    const prefix = textAt(reader, place + 257, 5) === "ustar"
      ? textAt(reader, place + 345, 155)
      : "";
    const own = textAt(reader, place, 100);
    const name = longName ?? (prefix === "" ? own : `${prefix}/${own}`);
    longName = undefined;
    checkName(reader, place, name);
    if (kind === "5") entries.push({ name, bytes: undefined });
    else if (kind === "0" || kind === "\0" || kind === "7") entries.push({ name, bytes });
    else {
      throw reader.unsupported(
        place,
        `${LINKS[kind] ?? `an entry of kind ${formatValue(kind)}`}, ${formatValue(name)},`,
        "only files and folders are unpacked",
      );
    }
  }
  return entries;
}

/**
 * Checks that an entry stays inside.
 *
 * @throws {RangeError} if it does not.
 */
export function checkName(reader: ByteReader, at: number, name: string): void {
  if (!climbsOut(name)) return;
  throw new RangeError(
    `${reader.where}: expected names inside of the archive, received ${
      formatValue(name)
    } at offset ${at}; it was made to write elsewhere`,
  );
}
