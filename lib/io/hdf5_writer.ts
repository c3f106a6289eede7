/**
 * Writes HDF5 files of groups, text attributes and datasets of numbers, in the form that HDF5 1.8
 * introduced: every structure carries a check sum. h5py, and with it Keras, reads them.
 *
 * @module
 */
import type { NdArray } from "../display/ndarray.ts";
import type { NdData, NdDType } from "../display/nd_dtype.ts";
import { hdf5Checksum } from "./hdf5_checksum.ts";
import { MESSAGE, SIGNATURE } from "./hdf5_objects.ts";

/** Texts of an attribute: a list, or a single one. */
export type Hdf5Texts = string | readonly string[];

/** A group to write. */
export interface Hdf5Group {
  /** Text attributes by name. */
  readonly attributes: Map<string, Hdf5Texts>;
  /** Groups and datasets by name. */
  readonly children: Map<string, Hdf5Group | NdArray>;
}

/** A group with nothing in it. */
export function emptyGroup(): Hdf5Group {
  return { attributes: new Map(), children: new Map() };
}

/** "Nowhere", as an address. */
const NOWHERE = 0xffff_ffff_ffff_ffffn;

/** Bytes of the superblock. */
const SUPERBLOCK_SIZE = 48;

/** Element types: class and version, three bytes of flags, size, and the layout of the bits. */
const DATATYPES: Readonly<Partial<Record<NdDType, readonly number[]>>> = {
  float16: [0x11, 0x20, 15, 0, 2, 0, 0, 0, 0, 0, 16, 0, 10, 5, 0, 10, 15, 0, 0, 0],
  float32: [0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0],
  float64: [0x11, 0x20, 63, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52, 255, 3, 0, 0],
  int32: [0x10, 0x08, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0],
  int64: [0x10, 0x08, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0],
  uint8: [0x10, 0x00, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0],
};

/** Whether a dataset of an element type can be written. */
export function isHdf5DType(dtype: NdDType): boolean {
  return dtype in DATATYPES;
}

/** Bytes of whole numbers, little-endian. */
function number(value: number | bigint, size: 1 | 2 | 4 | 8): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes.subarray(0, size);
}

function join(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A message of an object header. */
function message(type: number, ...content: (Uint8Array | readonly number[])[]): Uint8Array {
  const bytes = join(content);
  return join([[type], number(bytes.length, 2), [0], bytes]);
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  return join([bytes, number(hdf5Checksum(bytes), 4)]);
}

/** A shape: dimensions, or that of a single value. */
function dataspace(shape: readonly number[]): Uint8Array {
  const kind = shape.length === 0 ? 0 : 1;
  return join([[2, shape.length, 0, kind], ...shape.map((dim) => number(dim, 8))]);
}

/** An attribute of texts of one length, filled up with zeros. */
function attribute(name: string, texts: Hdf5Texts): Uint8Array {
  const encoder = new TextEncoder();
  const items = typeof texts === "string" ? [texts] : texts;
  const encoded = items.map((text) => encoder.encode(text));
  const size = encoded.reduce((longest, { length }) => Math.max(longest, length), 1);
  const data = new Uint8Array(size * items.length);
  encoded.forEach((bytes, index) => data.set(bytes, index * size));
  const type = join([[0x13, 0x01, 0, 0], number(size, 4)]);
  const space = dataspace(typeof texts === "string" ? [] : [items.length]);
  const label = encoder.encode(`${name}\0`);
  const sizes = [label, type, space].map(({ length }) => number(length, 2));
  return message(MESSAGE.attribute, [3, 0], ...sizes, [1], label, type, space, data);
}

/** Collects the file's bytes and hands out places in it. */
class Output {
  readonly #pieces: Uint8Array[] = [];
  #length = SUPERBLOCK_SIZE;

  /** Appends a piece at a multiple of 8 and tells where it lies. */
  append(bytes: Uint8Array): number {
    const padding = (8 - this.#length % 8) % 8;
    const address = this.#length + padding;
    this.#pieces.push(new Uint8Array(padding), bytes);
    this.#length = address + bytes.length;
    return address;
  }

  /** Appends an object header of messages. */
  header(messages: readonly Uint8Array[]): number {
    const content = join(messages);
    const prefix = [...new TextEncoder().encode("OHDR"), 2, 2];
    return this.append(withChecksum(join([prefix, number(content.length, 4), content])));
  }

  /** The file with its superblock. */
  finish(root: number): Uint8Array {
    const superblock = withChecksum(join([
      SIGNATURE,
      [2, 8, 8, 0],
      number(0, 8),
      number(NOWHERE, 8),
      number(this.#length, 8),
      number(root, 8),
    ]));
    return join([superblock, ...this.#pieces]);
  }
}

function writeDataset(output: Output, { data, dtype, shape }: NdArray): number {
  const { buffer, byteOffset, byteLength } = data as Exclude<NdData, readonly string[]>;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  const address = byteLength === 0 ? NOWHERE : output.append(bytes);
  return output.header([
    message(MESSAGE.dataspace, dataspace(shape)),
    message(MESSAGE.datatype, DATATYPES[dtype]!),
    // No value for elements that were never written: all are.
    message(MESSAGE.fillValue, [3, 0x0a]),
    message(MESSAGE.layout, [3, 1], number(address, 8), number(byteLength, 8)),
  ]);
}

function writeGroup(output: Output, { attributes, children }: Hdf5Group): number {
  const links = [...children].map(([name, child]) => {
    const address = "children" in child ? writeGroup(output, child) : writeDataset(output, child);
    const label = new TextEncoder().encode(name);
    // A hard link with a UTF-8 name whose length takes two bytes.
    return message(MESSAGE.link, [1, 0x11, 1], number(label.length, 2), label, number(address, 8));
  });
  return output.header([
    message(MESSAGE.linkInfo, [0, 0], number(NOWHERE, 8), number(NOWHERE, 8)),
    message(MESSAGE.groupInfo, [0, 0]),
    ...links,
    ...[...attributes].map(([name, texts]) => attribute(name, texts)),
  ]);
}

/** The bytes of an HDF5 file with this root group. */
export function encodeHdf5(root: Hdf5Group): Uint8Array {
  const output = new Output();
  return output.finish(writeGroup(output, root));
}
