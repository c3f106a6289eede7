/**
 * As much of Protocol Buffers as `tf.train.Example` needs: fields of varints, of 32 bits, and of bytes.
 *
 * @module
 */
import type { ByteReader } from "../../io/byte_reader.ts";

/** How a field's value lies in the bytes. */
export const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5] as const;

/** One field: its number, how it lies there, where its content begins, and where it ends. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  readonly at: number;
  readonly end: number;
}

/** A varint of up to 64 bits and the place behind it. */
export function varintAt(reader: ByteReader, begin: number): { value: bigint; end: number } {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = reader.u8(begin + i, "a whole number");
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), end: begin + i + 1 };
  }
  throw reader.malformed(begin, "a whole number of at most 10 bytes", "a longer one");
}

/** The fields between two places. */
export function* fieldsIn(reader: ByteReader, begin: number, end: number): Generator<Field> {
  for (let at = begin; at < end;) {
    const key = varintAt(reader, at);
    const [number, wire] = [Number(key.value >> 3n), Number(key.value & 7n)];
    if (number === 0) throw reader.malformed(at, "a field's number", 0);
    let from = key.end;
    let to: number;
    if (wire === VARINT) to = varintAt(reader, from).end;
    else if (wire === FIXED64) to = from + 8;
    else if (wire === FIXED32) to = from + 4;
    else if (wire === BYTES) {
      const length = varintAt(reader, from);
      from = length.end;
      to = from + Number(length.value);
    } else throw reader.malformed(at, "a field of varints, bytes, 32 or 64 bits", `kind ${wire}`);
    if (to > end) {
      throw reader.malformed(at, "a field that ends with what it lies in", "a longer one");
    }
    yield { number, wire, at: from, end: to };
    at = to;
  }
}

/** The bytes of a varint. */
export function varint(value: bigint | number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

/** Pieces of bytes one after the other. */
export function joined(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A field of bytes. */
export function bytesField(number: number, bytes: Uint8Array): Uint8Array {
  return joined([varint(number << 3 | BYTES), varint(bytes.length), bytes]);
}
