/**
 * NumPy's text arrays in files, dtype `<U8`: every element takes the same number of code points of
 * 32 bits, filled up with zeros.
 *
 * @module
 */
import type { ByteReader } from "./byte_reader.ts";

/** The texts in `count` elements of `length` code points. */
export function readTexts(
  reader: ByteReader,
  offset: number,
  count: number,
  length: number,
  bigEndian: boolean,
): string[] {
  const bytes = reader.slice(offset, count * length * 4, "texts");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, index) => {
    const points: number[] = [];
    for (let i = 0; i < length; i++) {
      const place = (index * length + i) * 4;
      const point = view.getUint32(place, !bigEndian);
      if (point > 0x10ffff) {
        throw reader.malformed(offset + place, "a Unicode code point", `0x${point.toString(16)}`);
      }
      points.push(point);
    }
    while (points.at(-1) === 0) points.pop();
    return points.map((point) => String.fromCodePoint(point)).join("");
  });
}

/** The code points of the longest text, at least 1. */
export function longestText(texts: readonly string[]): number {
  return texts.reduce((longest, text) => Math.max(longest, [...text].length), 1);
}

/** Writes texts as elements of `length` code points. */
export function writeTexts(texts: readonly string[], length: number): Uint8Array {
  const bytes = new Uint8Array(texts.length * length * 4);
  const view = new DataView(bytes.buffer);
  texts.forEach((text, index) => {
    [...text].forEach((character, i) => {
      view.setUint32((index * length + i) * 4, character.codePointAt(0)!, true);
    });
  });
  return bytes;
}
