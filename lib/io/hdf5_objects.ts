/**
 * The two outer structures of an HDF5 file: the superblock, which says where the root group is, and
 * object headers, which are lists of messages that describe a group or a dataset.
 *
 * @module
 */
import { ByteReader } from "./byte_reader.ts";
import { hdf5Checksum } from "./hdf5_checksum.ts";

/** The first bytes of every HDF5 file. */
export const SIGNATURE: Uint8Array = new Uint8Array([137, 72, 68, 70, 13, 10, 26, 10]);

/** Kinds of messages in object headers. */
export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  fillValue: 0x05,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  groupInfo: 0x0a,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** A message of an object header. */
export interface Message {
  /** One of {@linkcode MESSAGE}, or one that does not matter here. */
  readonly type: number;
  /** Where its content starts. */
  readonly at: number;
  /** Bytes of its content. */
  readonly size: number;
}

/** What an error says of versions that are not read. */
const VERSION_FIX = "write the file with h5py's default settings";

/**
 * The part of the file that is HDF5, from where places in it count. What lies before is the user
 * block, of 512 bytes or a power of two times as many.
 */
export function withoutUserBlock(reader: ByteReader): { reader: ByteReader; start: number } {
  if (isSignature(reader.bytes, 0)) return { reader, start: 0 };
  for (let start = 512; start + SIGNATURE.length <= reader.length; start *= 2) {
    if (!isSignature(reader.bytes, start)) continue;
    const where = `${reader.where} behind its user block of ${start} bytes`;
    return { reader: new ByteReader(where, reader.bytes.subarray(start)), start };
  }
  return { reader, start: 0 };
}

function isSignature(bytes: Uint8Array, start: number): boolean {
  return SIGNATURE.every((byte, index) => bytes[start + index] === byte);
}

/**
 * Reads the superblock: the place of the root group's object header.
 *
 * @param start Bytes of the user block.
 */
export function readSuperblock(reader: ByteReader, start: number): number {
  SIGNATURE.forEach((byte, index) => {
    const received = reader.u8(index, "the signature of HDF5");
    if (received !== byte) {
      throw reader.malformed(
        index,
        `byte ${byte} of the signature of HDF5`,
        received,
        "the file is no .h5 file",
      );
    }
  });
  const version = reader.u8(8, "the superblock's version");
  if (version > 3) {
    throw reader.malformed(8, "superblock version 0 to 3", version);
  }
  const sizes = version < 2 ? 13 : 9;
  for (const at of [sizes, sizes + 1]) {
    const size = reader.u8(at, "the size of addresses");
    if (size !== 8) {
      throw reader.malformed(at, "addresses of 8 bytes", size, VERSION_FIX);
    }
  }
  const addresses = version === 0 ? 24 : version === 1 ? 28 : 12;
  const base = reader.u64(addresses, "the base address");
  if (base !== start) {
    throw reader.unsupported(addresses, `base address ${base} instead of ${start}`, VERSION_FIX);
  }
  const end = reader.u64(addresses + 16, "the end of the file") - start;
  if (end > reader.length) {
    throw new RangeError(
      `${reader.where}: expected a file of ${end} bytes, as it says at offset ${
        addresses + 16
      }, received ${reader.length} bytes; the file is truncated`,
    );
  }
  if (version < 2) return reader.u64(addresses + 40, "the place of the root group");
  checkSum(reader, 0, 44, "the superblock");
  return reader.u64(addresses + 24, "the place of the root group");
}

/** Throws unless the check sum behind a structure is that of its bytes. */
function checkSum(reader: ByteReader, at: number, length: number, what: string): void {
  const expected = hdf5Checksum(reader.slice(at, length, what));
  const received = reader.u32(at + length, "a check sum");
  if (expected !== received) {
    throw reader.malformed(at + length, `check sum ${expected} of ${what}`, received);
  }
}

/** A stretch of messages. */
interface Block {
  readonly at: number;
  readonly end: number;
}

