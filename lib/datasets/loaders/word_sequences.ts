/**
 * Texts as numbers of words: what the loaders of imdb and reuters do with them.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { checkInteger } from "../../errors/checks.ts";
import { ByteReader } from "../../io/byte_reader.ts";
import { decodeNpy } from "../../io/npy.ts";
import { readNpyHeader } from "../../io/npy_header.ts";
import { readZip, unpack } from "../../io/zip.ts";
import { readPickle } from "../archives/pickle.ts";
import { readerOf } from "./common.ts";

/** How texts are given. */
export interface WordArguments {
  /** Words are the most frequent ones below that; others are `oovChar`; default: all. */
  numWords?: number | null;
  /** So many of the most frequent words are `oovChar`; default 0. */
  skipTop?: number;
  /** Texts that are as long or longer are left out; default: none. */
  maxlen?: number | null;
  /** The seed of the order; default 113. */
  seed?: number;
  /** The number that begins each text; default 1; `null`: none. */
  startChar?: number | null;
  /** The number for words that are left out; default 2; `null`: nothing stands in their place. */
  oovChar?: number | null;
  /** What is added to the numbers of words; default 3. */
  indexFrom?: number;
}

/** The checked arguments. */
export interface Words {
  readonly most: number | null;
  readonly skipped: number;
  readonly longest: number | null;
  readonly seed: number;
  readonly start: number | null;
  readonly other: number | null;
  readonly added: number;
}

/** Checks the arguments. */
export function checkWords(where: string, given: WordArguments): Words {
  const orNull = (name: keyof WordArguments, value: number | null | undefined, min: number) =>
    value === undefined || value === null ? null : checkInteger(where, name, value, { min });
  return {
    most: orNull("numWords", given.numWords, 1),
    skipped: checkInteger(where, "skipTop", given.skipTop ?? 0, { min: 0 }),
    longest: orNull("maxlen", given.maxlen, 1),
    seed: checkInteger(where, "seed", given.seed ?? 113, { min: 0, max: 2 ** 32 - 1 }),
    start: given.startChar === undefined ? 1 : orNull("startChar", given.startChar, 0),
    other: given.oovChar === undefined ? 2 : orNull("oovChar", given.oovChar, 0),
    added: checkInteger(where, "indexFrom", given.indexFrom ?? 3, { min: 0 }),
  };
}

/** Lists of numbers, and arrays of numbers, in a .npz file. */
export function wordFile(where: string, path: string) {
  const reader = readerOf(where, path);
  const entries = new Map(readZip(reader).map((it) => [it.name, it]));
  const entryOf = (name: string): ByteReader => {
    const entry = entries.get(`${name}.npy`);
    if (entry === undefined) {
      throw reader.malformed(0, `an archive with ${name}`, [...entries.keys()].join(", "));
    }
    return new ByteReader(`${reader.where}: entry ${JSON.stringify(name)}`, unpack(reader, entry));
  };
  return {
    texts(name: string): number[][] {
      const entry = entryOf(name);
      const header = readNpyHeader(entry);
      const isList = header.descr === "|O" && header.shape.length === 1;
      const value = isList ? readPickle(entry, header.end) : undefined;
      const isRight = Array.isArray(value) && value.length === header.shape[0] &&
        value.every((it) => Array.isArray(it) && it.every((word) => Number.isInteger(word)));
      if (!isRight) throw entry.malformed(0, "lists of the numbers of words", header.descr);
      return value as number[][];
    },
    labels: (name: string): NdArray => decodeNpy(entryOf(name)),
  };
}

/** Texts with their labels, as they are given. */
export interface Labelled {
  readonly texts: number[][];
  readonly labels: bigint[] | number[];
}

/** The texts in an order, with the number that begins them, without those that are too long. */
export function begun(
  where: string,
  { texts, labels }: { readonly texts: readonly number[][]; readonly labels: NdArray },
  places: readonly number[],
  { start, added, longest }: Words,
): { texts: number[][]; places: number[] } {
  if (labels.shape[0] !== texts.length) {
    throw new SyntaxError(
      `${where}: expected a label for each text, received ${labels.shape[0]} for ${texts.length}`,
    );
  }
  const made = places.map((place) => {
    const words = texts[place]!.map((it) => it + added);
    return start === null ? words : [start, ...words];
  });
  if (longest === null) return { texts: made, places: [...places] };
  const isShort = made.map((it) => it.length < longest);
  const kept = made.filter((_, i) => isShort[i]);
  if (kept.length === 0) {
    throw new RangeError(
      `${where}: expected texts shorter than maxlen=${longest}, received none; give a larger one`,
    );
  }
  return { texts: kept, places: places.filter((_, i) => isShort[i]) };
}

/** The texts without the words that are not wanted. */
export function limited(texts: readonly number[][], { most, skipped, other }: Words): number[][] {
  const end = most ??
    texts.reduce((top, text) => text.reduce((a, b) => Math.max(a, b), top), 0);
  const isWanted = (word: number) => word >= skipped && word < end;
  return texts.map((text) =>
    other === null ? text.filter(isWanted) : text.map((word) => isWanted(word) ? word : other)
  );
}
