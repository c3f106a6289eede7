/**
 * The links of an HDF5 group: names and the objects they lead to, in both of the forms in which
 * libraries write small groups.
 *
 * @module
 */
import type { ByteReader } from "./byte_reader.ts";
import { MESSAGE, type Message } from "./hdf5_objects.ts";

/** The deepest tree of links that is followed; real ones have two or three levels. */
const DEEPEST = 16;

/** Where a name leads: to an object of this file, or, by other links, who knows where. */
export type Link =
  | { readonly address: number }
  | { readonly address?: undefined; readonly at: number; readonly what: string };

/** Names and where they lead. Links that leave the file do no harm until they are followed. */
export function readLinks(
  reader: ByteReader,
  messages: readonly Message[],
): Map<string, Link> {
  const links = new Map<string, Link>();
  for (const { type, at, size } of messages) {
    if (type === MESSAGE.symbolTable) readTable(reader, at, links);
    else if (type === MESSAGE.link) readLink(reader, at, size, links);
    else if (type === MESSAGE.linkInfo) {
      const heap = at + ((reader.u8(at + 1, "link info") & 1) !== 0 ? 10 : 2);
      if (!reader.isUndefined(heap, "link info")) {
        throw reader.unsupported(
          at,
          "a group of many links in HDF5's newest form",
          "write the file with h5py's default settings, without track_order and libver",
        );
      }
    }
  }
  return links;
}

/** A link that is stored in the group's header. */
function readLink(
  reader: ByteReader,
  start: number,
  size: number,
  links: Map<string, Link>,
): void {
  const flags = reader.u8(start + 1, "a link");
  let at = start + 2;
  const type = (flags & 8) !== 0 ? reader.u8(at++, "a link's type") : 0;
  if ((flags & 4) !== 0) at += 8;
  if ((flags & 16) !== 0) at++;
  const width = 1 << (flags & 3);
  if (width === 8) throw reader.malformed(start + 1, "a name of under 4 GiB", flags);
  const length = width === 1
    ? reader.u8(at, "a name's length")
    : width === 2
    ? reader.u16(at, "a name's length")
    : reader.u32(at, "a name's length");
  at += width;
  const end = at + length + (type === 0 ? 8 : 2);
  if (end > start + size) {
    throw reader.malformed(at, `a link that ends before offset ${start + size}`, end);
  }
  const name = new TextDecoder().decode(reader.slice(at, length, "a name"));
  const kind = type === 1 ? "soft" : type === 64 ? "external" : `unknown (kind ${type})`;
  const link = type === 0
    ? { address: reader.u64(at + length, "the place of an object") }
    : { at: start, what: `${kind} link ${JSON.stringify(name)}` };
  add(reader, links, name, at, link);
}

function add(
  reader: ByteReader,
  links: Map<string, Link>,
  name: string,
  at: number,
  link: Link,
): void {
  if (links.has(name)) {
    throw reader.malformed(at, "each name of a group once", JSON.stringify(name));
  }
  links.set(name, link);
}

/** The older form: a tree of tables of entries, with the names in a heap. */
function readTable(reader: ByteReader, at: number, links: Map<string, Link>): void {
  const heap = reader.u64(at + 8, "the place of a heap");
  if (reader.latin1(heap, 4, "a heap") !== "HEAP") {
    throw reader.malformed(heap, "a heap of names (HEAP)", "other bytes");
  }
  const size = reader.u64(heap + 8, "the size of a heap");
  const namesAt = reader.u64(heap + 24, "the place of names");
  const names = reader.slice(namesAt, size, "names");
  const seen = new Set<number>();

  function visit(node: number, depth: number): void {
    if (seen.has(node) || depth > DEEPEST) {
      throw reader.malformed(node, "each part of a group once", "one again");
    }
    seen.add(node);
    const kind = reader.latin1(node, 4, "a part of a group");
    if (kind === "SNOD") return readEntries(node);
    if (kind !== "TREE" || reader.u8(node + 4, "a tree") !== 0) {
      throw reader.malformed(node, "a part of a group (TREE or SNOD)", "other bytes");
    }
    const count = reader.u16(node + 6, "the number of branches");
    reader.spend(node, 24 + 16 * count, "a part of a group");
    for (let i = 0; i < count; i++) {
      visit(reader.u64(node + 32 + 16 * i, "the place of a branch"), depth + 1);
    }
  }

  function readEntries(node: number): void {
    const count = reader.u16(node + 6, "the number of entries");
    reader.spend(node, 8 + 40 * count, "a part of a group");
    for (let i = 0; i < count; i++) {
      const entry = node + 8 + 40 * i;
      const place = reader.u64(entry, "the place of a name");
      const end = names.indexOf(0, place);
      if (place >= size || end === -1) {
        throw reader.malformed(entry, `a place in ${size} bytes of names`, place);
      }
      reader.spend(namesAt + place, end - place, "a name");
      const name = new TextDecoder().decode(names.subarray(place, end));
      const isSoft = reader.u32(entry + 16, "the kind of a link") === 2;
      const link = isSoft
        ? { at: entry, what: `soft link ${JSON.stringify(name)}` }
        : { address: reader.u64(entry + 8, "the place of an object") };
      add(reader, links, name, entry, link);
    }
  }

  visit(reader.u64(at, "the place of a tree"), 0);
}
