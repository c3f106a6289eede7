/**
 * Writes zip archives; the same entries give the same bytes, whenever they are written. With more
 * than 65,534 entries an archive gets zip64's record, which says how many there are.
 *
 * @module
 */
import { nodeModule } from "../platform/node.ts";
import { deflate } from "./inflate.ts";
import { END, ENTRY_SIZE, LARGE_END, LOCAL_SIZE, LOCATOR } from "./zip_list.ts";

/** The version of the format that readers need, 2.0, and with zip64, 4.5. */
const VERSION = 20;
const LARGE_VERSION = 45;

/** The first of January 1980, as archives have it. */
const DATE = 0x0021;

/** A record of numbers of 2, 4 and 8 bytes, given as pairs of size and value. */
function record(...fields: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return bytes;
}

/** An archive of entries in the given order. */
export function writeZip(
  entries: readonly (readonly [string, Uint8Array])[],
  level: 0 | 6,
): Uint8Array {
  const files: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let [place, length] = [0, 0];
  for (const [text, content] of entries) {
    const name = new TextEncoder().encode(text);
    const packed = level === 0 ? content : deflate(content, level);
    const common = [
      [2, VERSION],
      // Whether the name is UTF-8.
      [2, name.length === text.length ? 0 : 0x800],
      [2, level === 0 ? 0 : 8],
      [2, 0],
      [2, DATE],
      [4, nodeModule("zlib").crc32(content)],
      [4, packed.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    ] as const;
    files.push(record([4, 0x04034b50], ...common), name, packed);
    list.push(
      record([4, 0x02014b50], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, place]),
      name,
    );
    place += LOCAL_SIZE + name.length + packed.length;
    length += ENTRY_SIZE + name.length;
  }
  return join([...files, ...list, ...endRecords(entries.length, length, place)]);
}

/** What stands behind the list. */
function endRecords(count: number, length: number, start: number): Uint8Array[] {
  const few = Math.min(count, 0xffff);
  const end = record([4, END], [4, 0], [2, few], [2, few], [4, length], [4, start], [2, 0]);
  if (count < 0xffff) return [end];
  const large = record(
    [4, LARGE_END],
    [8, 44],
    [2, LARGE_VERSION],
    [2, LARGE_VERSION],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, length],
    [8, start],
  );
  const locator = record([4, LOCATOR], [4, 0], [8, start + length], [4, 1]);
  return [large, locator, end];
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
