/**
 * What chapter 6 of the book keeps in its own library about a songwriter's lyrics: their first ten
 * thousand characters as numbers. The lyrics are read from the book's folder of data and are never
 * printed: what a notebook shows of them are numbers and digests.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";

/** The data of the book's repository, and the lyrics in it. */
const FOLDER = "KERASAUR_BOOK_DATA";
const ARCHIVE = "jaychou_lyrics.txt.zip";
const FILE = "jaychou_lyrics.txt";

/** A corpus as numbers. */
export interface Corpus {
  /** The number of each character, in order. */
  readonly corpusIndices: number[];
  /** The number of a character, counted in the order in which they first come. */
  readonly charToIdx: Record<string, number>;
  /** The character of a number. */
  readonly idxToChar: string[];
  /** How many characters there are. */
  readonly vocabSize: number;
}

/** All lyrics. */
export function readLyrics(): string {
  const archive = unzipSync(Deno.readFileSync(`${Deno.env.get(FOLDER)}/${ARCHIVE}`));
  return new TextDecoder().decode(archive[FILE]);
}

/** SHA-256 of a text in UTF-8, in hex: says which text it is and does not show it. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The first ten thousand characters, with blanks for ends of lines, as numbers. */
export function loadDataJayLyrics(): Corpus {
  const chars = [...readLyrics().replaceAll("\n", " ").replaceAll("\r", " ").slice(0, 10000)];
  const idxToChar = [...new Set(chars)];
  const charToIdx = Object.fromEntries(idxToChar.map((char, i) => [char, i]));
  const corpusIndices = chars.map((char) => charToIdx[char]!);
  return { corpusIndices, charToIdx, idxToChar, vocabSize: idxToChar.length };
}
