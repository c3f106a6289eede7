/**
 * Makes the check sums of damaged files right again, as who attacks a loader would, so that the
 * damage gets past them to the code behind.
 *
 * @module
 */
import { crc32 } from "node:zlib";
import { hdf5Checksum } from "../../lib/io/hdf5_checksum.ts";

/** Bytes with right check sums wherever there are structures that have one. */
export function mend(damaged: Uint8Array): Uint8Array {
  const bytes = damaged.slice();
  const view = new DataView(bytes.buffer);
  if (bytes[1] === 0x48) mendHdf5(bytes, view);
  else if (bytes[1] === 0x4b) mendZip(bytes, view);
  else if (bytes[1] === 0x50) mendPng(bytes, view);
  return bytes;
}

/** Superblocks of version 2 and 3, and object headers of version 2. */
function mendHdf5(bytes: Uint8Array, view: DataView): void {
  const sum = (start: number, end: number) => {
    if (end < start || end + 4 > bytes.length) return;
    view.setUint32(end, hdf5Checksum(bytes.subarray(start, end)), true);
  };
  if (bytes[8] === 2 || bytes[8] === 3) sum(0, 44);
  for (let at = 0; at + 16 < bytes.length; at++) {
    if (view.getUint32(at, true) !== 0x5244484f) continue; // OHDR
    const flags = bytes[at + 5]!;
    const size = at + 6 + ((flags & 32) !== 0 ? 16 : 0) + ((flags & 16) !== 0 ? 4 : 0);
    const width = 1 << (flags & 3);
    if (width === 8 || size + 4 > bytes.length) continue;
    const length = width === 1
      ? bytes[size]!
      : width === 2
      ? view.getUint16(size, true)
      : view.getUint32(size, true);
    sum(at, size + width + length);
  }
}

/** Entries of zip archives that are stored as they are. */
function mendZip(bytes: Uint8Array, view: DataView): void {
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50 || view.getUint16(at + 10, true) !== 0) continue;
    const local = view.getUint32(at + 42, true);
    if (local + 30 > bytes.length) continue;
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const size = view.getUint32(at + 20, true);
    if (start + size > bytes.length) continue;
    view.setUint32(at + 16, crc32(bytes.subarray(start, start + size)), true);
  }
}

/** Chunks of PNG files. */
function mendPng(bytes: Uint8Array, view: DataView): void {
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
}
