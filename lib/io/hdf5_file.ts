/**
 * Reads HDF5 files, as far as files of weights need it: groups, attributes that are text, and
 * datasets of numbers, in one piece or in chunks. It is written here, and not HDF5's own library compiled to
 * WebAssembly, because damaged files make that one run without end, and because its errors say
 * nothing of the offset.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import type { NdDType } from "../display/nd_dtype.ts";
import { formatShape } from "../errors/format.ts";
import { ByteReader } from "./byte_reader.ts";
import { readElements } from "./elements.ts";
import { readChunks } from "./hdf5_chunks.ts";
import { readFilters } from "./hdf5_filters.ts";
import { type Link, readLinks } from "./hdf5_group.ts";
import {
  MESSAGE,
  type Message,
  readObject,
  readSuperblock,
  withoutUserBlock,
} from "./hdf5_objects.ts";
import { isNullSpace, readDataspace, readDatatype, type TextType } from "./hdf5_types.ts";

/** An attribute: its type, shape and content. */
interface Attribute {
  readonly datatype: number;
  readonly dataspace: number;
  readonly data: number;
  readonly end: number;
}

/** A group or a dataset. */
export interface Hdf5Object {
  /** Where its header lies. */
  readonly address: number;
  /** What its header says. */
  readonly messages: readonly Message[];
}

/** An HDF5 file in memory. */
export class Hdf5File {
  /** The bytes. */
  readonly reader: ByteReader;
  /** The root group. */
  readonly root: Hdf5Object;
  readonly #objects = new Map<number, Hdf5Object>();
  readonly #links = new Map<number, Map<string, Link>>();
  readonly #heaps = new Map<number, Map<number, { at: number; size: number }>>();

  /** @throws {SyntaxError} if the file is no HDF5 file. */
  constructor(reader: ByteReader) {
    const { reader: inner, start } = withoutUserBlock(reader);
    this.reader = inner;
    this.root = this.#object(readSuperblock(inner, start));
  }

