/**
 * TensorFlow's records: a content between its length and checksums of both, one after the other.
 *
 * @module
 */
import { crc32c } from "../arrays/crc32.ts";
import type { ByteReader } from "./byte_reader.ts";

/** Bytes before a content: its length, and the checksum of that. */
const HEAD = 12;
/** Bytes after it: its checksum. */
const FOOT = 4;

/** A checksum as TensorFlow writes it: turned and shifted, as that of a checksum tells little. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return ((crc >>> 15 | crc << 17 >>> 0) + 0xa282ead8) >>> 0;
}

/** A record of a content. */
export function encodeRecord(content: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEAD + content.length + FOOT);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(content.length), true);
  view.setUint32(8, masked(record.subarray(0, 8)), true);
  record.set(content, HEAD);
  view.setUint32(HEAD + content.length, masked(content), true);
  return record;
}

/**
 * The content of the record at an offset, and where the next one begins.
 *
 * @throws {Error} if the file ends in the record, or a checksum is not that of what is there.
 */
export function recordAt(
  reader: ByteReader,
  offset: number,
): { readonly content: Uint8Array; readonly end: number } {
  const head = reader.slice(offset, HEAD, "the head of a record");
  const view = new DataView(head.buffer, head.byteOffset, HEAD);
  check(reader, offset, head.subarray(0, 8), view.getUint32(8, true), "length");
  const size = Number(view.getBigUint64(0, true));
  const body = reader.slice(offset + HEAD, size + FOOT, "the content of a record");
  const content = body.subarray(0, size);
  const sum = new DataView(body.buffer, body.byteOffset + size, FOOT).getUint32(0, true);
  check(reader, offset, content, sum, "content");
  return { content, end: offset + HEAD + size + FOOT };
}

function check(reader: ByteReader, at: number, bytes: Uint8Array, sum: number, what: string): void {
  if (masked(bytes) === sum) return;
  throw new Error(
    `${reader.where}: the record at byte ${at} is damaged: the checksum of its ${what} is another`,
  );
}
