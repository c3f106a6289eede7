/**
 * Bytes as texts without loss: what is UTF-8 is decoded, and a byte that is none becomes a lone
 * surrogate, U+DC80 to U+DCFF, as Python's "surrogateescape" does (PEP 383). The way back gives the
 * same bytes.
 *
 * @module
 */
const encoder = new TextEncoder();
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ESCAPE = 0xdc00;

/** UTF-16 units that are made into a text at once. */
const PIECE = 8192;

/** The second bytes that are allowed after some first ones; after others, 0x80 to 0xbf. */
const SECOND: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};

/** Length of the UTF-8 sequence that begins at a byte; 0 if it is none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + length > bytes.length) return 0;
  const [least, most] = SECOND[first] ?? [0x80, 0xbf];
  if (bytes[at + 1]! < least || bytes[at + 1]! > most) return 0;
  for (let i = 2; i < length; i++) if (bytes[at + i]! >> 6 !== 2) return 0;
  return length;
}

/** The character of a UTF-8 sequence. */
function characterAt(bytes: Uint8Array, at: number, length: number): number {
  if (length === 1) return bytes[at]!;
  let code = bytes[at]! & (0x7f >> length);
  for (let i = 1; i < length; i++) code = code << 6 | bytes[at + i]! & 0x3f;
  return code;
}

/** The text of bytes that are no UTF-8. */
function escapedText(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const units = new Uint16Array(Math.min(PIECE, bytes.length) + 1);
  let filled = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      units[filled++] = byte;
      at++;
    } else {
      const length = sequenceAt(bytes, at);
      const code = length === 0 ? ESCAPE + byte : characterAt(bytes, at, length);
      if (code > 0xffff) {
        units[filled++] = 0xd800 + (code - 0x10000 >> 10);
        units[filled++] = 0xdc00 + (code & 0x3ff);
      } else units[filled++] = code;
      at += length === 0 ? 1 : length;
    }
    if (filled >= PIECE) {
      pieces.push(textOfUnits(units.subarray(0, filled)));
      filled = 0;
    }
  }
  pieces.push(textOfUnits(units.subarray(0, filled)));
  return pieces.join("");
}

/** A text of UTF-16 units; spreading them takes several times as long. */
function textOfUnits(units: Uint16Array): string {
  return Reflect.apply(String.fromCharCode, null, units);
}

/** The last bytes that were no UTF-8, and their text: a file's are mostly wanted back at once. */
let last: { readonly text: string; readonly bytes: Uint8Array } | undefined;

/** Bytes that are kept so. */
const MOST_KEPT = 2 ** 20;

/** The text of bytes. */
export function textOf(bytes: Uint8Array): string {
  // Images begin with a byte that no text begins with; an error would take longer than all else.
  if (bytes.length === 0 || sequenceAt(bytes, 0) > 0) {
    try {
      return STRICT.decode(bytes);
    } catch {
      // It is no UTF-8.
    }
  }
  const text = escapedText(bytes);
  last = bytes.length <= MOST_KEPT ? { text, bytes: bytes.slice() } : undefined;
  return text;
}

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  if (last !== undefined && text === last.text) return last.bytes.slice();
  if (text.isWellFormed()) return encoder.encode(text);
  // A unit of UTF-16 makes at most 3 bytes.
  const bytes = new Uint8Array(3 * text.length);
  let size = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    if (code < 0x80) bytes[size++] = code;
    else if (code >= 0xdc80 && code <= 0xdcff) bytes[size++] = code - ESCAPE;
    else size += encoder.encodeInto(letter, bytes.subarray(size)).written;
  }
  return bytes.slice(0, size);
}
