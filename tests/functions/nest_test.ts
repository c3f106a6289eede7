/** tf.nest takes nested lists and objects apart and puts them together, as TensorFlow does. */
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { nest } = tf;

Deno.test("tf.nest.flatten() takes lists in order and objects by their keys' spelling", () => {
  const x = tf.ones([2]);
  const value = { b: [1, { z: "t", a: null }], a: [x, []], c: {} };
  assertEquals(nest.flatten(value), [x, 1, null, "t"]);
  assertEquals(nest.flatten(5), [5]);
  assertEquals(nest.flatten([]), []);
  const typed = new Float32Array(2);
  assertStrictEquals(nest.flatten([typed])[0], typed);
});

Deno.test("tf.nest.packSequenceAs() puts new leaves where others were", () => {
  const value = { b: [1, { z: 2, a: 3 }], a: 4 };
  assertEquals(nest.packSequenceAs(value, nest.flatten(value)), value);
  assertEquals(nest.packSequenceAs(1, ["x"]), "x");
  const text =
    "tf.nest.packSequenceAs: expected flatSequence to have 2 leaves for [., { a: . }], received 1";
  assertStrictEquals(
    assertThrows(() => nest.packSequenceAs([1, { a: 2 }], [1]), TypeError).message,
    text,
  );
});

Deno.test("tf.nest.mapStructure() and assertSameStructure() want values that are nested alike", () => {
  const double = (x: tf.Tensor) => tf.multiply(x, 2);
  const made = nest.mapStructure(double, { a: tf.constant(1), b: [tf.constant(2)] }) as {
    a: tf.Tensor;
    b: tf.Tensor[];
  };
  assertEquals([Number(made.a), Number(made.b[0])], [2, 4]);
  nest.assertSameStructure({ a: 1, b: 2 }, { b: 1, a: 2 });
  const wrong: [() => unknown, string][] = [
    [
      () => nest.mapStructure((a, b) => [a, b], [1, 2], [1, [2]]),
      "tf.nest.mapStructure: expected the same structure, received [., .] and [., [.]]",
    ],
    [
      () => nest.assertSameStructure({ a: 1 }, { b: 1 }),
      "tf.nest.assertSameStructure: expected the same structure, received { a: . } and { b: . }",
    ],
    [
      () => nest.mapStructure(double),
      "tf.nest.mapStructure: expected one structure or more, received none",
    ],
  ];
  for (const [run, text] of wrong) assertStrictEquals(assertThrows(run, TypeError).message, text);
});

Deno.test("a value that holds itself is an error", () => {
  const round: unknown[] = [];
  round.push(round);
  assertThrows(() => nest.flatten(round), TypeError, "holds itself");
});
