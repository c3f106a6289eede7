/**
 * `tf.keras.datasets.imdb`: reviews of films, as numbers of words.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { RandomState } from "../../random/random_state.ts";
import { getFile } from "../get_file.ts";
import { KERAS_FILES, readerOf, rowsAt, shuffledPlaces, type Splits } from "./common.ts";
import {
  begun,
  checkWords,
  limited,
  type WordArguments,
  wordFile,
  type Words,
} from "./word_sequences.ts";

/** Arguments of {@linkcode loadData}. */
export interface LoadDataArguments extends WordArguments {
  /** The file's name in the cache; default `"imdb.npz"`. */
  path?: string;
}

const WHERE = "tf.keras.datasets.imdb.loadData";

/** The dataset in a file. */
export function imdbIn(path: string, words: Words): Splits<number[][], NdArray> {
  const file = wordFile(WHERE, path);
  const random = new RandomState(words.seed);
  const parts = ["train", "test"].map((name) => {
    const [texts, labels] = [file.texts(`x_${name}`), file.labels(`y_${name}`)];
    const places = shuffledPlaces(texts.length, random);
    const made = begun(WHERE, { texts, labels }, places, words);
    return { texts: made.texts, labels: rowsAt(labels, made.places) };
  });
  const [train, test] = parts as [typeof parts[0], typeof parts[0]];
  const all = limited([...train.texts, ...test.texts], words);
  const count = train.texts.length;
  return [[all.slice(0, count), train.labels], [all.slice(count), test.labels]];
}

/** The numbers of words in a file of theirs. */
export function wordIndexIn(where: string, path: string): Record<string, number> {
  const reader = readerOf(where, path);
  return JSON.parse(new TextDecoder().decode(reader.bytes)) as Record<string, number>;
}

/**
 * 25,000 reviews and as many for testing, each a list of the numbers of its words by how frequent they
 * are, with labels: 1 for those that praise the film. 0 is for padding, 1 begins a review and 2 stands
 * for words that are left out, unless other numbers are given.
 *
 * @throws {RangeError} for numbers that are none, and where no review is short enough.
 * @throws {Error} where the file is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function reviews() {
 *   const [[xTrain, yTrain]] = await tf.keras.datasets.imdb.loadData({ numWords: 10_000 });
 *   return [tf.keras.utils.padSequences(xTrain, 200).shape, yTrain.shape];
 * }
 * console.assert(typeof reviews === "function");
 * ```
 */
export const loadData: Operation<
  LoadDataArguments,
  [
    "path",
    "numWords",
    "skipTop",
    "maxlen",
    "seed",
    "startChar",
    "oovChar",
    "indexFrom",
  ],
  Promise<Splits<number[][], NdArray>>
> = bind(
  WHERE,
  ["path", "numWords", "skipTop", "maxlen", "seed", "startChar", "oovChar", "indexFrom"],
  0,
  async (path, numWords, skipTop, maxlen, seed, startChar, oovChar, indexFrom) => {
    const given = { numWords, skipTop, maxlen, seed, startChar, oovChar, indexFrom };
    const words = checkWords(WHERE, given as WordArguments);
    const file = await getFile({
      fname: path ?? "imdb.npz",
      origin: `${KERAS_FILES}imdb.npz`,
      fileHash: "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
    });
    return imdbIn(file, words);
  },
);

/** Arguments of {@linkcode getWordIndex}. */
export interface GetWordIndexArguments {
  /** The file's name in the cache; default `"imdb_word_index.json"`. */
  path?: string;
}

/**
 * The numbers of words, the most frequent one's first; `loadData` adds `indexFrom`.
 *
 * @throws {Error} where the file is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function number(word: string) {
 *   return (await tf.keras.datasets.imdb.getWordIndex())[word];
 * }
 * console.assert(typeof number === "function");
 * ```
 */
export const getWordIndex: Operation<
  GetWordIndexArguments,
  ["path"],
  Promise<Record<string, number>>
> = bind("tf.keras.datasets.imdb.getWordIndex", ["path"], 0, async (path) =>
  wordIndexIn(
    "tf.keras.datasets.imdb.getWordIndex",
    await getFile({
      fname: path ?? "imdb_word_index.json",
      origin: `${KERAS_FILES}imdb_word_index.json`,
      fileHash: "bfafd718b763782e994055a2d397834f",
    }),
  ));
