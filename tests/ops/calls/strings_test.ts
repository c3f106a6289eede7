/**
 * tf.strings against TensorFlow, and what it refuses.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { testCalls } from "./calls.ts";

testCalls("string_calls", {
  bounds: () => ({ atol: 0, rtol: 0 }),
  eager: [
    "strings.bytesSplit",
    "strings.split",
    "strings.unicodeDecode",
    "strings.unicodeSplit",
  ],
});

Deno.test("tf.strings.join() puts texts of one shape together, scalars with each", () => {
  const values = (inputs: tf.TensorLike[], separator?: string) =>
    tf.strings.join(inputs, separator === undefined ? {} : { separator }).numpy().toArray();
  assertEquals(values([["a", "b"], "c", ["d", "e"]], "-"), ["a-c-d", "b-c-e"]);
  assertEquals(values(["a", "b"]), "ab");
  assertEquals(values([[["a"], ["b"]]]), [["a"], ["b"]]);
  assertThrows(
    () => values([["a", "b"], ["c"]]),
    TypeError,
    "tf.strings.join: expected inputs of one shape, received [2] and [1]",
  );
});

Deno.test("tf.strings refuses numbers, parts of different counts and cut characters", () => {
  assertThrows(
    () => tf.strings.lower([1]),
    TypeError,
    "tf.strings.lower: expected input of dtype string, received float32 (1,)",
  );
  assertThrows(
    () => tf.strings.split(["a b", "c"]),
    TypeError,
    'tf.strings.split: expected texts of as many parts, as there are no ragged tensors, received 2 of "a b" and 1 of "c"; split them one by one',
  );
  assertThrows(
    () => tf.strings.substr("né", 1, 1).numpy(),
    RangeError,
    'expected parts of whole characters, received pos=1 and len=1 for "né"; give unit "UTF8_CHAR"',
  );
  assertThrows(
    () => tf.strings.substr("dog", 4, 1).numpy(),
    RangeError,
    'expected pos within the 3 units of "dog", received pos=4',
  );
});

Deno.test("tf.strings refuses regular expressions that RE2 or JavaScript do not know", () => {
  for (const [pattern, what] of [["(a", ""], ["\\q", "\\q"], ["[a", "a [ without its ]"]]) {
    assertThrows(
      () => tf.strings.regexReplace("a", pattern!, ""),
      RangeError,
      "tf.strings.regexReplace: expected a regular expression of RE2 that is known here, received",
    );
    assertThrows(() => tf.strings.regexFullMatch("a", pattern!), RangeError, what);
  }
  assertThrows(
    () => tf.strings.regexReplace("a", "(a)", "\\2"),
    RangeError,
    'tf.strings.regexReplace: expected rewrite to name groups up to 1, received "\\\\2" with \\2',
  );
});

Deno.test("tf.strings refuses no buckets, keys of other lengths, bytes that are no texts", () => {
  assertThrows(
    () => tf.strings.toHashBucketFast(["a"], 0),
    RangeError,
    "tf.strings.toHashBucketFast: expected numBuckets to be",
  );
  assertThrows(
    () => tf.strings.toHashBucketStrong(["a"], 3, [1]),
    TypeError,
    "tf.strings.toHashBucketStrong: expected key to be 2 whole numbers, received 1 of them",
  );
  assertThrows(
    () => tf.strings.bytesSplit("né"),
    RangeError,
    'tf.strings.bytesSplit: expected characters of one byte, whose bytes are texts, received "né"; write tf.strings.unicodeSplit',
  );
});

Deno.test("tf.strings.unicodeDecode() and unicodeEncode() refuse what is no character", () => {
  assertThrows(
    () => tf.strings.unicodeEncode([55296], "UTF-8", "strict").numpy(),
    RangeError,
    'tf.strings.unicodeEncode: expected characters that may be there, received number 55296; give errors "replace" or "ignore"',
  );
  assertThrows(
    () => tf.strings.unicodeDecode("\t", "UTF-8", "strict", 63, true),
    RangeError,
    "tf.strings.unicodeDecode: expected characters that may be there, received number 9",
  );
  assertThrows(
    () => tf.strings.unicodeEncode([65], "UTF-8", { replacementChar: 0xdfff }),
    RangeError,
    "tf.strings.unicodeEncode: expected replacementChar to be a character, received the surrogate 57343",
  );
  assertThrows(
    () => tf.strings.unicodeEncode(tf.constant([1]), "UTF-8"),
    TypeError,
    "tf.strings.unicodeEncode: expected input of dtype int32 with at least 1 axis, received float32 (1,)",
  );
  assertThrows(
    () => tf.strings.unicodeTranscode("\t", "UTF-8", "UTF-8", "strict", 63, true),
    RangeError,
    "tf.strings.unicodeTranscode: expected characters that may be there, received number 9",
  );
});

Deno.test("tf.strings.length(), substr() and toHashBucketFast() count the bytes of files", () => {
  // A byte that is no UTF-8 is one byte, not the three that U+DCFF would take.
  const file = tf.io.decodeBase64("_9j_QWLDqQ");
  assertEquals(tf.strings.length(file).numpy().toArray(), 7);
  const part = tf.strings.substr(file, 1, 3);
  assertEquals(tf.io.encodeBase64(part).numpy().toArray(), "2P9B");
  assertEquals(
    tf.strings.toHashBucketFast(file, 1_000_003).numpy().toArray(),
    306781n,
  );
});
