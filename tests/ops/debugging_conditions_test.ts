/**
 * tf.debugging's conditions on signs, nearness, shapes and types: each holds or throws what it says,
 * at once and in each run of a traced function.
 *
 * @module
 */
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const { debugging } = tf;

const SIGNS = {
  assertPositive: (x: number) => x > 0,
  assertNonNegative: (x: number) => x >= 0,
  assertNegative: (x: number) => x < 0,
  assertNonPositive: (x: number) => x <= 0,
} as const;

for (const [name, holds] of Object.entries(SIGNS)) {
  const run = debugging[name as keyof typeof SIGNS];
  const traced = tf.function((x: tf.Tensor) => {
    run(x);
    return x;
  });
  Deno.test(`tf.debugging.${name}() throws where a sign is another`, () => {
    for (const value of [-1, -0, 0, 1, Infinity, -Infinity, NaN]) {
      for (const dtype of ["float32", "float64"] as const) {
        const x = tf.constant([value, value], dtype);
        for (const call of [() => run(x), () => traced(x).numpy()]) {
          if (holds(value)) call();
          else assertThrows(call, RangeError, `tf.debugging.${name}: expected x`);
        }
      }
    }
    for (const value of [-1, 0, 1]) {
      const call = () => run(tf.constant([value], "int32"));
      if (holds(value)) call();
      else assertThrows(call, RangeError, "received 1 of 1 elements");
    }
    run([]);
    run(tf.zeros([0, 3]));
  });
}

Deno.test("tf.debugging.assertAllFinite() and checkNumerics() give their tensor, or throw", () => {
  for (
    const [run, name] of [
      [debugging.assertAllFinite, "assertAllFinite"],
      [debugging.checkNumerics, "checkNumerics"],
    ] as const
  ) {
    const x = tf.constant([1, 2]);
    assertStrictEquals(run(x, "words"), x);
    const traced = tf.function((x: tf.Tensor) => run(x, "words"));
    assertEquals((traced(x) as tf.Tensor).numpy().toArray(), [1, 2]);
    for (const bad of [NaN, Infinity, -Infinity]) {
      const wrong = tf.constant([1, bad, bad]);
      for (const call of [() => run(wrong, "words"), () => (traced(wrong) as tf.Tensor).numpy()]) {
        const text =
          `words: tf.debugging.${name}: expected finite numbers, received 2 of 3 elements`;
        assertThrows(call, RangeError, text);
      }
    }
    assertThrows(() => run([true], "words"), TypeError, "expected floats, received bool (1,)");
  }
});

Deno.test("tf.debugging.Assert() shows its data where a condition does not hold", () => {
  const x = tf.constant([1, 2, 3, 4]);
  debugging.Assert(true, [x]);
  const text =
    "tf.debugging.Assert: the condition does not hold, data: [1, 2, ...] of shape (4,); [7] of shape ()";
  assertThrows(() => debugging.Assert(false, [x, 7], { summarize: 2 }), RangeError, text);
  const traced = tf.function((limit: tf.Tensor) => {
    debugging.Assert(tf.less(tf.reduceMax(x), limit), [x]);
    return limit;
  });
  assertEquals(Number(traced(tf.constant(5))), 5);
  assertThrows(() => Number(traced(tf.constant(4))), RangeError, "the condition does not hold");
  assertThrows(() => debugging.Assert([true, true], []), TypeError, "to be one truth value");
  assertThrows(() => debugging.Assert(1, []), TypeError, "received condition=float32 ()");
  assertThrows(() => debugging.Assert(true, 1 as never), TypeError, "to be a list of tensors");
});

Deno.test("tf.debugging.assertNear() holds within |x - y| <= atol + rtol |y|", () => {
  const cases: [number, number, Record<string, number>, boolean][] = [
    [1, 1 + 2 ** -23 * 9, {}, true],
    [1, 1 + 2 ** -23 * 40, {}, false],
    [100, 101, { rtol: 0.01, atol: 0 }, true],
    [101, 99.9, { rtol: 0.01, atol: 0 }, false],
    [0, 0.5, { atol: 0.5, rtol: 0 }, true],
    [0, 0.6, { atol: 0.5, rtol: 0 }, false],
    [NaN, NaN, {}, false],
  ];
  for (const [a, b, options, holds] of cases) {
    const call = () => debugging.assertNear(a, b, options);
    const traced = tf.function((x: tf.Tensor, y: tf.Tensor) => {
      debugging.assertNear(x, y, options);
      return x;
    });
    const later = () => Number(traced(tf.constant(a), tf.constant(b)));
    for (const run of [call, later]) {
      if (holds) run();
      else assertThrows(run, RangeError, "expected |x - y| <= atol + rtol |y|");
    }
  }
  debugging.assertNear([1, 2], tf.constant([[1, 2], [1, 2]]));
  assertThrows(
    () => debugging.assertNear(tf.constant([1], "int32"), tf.constant([1], "int32")),
    TypeError,
    "tf.debugging.assertNear: expected floats, received int32 (1,)",
  );
});

