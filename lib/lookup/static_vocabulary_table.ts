/**
 * `tf.lookup.StaticVocabularyTable`: numbers of words, and buckets for words that are not known.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import type { Named } from "../ops/array/named.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { asInteger } from "../ops/integers.ts";
import { fingerprint } from "../ops/strings/fingerprint.ts";
import { aval } from "../tensor/aval.ts";
import { hostCall } from "../tensor/host_function.ts";
import type { IntegerLike, TensorLike } from "../tensor/like.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import { asEntries, describedAs, entriesOf, type Entry, keyDType } from "./elements.ts";
import type { TableInitializer } from "./key_values.ts";
import { checkInitializer } from "./static_hash_table.ts";

/** Arguments of {@linkcode StaticVocabularyTable}. */
export interface StaticVocabularyTableArguments extends Named {
  /** Words and their numbers, int64, from 0 on; `null`: all words are in buckets. */
  initializer: TableInitializer | null;
  /** How many buckets there are for other words, at least 1. */
  numOovBuckets: IntegerLike;
  /** What keys are that are looked up; default: those of the initializer, string without one. */
  lookupKeyDtype?: DType | null;
  /** Counts for nothing: tables are not shared by names. */
  experimentalIsAnonymous?: boolean;
}

const NAMES = [
  "initializer",
  "numOovBuckets",
  "lookupKeyDtype",
  "name",
  "experimentalIsAnonymous",
] as const;
type Names = [...typeof NAMES];
const WHERE = "tf.lookup.StaticVocabularyTable";
const encoder = new TextEncoder();

interface Settings {
  readonly entries: ReadonlyMap<Entry, Entry>;
  readonly buckets: number;
  readonly keyDtype: DType;
}

function settingsOf(args: Arguments<StaticVocabularyTableArguments, Names>): Settings {
  const [initializer, numOovBuckets, lookupKeyDtype] = boundValues<
    StaticVocabularyTableArguments,
    Names
  >(WHERE, [...NAMES], 2, args);
  const buckets = asInteger(WHERE, "numOovBuckets", numOovBuckets, { min: 1 });
  const wanted = lookupKeyDtype === undefined || lookupKeyDtype === null
    ? undefined
    : keyDType(WHERE, "lookupKeyDtype", lookupKeyDtype);
  if (initializer === null) return { entries: new Map(), buckets, keyDtype: wanted ?? "string" };
  const { initial } = checkInitializer(WHERE, initializer);
  if (initial.valueDtype !== "int64") {
    throw new TypeError(
      `${WHERE}: expected an initializer with values of int64, received ${initial.valueDtype}`,
    );
  }
  if (wanted !== undefined && wanted !== initial.keyDtype) {
    throw new TypeError(
      `${WHERE}: expected lookupKeyDtype to be the initializer's ${initial.keyDtype}, received ${wanted}`,
    );
  }
  return { entries: initial.entries, buckets, keyDtype: initial.keyDtype };
}

/**
 * Numbers of words; a word that is not known gets one of the numbers behind those, by FarmHash's
 * fingerprint of its text, as in TensorFlow.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const words = new tf.lookup.KeyValueTensorInitializer(["a", "b"], [0, 1], "string", "int64");
 * const table = new tf.lookup.StaticVocabularyTable(words, 3);
 * assertEquals(table.lookup(["a", "b", "c", "zebra"]).numpy().toArray(), [0n, 1n, 3n, 4n]);
 * ```
 */
export class StaticVocabularyTable {
  readonly #settings: Settings;

  /**
   * A table of an initializer's words.
   *
   * @throws {TypeError} for anything but an initializer with values of int64.
   * @throws {RangeError} for less than one bucket.
   */
  constructor(...args: Arguments<StaticVocabularyTableArguments, Names>) {
    this.#settings = fromCaller(new.target, () => settingsOf(args));
  }

  /** What keys are. */
  get keyDtype(): DType {
    return this.#settings.keyDtype;
  }

  /** What values are: int64. */
  get valueDtype(): DType {
    return "int64";
  }

  /**
   * The number of each word, int64, of the words' shape.
   *
   * @throws {TypeError} for keys of another type.
   */
  lookup(keys: TensorLike): Tensor {
    const { entries, buckets, keyDtype } = this.#settings;
    const x = fromCaller(this.lookup, () => asEntries(`${WHERE}.lookup`, "keys", keys, keyDtype));
    const number = (key: Entry): bigint => {
      const known = entries.get(key);
      if (known !== undefined) return known as bigint;
      const bucket = fingerprint(encoder.encode(`${key}`)) % BigInt(buckets);
      return BigInt(entries.size) + bucket;
    };
    return hostCall(
      aval("int64", x.shape),
      [x],
      (data) => BigInt64Array.from(entriesOf(data), number),
    );
  }

  /** How many numbers there are, int64: words and buckets. */
  size(): Tensor {
    const { entries, buckets } = this.#settings;
    return leaf(BigInt64Array.of(BigInt(entries.size + buckets)), aval("int64", []));
  }
}

describedAs("StaticVocabularyTable", StaticVocabularyTable);
