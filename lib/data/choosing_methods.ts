/**
 * Methods of datasets that choose elements, order them, or keep them.
 *
 * @module
 */
import { beginAtCaller } from "../errors/caller.ts";
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { checkPath, type FilePath } from "../io/files.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import {
  checkCount,
  checkSize,
  type CountArguments,
  type NameArguments,
  type ShardArguments,
  type ShuffleArguments,
} from "./arguments.ts";
import { DatasetBase } from "./base.ts";
import { filter, repeat, shard, skip, take, takeWhile } from "./choosing.ts";
import type { Dataset } from "./dataset.ts";
import { cacheInFile } from "./file_cache.ts";
import { cache, prefetch } from "./keeping.ts";
import { checkRun } from "./mapping.ts";
import { stageSymbol } from "./nested.ts";
import { shuffle } from "./order.ts";
import type { ArgumentsOf } from "./types.ts";

const WHERE = "tf.data.Dataset";
const COUNT = ["count", "name"] as const;
const SHARD = ["numShards", "index", "name"] as const;
const SHUFFLE = ["bufferSize", "seed", "reshuffleEachIteration", "name"] as const;
const PREDICATE = ["predicate", "name"] as const;
const CACHE = ["filename", "name"] as const;
const PREFETCH = ["bufferSize", "name"] as const;

/** Elements that are computed ahead where the number of them is left to us. */
const AHEAD = 2;

/** Arguments of `filter` and `takeWhile`. */
export interface PredicateArguments<T> extends NameArguments {
  /** Says true or false of an element. */
  predicate: (...element: ArgumentsOf<T>) => unknown;
}

/** Arguments of `cache`. */
export interface CacheArguments extends NameArguments {
  /** A file to keep elements in; default `""`: they are kept in memory. */
  filename?: FilePath | null;
}

/** Arguments of `prefetch`. */
export interface PrefetchArguments extends NameArguments {
  /** Elements to compute ahead; `tf.data.AUTOTUNE` for some. */
  bufferSize: number;
}

/** Transformations that leave elements as they are. */
export abstract class ChoosingMethods<T> extends DatasetBase<T> {
  /**
   * The first `count` elements; all of them for -1.
   *
   * @throws {TypeError | RangeError} if `count` is no whole number from -1 on.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(5).take(2)].map(Number);
   * assertEquals(numbers, [0, 1]);
   * ```
   */
  take(...args: Arguments<CountArguments & { count: number }, ["count", "name"]>): Dataset<T> {
    const where = `${WHERE}.take`;
    const [count] = boundValues(where, COUNT, 1, args);
    return this.derive(take(where, this[stageSymbol], checkCount(where, count)));
  }

  /**
   * All but the first `count` elements; none for -1.
   *
   * @throws {TypeError | RangeError} if `count` is no whole number from -1 on.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(5).skip(2)].map(Number);
   * assertEquals(numbers, [2, 3, 4]);
   * ```
   */
  skip(...args: Arguments<CountArguments & { count: number }, ["count", "name"]>): Dataset<T> {
    const where = `${WHERE}.skip`;
    const [count] = boundValues(where, COUNT, 1, args);
    return this.derive(skip(where, this[stageSymbol], checkCount(where, count)));
  }

  /**
   * The elements `count` times; for ever where it is not given or -1.
   *
   * @throws {TypeError | RangeError} if `count` is no whole number from -1 on.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(2).repeat(2)].map(Number);
   * assertEquals(numbers, [0, 1, 0, 1]);
   * ```
   */
  repeat(...args: Arguments<CountArguments, ["count", "name"]>): Dataset<T> {
    const where = `${WHERE}.repeat`;
    const [count] = boundValues(where, COUNT, 0, args);
    return this.derive(repeat(where, this[stageSymbol], checkCount(where, count)));
  }

  /**
   * Every element whose number is `index` modulo `numShards`.
   *
   * @throws {TypeError | RangeError} if `index` is not from 0 to `numShards - 1`.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(5).shard(2, 1)].map(Number);
   * assertEquals(numbers, [1, 3]);
   * ```
   */
  shard(...args: Arguments<ShardArguments, ["numShards", "index", "name"]>): Dataset<T> {
    const where = `${WHERE}.shard`;
    const [numShards, index] = boundValues(where, SHARD, 2, args);
    const count = checkSize(where, "numShards", numShards);
    const at = checkInteger(where, "index", index, { min: 0, max: count - 1 });
    return this.derive(shard(where, this[stageSymbol], count, at));
  }

