/**
 * `tf.keras.datasets.reuters`: news of 46 topics, as numbers of words.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { RandomState } from "../../random/random_state.ts";
import { getFile } from "../get_file.ts";
import { KERAS_FILES, rowsAt, shuffledPlaces, type Splits } from "./common.ts";
import { checkSplit } from "./housing.ts";
import { type GetWordIndexArguments, wordIndexIn } from "./imdb.ts";
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
  /** The file's name in the cache; default `"reuters.npz"`. */
  path?: string;
  /** Part of the news that is for testing, 0 or more and below 1; default 0.2. */
  testSplit?: number;
}

const WHERE = "tf.keras.datasets.reuters.loadData";

/** The topics, by their numbers. */
const TOPICS =
  "cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves ship cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin strategic-metal livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange pet-chem dlr gas silver wpi hog lead";

/** The dataset in a file. */
export function reutersIn(path: string, words: Words, split: number): Splits<number[][], NdArray> {
  const file = wordFile(WHERE, path);
  const [texts, labels] = [file.texts("x"), file.labels("y")];
  const order = shuffledPlaces(texts.length, new RandomState(words.seed));
  const { texts: made, places } = begun(WHERE, { texts, labels }, order, words);
  const all = limited(made, words);
  const cut = Math.trunc(all.length * (1 - split));
  return [
    [all.slice(0, cut), rowsAt(labels, places.slice(0, cut))],
    [all.slice(cut), rowsAt(labels, places.slice(cut))],
  ];
}

/**
 * 11,228 pieces of news, each a list of the numbers of its words by how frequent they are, with their
 * topics from 0 to 45. 0 is for padding, 1 begins a piece and 2 stands for words that are left out,
 * unless other numbers are given.
 *
 * @throws {RangeError} for numbers that are none, and where no piece is short enough.
 * @throws {Error} where the file is neither in the cache nor can be fetched.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 *
 * async function news() {
 *   const [[xTrain, yTrain]] = await tf.keras.datasets.reuters.loadData({ numWords: 10_000 });
 *   return [tf.keras.utils.padSequences(xTrain, 200).shape, yTrain.shape];
 * }
 * console.assert(typeof news === "function");
 * ```
 */
export const loadData: Operation<
  LoadDataArguments,
  [
    "path",
    "numWords",
    "skipTop",
    "maxlen",
    "testSplit",
    "seed",
    "startChar",
    "oovChar",
    "indexFrom",
  ],
  Promise<Splits<number[][], NdArray>>
> = bind(
  WHERE,
  [
    "path",
    "numWords",
    "skipTop",
    "maxlen",
    "testSplit",
    "seed",
    "startChar",
    "oovChar",
    "indexFrom",
  ],
  0,
  async (path, numWords, skipTop, maxlen, testSplit, seed, startChar, oovChar, indexFrom) => {
    const given = { numWords, skipTop, maxlen, seed, startChar, oovChar, indexFrom };
    const words = checkWords(WHERE, given as WordArguments);
    const { split } = checkSplit(WHERE, testSplit, seed);
    const file = await getFile({
      fname: path ?? "reuters.npz",
      origin: `${KERAS_FILES}reuters.npz`,
      fileHash: "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916",
    });
    return reutersIn(file, words, split);
  },
);

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
 *   return (await tf.keras.datasets.reuters.getWordIndex())[word];
 * }
 * console.assert(typeof number === "function");
 * ```
 */
export const getWordIndex: Operation<
  GetWordIndexArguments,
  ["path"],
  Promise<Record<string, number>>
> = bind("tf.keras.datasets.reuters.getWordIndex", ["path"], 0, async (path) =>
  wordIndexIn(
    "tf.keras.datasets.reuters.getWordIndex",
    await getFile({
      fname: path ?? "reuters_word_index.json",
      origin: `${KERAS_FILES}reuters_word_index.json`,
      fileHash: "4d44cc38712099c9e383dc6e5f11a921",
    }),
  ));

/**
 * The names of the 46 topics, by their numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.datasets.reuters.getLabelNames().slice(0, 2), ["cocoa", "grain"]);
 * ```
 */
export const getLabelNames: Operation<object, [], readonly string[]> = bind(
  "tf.keras.datasets.reuters.getLabelNames",
  [],
  0,
  () => TOPICS.split(" "),
);