  #object(address: number): Hdf5Object {
    const known = this.#objects.get(address);
    if (known) return known;
    const object = { address, messages: readObject(this.reader, address) };
    this.#objects.set(address, object);
    return object;
  }

  /** The object of a path, names separated by `/`, inside a group. */
  find(group: Hdf5Object, path: string): Hdf5Object | undefined {
    let object = group;
    for (const name of path.split("/").filter((part) => part !== "")) {
      const link = this.#linksOf(object).get(name);
      if (link === undefined) return undefined;
      if (link.address === undefined) throw this.reader.unsupported(link.at, link.what, LINK_FIX);
      object = this.#object(link.address);
    }
    return object;
  }

  #linksOf({ address, messages }: Hdf5Object): Map<string, Link> {
    const known = this.#links.get(address);
    if (known) return known;
    const links = readLinks(this.reader, messages);
    this.#links.set(address, links);
    return links;
  }

  /** Whether an object is a group, and no dataset. */
  isGroup({ messages }: Hdf5Object): boolean {
    return !messages.some(({ type }) => type === MESSAGE.layout);
  }

  /** The names in a group. */
  names(group: Hdf5Object): string[] {
    return [...this.#linksOf(group).keys()];
  }

  /** The texts of an attribute, one for a scalar; `undefined` if there is no such attribute. */
  texts(object: Hdf5Object, name: string): string[] | undefined {
    for (const message of object.messages) {
      if (message.type === MESSAGE.attributeInfo) this.#checkCompact(message);
      if (message.type !== MESSAGE.attribute) continue;
      const attribute = this.#attribute(message, name);
      if (attribute) return this.#readTexts(attribute);
    }
    return undefined;
  }

  /** Throws if attributes lie elsewhere, in HDF5's newest form. */
  #checkCompact({ at }: Message): void {
    const heap = at + ((this.reader.u8(at + 1, "attribute info") & 1) !== 0 ? 4 : 2);
    if (this.reader.isUndefined(heap, "attribute info")) return;
    throw this.reader.unsupported(
      at,
      "an object of many attributes in HDF5's newest form",
      "write the file with h5py's default settings, without track_order and libver",
    );
  }

  /** The attribute in a message, if it has this name. */
  #attribute({ at, size }: Message, wanted: string): Attribute | undefined {
    const { reader } = this;
    const version = reader.u8(at, "an attribute");
    if (version < 1 || version > 3) throw reader.malformed(at, "attribute version 1 to 3", version);
    if (version > 1 && reader.u8(at + 1, "an attribute") !== 0) {
      throw reader.unsupported(at, "an attribute of a shared type", "save it as plain text");
    }
    const padded = (length: number) => version === 1 ? (length + 7) & ~7 : length;
    const [nameSize, typeSize, spaceSize] = [2, 4, 6].map((offset) =>
      reader.u16(at + offset, "an attribute")
    ) as [number, number, number];
    const nameAt = at + (version === 3 ? 9 : 8);
    const datatype = nameAt + padded(nameSize);
    const dataspace = datatype + padded(typeSize);
    const data = dataspace + padded(spaceSize);
    if (data > at + size) {
      throw reader.malformed(at, `an attribute that ends before offset ${at + size}`, data);
    }
    const name = new TextDecoder().decode(reader.slice(nameAt, nameSize, "a name"));
    return name.replace(/\0.*$/s, "") === wanted
      ? { datatype, dataspace, data, end: at + size }
      : undefined;
  }

  #readTexts({ datatype, dataspace, data, end }: Attribute): string[] {
    const { reader } = this;
    const count = readDataspace(reader, dataspace).reduce((a, b) => a * b, 1);
    if (count === 0) return [];
    const type = readDatatype(reader, datatype);
    if ("bigEndian" in type) {
      throw reader.malformed(datatype, "an attribute of texts", "numbers");
    }
    if (data + count * type.size > end) {
      throw reader.malformed(
        data,
        `texts that end before offset ${end}`,
        data + count * type.size,
      );
    }
    return Array.from(
      { length: count },
      (_, index) => this.#text(type, data + index * type.size),
    );
  }

  /** One text, up to its first zero. */
  #text({ kind, size }: TextType, at: number): string {
    const bytes = kind === "fixed" ? this.#spend(at, size, "a text") : this.#heapText(at);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
  }

  /** The bytes that a reference to a heap of the file leads to. */
  #heapText(at: number): Uint8Array {
    const { reader } = this;
    const length = reader.u32(at, "the length of a text");
    if (length === 0) return new Uint8Array(0);
    const heap = reader.u64(at + 4, "the place of a heap");
    const wanted = reader.u32(at + 12, "the number of a text");
    const found = this.#heap(heap).get(wanted);
    if (found && length <= found.size) return this.#spend(found.at, length, "a text");
    throw reader.malformed(at, `the number of a text in the heap at ${heap}`, wanted);
  }

  /** The texts in a heap by their numbers. */
  #heap(heap: number): Map<number, { at: number; size: number }> {
    const known = this.#heaps.get(heap);
    if (known) return known;
    const { reader } = this;
    if (reader.latin1(heap, 4, "a heap") !== "GCOL") {
      throw reader.malformed(heap, "a heap of texts (GCOL)", "other bytes");
    }
    const end = heap + reader.u64(heap + 8, "the size of a heap");
    reader.spend(heap, end - heap, "a heap of texts");
    const texts = new Map<number, { at: number; size: number }>();
    for (let place = heap + 16; place + 16 <= end;) {
      const index = reader.u16(place, "a text");
      const size = reader.u64(place + 8, "the size of a text");
      if (index === 0) break;
      texts.set(index, { at: place + 16, size });
      place += 16 + Math.ceil(size / 8) * 8;
    }
    this.#heaps.set(heap, texts);
    return texts;
  }

  /** A piece of the file that becomes a value. */
  #spend(at: number, length: number, what: string): Uint8Array {
    this.reader.spend(at, length, what);
    return this.reader.slice(at, length, what);
  }

  /** The numbers in a dataset. */
  numbers({ address, messages }: Hdf5Object): NdArray {
    const { reader } = this;
    const one = (type: number, what: string): Message => {
      const found = messages.find((message) => message.type === type);
      if (found) return found;
      throw reader.malformed(
        address,
        `a dataset with ${what}`,
        "an object without",
        "it is a group, or the file is damaged",
      );
    };
    for (const { type, at } of messages) {
      if (type === MESSAGE.externalFiles) {
        throw reader.unsupported(at, "a dataset in other files", "save the weights into one file");
      }
    }
    const space = one(MESSAGE.dataspace, "a shape").at;
    if (isNullSpace(reader, space)) {
      throw reader.unsupported(space, "a dataset that holds nothing (h5py.Empty)", "write numbers");
    }
    const shape = readDataspace(reader, space);
    const datatype = one(MESSAGE.datatype, "an element type").at;
    const type = readDatatype(reader, datatype);
    if (!("bigEndian" in type)) {
      throw reader.malformed(datatype, "a dataset of numbers", "text", "it holds no weights");
    }
    const count = shape.reduce((a, b) => a * b, 1);
    const layout = one(MESSAGE.layout, "a place").at;
    const filters = messages.filter((message) => message.type === MESSAGE.filters)
      .flatMap((message) => readFilters(reader, message.at));
    if (reader.u8(layout + 1, "a dataset's place") === 2 && this.#layoutVersion(layout) === 3) {
      const bytes = readChunks(reader, layout, shape, type.size, filters);
      const { dtype, data } = readElements(new ByteReader(reader.where, bytes), 0, count, type);
      return new NdArray<NdDType>(data, shape, dtype);
    }
    const place = this.#place(layout, count * type.size, shape);
    reader.spend(place, count * type.size, "a dataset");
    const { dtype, data } = readElements(reader, place, count, type);
    return new NdArray<NdDType>(data, shape, dtype);
  }

  #layoutVersion(at: number): number {
    const version = this.reader.u8(at, "a dataset's place");
    if (version === 3 || version === 4) return version;
    throw this.reader.unsupported(at, `a dataset's place in version ${version}`, REPACK);
  }

  /** Where the `length` bytes of a dataset lie. */
  #place(at: number, length: number, shape: readonly number[]): number {
    const { reader } = this;
    const version = this.#layoutVersion(at);
    const kind = reader.u8(at + 1, "a dataset's place");
    if (kind > 1) {
      const what = kind === 2 ? `chunks in HDF5's newest form (version ${version})` : "other files";
      throw reader.unsupported(at, `a dataset in ${what}`, REPACK);
    }
    const size = kind === 0
      ? reader.u16(at + 2, "a dataset's size")
      : reader.u64(at + 10, "a dataset's size");
    if (size !== length) {
      throw reader.malformed(at, `${length} bytes for shape ${formatShape(shape)}`, size);
    }
    if (kind === 0) return at + 4;
    return length === 0 ? 0 : reader.u64(at + 2, "a dataset's place");
  }
}

/** What to do about datasets that are not in one piece. */
const REPACK = "rewrite the file with h5repack -l CONTI -f NONE";

/** What an error says of links that are not followed. */
const LINK_FIX = "the file needs another one to make sense; save the weights into one file";
