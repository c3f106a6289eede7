/**
 * Names in zip archives: UTF-8 where the entry says so, else the characters of the first PC.
 *
 * @module
 */
import type { ByteReader } from "./byte_reader.ts";

/** What code page 437 has for bytes from 128 on. */
const UPPER = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
  "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/**
 * The name in an entry.
 *
 * @throws {SyntaxError} if it says that it is UTF-8 and is not.
 */
export function decodeName(
  reader: ByteReader,
  at: number,
  bytes: Uint8Array,
  isUtf8: boolean,
): string {
  if (!isUtf8) {
    return Array.from(bytes, (byte) => byte < 128 ? String.fromCharCode(byte) : UPPER[byte - 128]!)
      .join("");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw reader.malformed(at, "a name in UTF-8", "other bytes");
  }
}