/** Reads an object header with its continuations. */
export function readObject(reader: ByteReader, address: number): Message[] {
  const newer = reader.latin1(address, 4, "an object header") === "OHDR";
  const { first, hasOrder } = newer ? startNewer(reader, address) : startOlder(reader, address);
  const messages: Message[] = [];
  const blocks: Block[] = [first];
  const seen = new Set<number>();
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    reader.spend(block.at, block.end - block.at, "an object header");
    if (seen.has(block.at)) {
      throw reader.malformed(block.at, "each piece of an object header once", "one again");
    }
    seen.add(block.at);
    for (const message of readBlock(reader, block, newer, hasOrder)) {
      if (message.type !== MESSAGE.continuation) messages.push(message);
      else blocks.push(continuation(reader, message, newer));
    }
  }
  return messages;
}

/** Version 1: a prefix of 16 bytes, no check sum. */
function startOlder(reader: ByteReader, address: number): { first: Block; hasOrder: boolean } {
  const version = reader.u8(address, "an object header");
  if (version !== 1) throw reader.malformed(address, "an object header of version 1 or 2", version);
  const size = reader.u32(address + 8, "the size of an object header");
  reader.check(address + 16, size, "an object header");
  return { first: { at: address + 16, end: address + 16 + size }, hasOrder: false };
}

/** Version 2: a prefix that depends on flags, a check sum behind the messages. */
function startNewer(reader: ByteReader, address: number): { first: Block; hasOrder: boolean } {
  const version = reader.u8(address + 4, "an object header");
  if (version !== 2) throw reader.malformed(address + 4, "object header version 2", version);
  const flags = reader.u8(address + 5, "an object header");
  let at = address + 6 + ((flags & 0x20) !== 0 ? 16 : 0) + ((flags & 0x10) !== 0 ? 4 : 0);
  const width = 1 << (flags & 3);
  const size = width === 1
    ? reader.u8(at, "a size")
    : width === 2
    ? reader.u16(at, "a size")
    : width === 4
    ? reader.u32(at, "a size")
    : reader.u64(at, "a size");
  at += width;
  checkSum(reader, address, at + size - address, "an object header");
  return { first: { at, end: at + size }, hasOrder: (flags & 4) !== 0 };
}

/** The stretch that a continuation message leads to. */
function continuation(reader: ByteReader, { at, size }: Message, newer: boolean): Block {
  if (size < 16) throw reader.malformed(at, "a continuation of 16 bytes", size);
  const start = reader.u64(at, "the place of a continuation");
  const length = reader.u64(at + 8, "the length of a continuation");
  reader.check(start, length, "a continuation");
  if (!newer) return { at: start, end: start + length };
  if (length < 8 || reader.latin1(start, 4, "a continuation") !== "OCHK") {
    throw reader.malformed(start, "a continuation (OCHK)", "other bytes");
  }
  checkSum(reader, start, length - 4, "a continuation");
  return { at: start + 4, end: start + length - 4 };
}

/** The messages in a stretch. */
function readBlock(
  reader: ByteReader,
  { at, end }: Block,
  newer: boolean,
  hasOrder: boolean,
): Message[] {
  const messages: Message[] = [];
  const prefix = newer ? (hasOrder ? 6 : 4) : 8;
  while (at + prefix <= end) {
    const type = newer ? reader.u8(at, "a message") : reader.u16(at, "a message");
    const size = reader.u16(at + (newer ? 1 : 2), "the size of a message");
    const flags = reader.u8(at + (newer ? 3 : 4), "the flags of a message");
    if (at + prefix + size > end) {
      throw reader.malformed(at, `a message that ends before offset ${end}`, at + prefix + size);
    }
    if ((flags & 2) !== 0 && type !== MESSAGE.fillValue) {
      throw reader.unsupported(at, "a message shared between objects", VERSION_FIX);
    }
    messages.push({ type, at: at + prefix, size });
    at += prefix + size;
  }
  return messages;
}