Deno.test("tf.debugging's conditions on shapes say what they expected and received", () => {
  const x = tf.zeros([2, 3]);
  debugging.assertRank(x, 2);
  debugging.assertRankAtLeast(x, 2);
  debugging.assertRankIn(x, [0, 2]);
  assertEquals(debugging.assertScalar(1).shape, []);
  const wrong: [() => void, string][] = [
    [
      () => debugging.assertRank(x, 1),
      "tf.debugging.assertRank: expected exactly 1 axes, received shape (2, 3)",
    ],
    [
      () => debugging.assertRank(x, 1, "images"),
      "images: tf.debugging.assertRank: expected exactly 1 axes, received shape (2, 3)",
    ],
    [
      () => debugging.assertRankAtLeast(x, 3),
      "tf.debugging.assertRankAtLeast: expected at least 3 axes, received shape (2, 3)",
    ],
    [
      () => debugging.assertRankIn(x, [0, 1]),
      "tf.debugging.assertRankIn: expected 0 or 1 axes, received shape (2, 3)",
    ],
    [
      () => debugging.assertScalar(x),
      "tf.debugging.assertScalar: expected a scalar, received shape (2, 3)",
    ],
    [
      () => debugging.assertShapes([[x, ["N", "N"]]]),
      "tf.debugging.assertShapes: expected N to be 2, received 3 in shape (2, 3) of shapes[0]",
    ],
    [
      () => debugging.assertShapes([[x, [2, 4]]], { message: "weights" }),
      "weights: tf.debugging.assertShapes: expected a dimension of shapes[0] to be 4, received 3 in shape (2, 3) of shapes[0]",
    ],
    [
      () => debugging.assertShapes([[x, ["N"]]]),
      "tf.debugging.assertShapes: expected shapes[0] to have shape (N), received shape (2, 3)",
    ],
    [
      () => debugging.assertShapes([[x, ["...", "A", "B", "C"]]]),
      "tf.debugging.assertShapes: expected shapes[0] to have shape (..., A, B, C), received shape (2, 3)",
    ],
  ];
  for (const [call, text] of wrong) {
    assertStrictEquals(assertThrows(call, TypeError).message, text);
  }
  const images = tf.zeros([4, 8, 8, 3]);
  debugging.assertShapes([
    [images, ["N", "H", "W", 3]],
    [tf.zeros([4]), "N"],
    [images, ["...", 3]],
    [images, ["N", "..."]],
    [tf.zeros([8, 8]), ["H", "W"]],
    [tf.zeros([7]), ["."]],
    [tf.zeros([7]), [null]],
    [tf.zeros([]), []],
  ]);
});

Deno.test("tf.debugging's conditions on types say what they expected and received", () => {
  debugging.assertInteger(tf.constant([1], "uint8"));
  debugging.assertType(tf.constant(["a"]), "string");
  debugging.assertProperIterable([1, 2]);
  debugging.assertProperIterable(new Set([1]));
  assertEquals(debugging.assertSameFloatDtype(), "float32");
  assertEquals(debugging.assertSameFloatDtype([tf.constant(1, "float64")]), "float64");
  assertEquals(debugging.isNumericTensor(tf.constant([1], "int8")), true);
  assertEquals(debugging.isNumericTensor(tf.constant([true])), false);
  const wrong: [() => unknown, string][] = [
    [
      () => debugging.assertInteger(true),
      "tf.debugging.assertInteger: expected whole numbers, received bool",
    ],
    [
      () => debugging.assertType([1], "float64", "weights"),
      "weights: tf.debugging.assertType: expected float64, received float32",
    ],
    [
      () => debugging.assertSameFloatDtype([tf.constant(1, "int32")]),
      "tf.debugging.assertSameFloatDtype: expected floats, received int32",
    ],
    [
      () => debugging.assertSameFloatDtype([1], "float64"),
      "tf.debugging.assertSameFloatDtype: expected tensors of float64, received float32",
    ],
    [
      () => debugging.assertProperIterable("ab"),
      'tf.debugging.assertProperIterable: expected a list or another iterable of tensors, received "ab"',
    ],
  ];
  for (const [call, text] of wrong) {
    assertStrictEquals(assertThrows(call, TypeError).message, text);
  }
});
