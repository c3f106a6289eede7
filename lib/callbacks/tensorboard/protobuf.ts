/**
 * As much of Protocol Buffers' format as event files need: fields of a message, one after the other.
 *
 * @module
 */
const encoder = new TextEncoder();

/** Bytes one after the other. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A whole number >= 0 in groups of seven bits. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push(rest % 0x80 + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.of(...bytes, rest);
}

const key = (field: number, type: number) => varint(field * 8 + type);

/** A field that is a whole number >= 0. */
export function intField(field: number, value: number): Uint8Array {
  return concatBytes([key(field, 0), varint(value)]);
}

/** A field that is a double. */
export function doubleField(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return concatBytes([key(field, 1), bytes]);
}

/** A field of bytes, of a text, or of a message whose fields are given. */
export function field(
  number: number,
  value: Uint8Array | string | readonly Uint8Array[],
): Uint8Array {
  const bytes = typeof value === "string"
    ? encoder.encode(value)
    : value instanceof Uint8Array
    ? value
    : concatBytes(value);
  return concatBytes([key(number, 2), varint(bytes.length), bytes]);
}
