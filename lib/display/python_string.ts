/**
 * Python's quoting of text and bytes.
 *
 * @module
 */

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Characters Python does not print: controls, formats, separators, unassigned, lone surrogates. */
const UNPRINTABLE = /[\p{C}\p{Z}]/u;

/** A character code as Python escapes it. */
function escapeCode(code: number): string {
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

/** Single quotes, or double ones if the text has single quotes only. */
function pickQuote(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

/** Python's `repr` of a string: `'a'`, `"it's"`, `'a\nb'`. */
export function stringRepr(text: string): string {
  const quote = pickQuote(text);
  let body = "";
  for (const char of text) {
    if (char === quote) body += `\\${char}`;
    else if (char in ESCAPES) body += ESCAPES[char];
    else if (char !== " " && UNPRINTABLE.test(char)) body += escapeCode(char.codePointAt(0)!);
    else body += char;
  }
  return quote + body + quote;
}

/** Python's `repr` of the UTF-8 bytes of a string: `b'a'`, `b'\xc3\xa9'`. */
export function bytesRepr(text: string): string {
  const quote = pickQuote(text);
  let body = "";
  for (const byte of new TextEncoder().encode(text)) {
    const char = String.fromCharCode(byte);
    if (char === quote) body += `\\${char}`;
    else if (char in ESCAPES) body += ESCAPES[char];
    else body += byte < 0x20 || byte > 0x7e ? escapeCode(byte) : char;
  }
  return `b${quote}${body}${quote}`;
}

/** Number of characters as Python counts them: code points. */
export function textLength(text: string): number {
  let length = text.length;
  for (let i = 1; i < text.length; i++) {
    const [high, low] = [text.charCodeAt(i - 1), text.charCodeAt(i)];
    if (high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000) length -= 1;
  }
  return length;
}