  /**
   * The elements of which `predicate` is true; it is given the items of a list one by one.
   *
   * @throws {TypeError} if `predicate` is no function, or gives no truth value.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(5).filter((x) => Number(x) % 2 === 0)].map(Number);
   * assertEquals(numbers, [0, 2, 4]);
   * ```
   */
  filter(...args: Arguments<PredicateArguments<T>, ["predicate", "name"]>): Dataset<T> {
    const where = `${WHERE}.filter`;
    const [predicate] = boundValues(where, PREDICATE, 1, args);
    return this.derive(
      filter(where, this[stageSymbol], checkRun(where, "predicate", predicate)),
    );
  }

  /**
   * The elements before the first one of which `predicate` is false.
   *
   * @throws {TypeError} if `predicate` is no function, or gives no truth value.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(5).takeWhile((x) => Number(x) < 3)].map(Number);
   * assertEquals(numbers, [0, 1, 2]);
   * ```
   */
  takeWhile(...args: Arguments<PredicateArguments<T>, ["predicate", "name"]>): Dataset<T> {
    const where = `${WHERE}.takeWhile`;
    const [predicate] = boundValues(where, PREDICATE, 1, args);
    return this.derive(
      takeWhile(where, this[stageSymbol], checkRun(where, "predicate", predicate)),
    );
  }

  /**
   * The elements in a random order: each is drawn from a buffer of `bufferSize`, in which the next
   * one takes its place. A seed gives the same order as TensorFlow's.
   *
   * @throws {TypeError | RangeError} if `bufferSize` is no whole number from 1 on.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(6).shuffle(3, 42)].map(Number);
   * assertEquals(numbers, [0, 3, 4, 2, 5, 1]);
   * ```
   */
  shuffle(
    ...args: Arguments<ShuffleArguments, ["bufferSize", "seed", "reshuffleEachIteration", "name"]>
  ): Dataset<T> {
    const where = `${WHERE}.shuffle`;
    const [bufferSize, seed, reshuffles] = boundValues(where, SHUFFLE, 1, args);
    const own = typeof seed === "bigint" || seed === undefined || seed === null
      ? seed ?? undefined
      : checkInteger(where, "seed", seed);
    const isAnew = checkBoolean(where, "reshuffleEachIteration", reshuffles ?? true);
    const size = checkSize(where, "bufferSize", bufferSize);
    return this.derive(shuffle(where, this[stageSymbol], size, own, isAnew));
  }

  /**
   * The elements as they are the first time, kept in memory from then on.
   *
   * In a file they are there for other programs and later runs, too: if there is one, it is read, and
   * nothing before it is computed, whatever that has become in the meantime; remove the file to have
   * elements computed anew. It gets its name when the first whole way through has ended, and its
   * checksums are checked when it is read.
   *
   * @throws {TypeError} for what is no path.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * let calls = 0;
   * const squares = tf.data.Dataset.range(3).map((x) => (calls++, tf.multiply(x, x))).cache();
   * for (let epoch = 0; epoch < 2; epoch++) assertEquals([...squares].map(Number), [0, 1, 4]);
   * assertEquals(calls, 3);
   *
   * const filename = `${Deno.makeTempDirSync()}/squares`;
   * for (let run = 0; run < 2; run++) {
   *   const again = tf.data.Dataset.range(3).map((x) => (calls++, tf.multiply(x, x)));
   *   assertEquals([...again.cache({ filename })].map(Number), [0, 1, 4]);
   * }
   * assertEquals(calls, 6);
   * ```
   */
  cache(...args: Arguments<CacheArguments, ["filename", "name"]>): Dataset<T> {
    const where = `${WHERE}.cache`;
    const [filename] = boundValues(where, CACHE, 0, args);
    if (filename !== undefined && filename !== null && filename !== "") {
      return this.derive(cacheInFile(where, this[stageSymbol], checkPath(where, filename)));
    }
    return this.derive(cache(where, this[stageSymbol]));
  }

  /**
   * The same elements; those that come asynchronously are asked for before they are needed.
   *
   * @throws {TypeError | RangeError} if `bufferSize` is no whole number from -1 on.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(3).prefetch(tf.data.AUTOTUNE)].map(Number);
   * assertEquals(numbers, [0, 1, 2]);
   * ```
   */
  prefetch(...args: Arguments<PrefetchArguments, ["bufferSize", "name"]>): Dataset<T> {
    const where = `${WHERE}.prefetch`;
    const [bufferSize] = boundValues(where, PREFETCH, 1, args);
    const size = checkInteger(where, "bufferSize", bufferSize, { min: -1 });
    return this.derive(prefetch(where, this[stageSymbol], size < 0 ? AHEAD : size));
  }
}

beginAtCaller(ChoosingMethods.prototype, [
  "take",
  "skip",
  "repeat",
  "shard",
  "filter",
  "takeWhile",
  "shuffle",
  "cache",
  "prefetch",
]);
