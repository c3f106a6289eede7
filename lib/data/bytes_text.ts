/**
 * Bytes as texts without loss: what is UTF-8 is decoded, and a byte that is none becomes a lone
 * surrogate, U+DC80 to U+DCFF, as Python's "surrogateescape" does (PEP 383). The way back gives the
 * same bytes.
 *
 * @module
 */
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ESCAPE = 0xdc00;

/** Length of the UTF-8 sequence that begins at a byte; 0 if it is none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length === 1) return 1;
  try {
    STRICT.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

/** The text of bytes. */
export function textOf(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    let text = "";
    for (let at = 0; at < bytes.length;) {
      const length = sequenceAt(bytes, at);
      text += length === 0
        ? String.fromCharCode(ESCAPE + bytes[at]!)
        : STRICT.decode(bytes.subarray(at, at + length));
      at += Math.max(1, length);
    }
    return text;
  }
}

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  if (text.isWellFormed()) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - ESCAPE);
    else bytes.push(...new TextEncoder().encode(letter));
  }
  return Uint8Array.from(bytes);
}
