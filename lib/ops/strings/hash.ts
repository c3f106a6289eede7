/**
 * Texts in buckets by their hashes: `tf.strings.toHashBucketFast`, `toHashBucketStrong`.
 *
 * @module
 */
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger, asIntegers } from "../integers.ts";
import { fingerprint, sipHash } from "./fingerprint.ts";
import { asTexts, bytesOf, mapToNumbers } from "./texts.ts";

/** The rest of each text's hash, taken as a whole number without a sign. */
function buckets(x: Tensor, count: number, hash: (bytes: Uint8Array) => bigint): Tensor {
  const most = BigInt(count);
  return mapToNumbers(
    x,
    "int64",
    (texts) => BigInt64Array.from(texts, (it) => hash(bytesOf(it)) % most),
  );
}

/** Arguments of {@linkcode toHashBucketFast}. */
export interface HashBucketArguments extends Named {
  /** Texts. */
  input: TensorLike;
  /** How many buckets there are, at least 1. */
  numBuckets: IntegerLike;
}

/**
 * The bucket of each text, int64: FarmHash's fingerprint of its bytes in UTF-8, modulo `numBuckets`.
 * Quick, and the same on every machine; whoever chooses the texts can fill one bucket with them.
 *
 * @throws {TypeError} for anything but texts.
 * @throws {RangeError} for fewer than 1 bucket.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.strings.toHashBucketFast(["Hello", "TensorFlow", "2.x"], 3);
 * assertEquals(y.numpy().toArray(), [0n, 2n, 2n]);
 * ```
 */
export const toHashBucketFast: Operation<
  HashBucketArguments,
  ["input", "numBuckets", "name"],
  Tensor
> = bind("tf.strings.toHashBucketFast", ["input", "numBuckets", "name"], 2, (input, numBuckets) => {
  const where = "tf.strings.toHashBucketFast";
  const x = asTexts(where, "input", input);
  return buckets(x, asInteger(where, "numBuckets", numBuckets, { min: 1 }), fingerprint);
});

/** Arguments of {@linkcode toHashBucketStrong}. */
export interface StrongHashBucketArguments extends HashBucketArguments {
  /** The key of the hash: 2 whole numbers. */
  key: IntegersLike;
}

/**
 * The bucket of each text, int64: SipHash-2-4 of its bytes in UTF-8 with a key, modulo `numBuckets`.
 * Who does not know the key cannot choose texts that fall into one bucket.
 *
 * @throws {TypeError} for anything but texts, and for a key of anything but 2 numbers.
 * @throws {RangeError} for fewer than 1 bucket.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.strings.toHashBucketStrong(["Hello", "TF"], 3, [1, 2]);
 * assertEquals(y.numpy().toArray(), [2n, 0n]);
 * ```
 */
export const toHashBucketStrong: Operation<
  StrongHashBucketArguments,
  ["input", "numBuckets", "key", "name"],
  Tensor
> = bind(
  "tf.strings.toHashBucketStrong",
  ["input", "numBuckets", "key", "name"],
  3,
  (input, numBuckets, key) => {
    const where = "tf.strings.toHashBucketStrong";
    const x = asTexts(where, "input", input);
    const count = asInteger(where, "numBuckets", numBuckets, { min: 1 });
    const parts = asIntegers(where, "key", key);
    if (parts.length !== 2) {
      throw new TypeError(
        `${where}: expected key to be 2 whole numbers, received ${parts.length} of them`,
      );
    }
    const [first, second] = parts.map(BigInt) as [bigint, bigint];
    return buckets(x, count, (bytes) => sipHash(bytes, [first, second]));
  },
);
