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
  eager: ["strings.split", "strings.unicodeSplit"],
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
