/**
 * tf.debugging's assertions hold or throw, at once and in each run of a traced function.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";

const SIGNS = {
  assertEqual: (a: number, b: number) => a === b,
  assertNoneEqual: (a: number, b: number) => a !== b,
  assertGreater: (a: number, b: number) => a > b,
  assertGreaterEqual: (a: number, b: number) => a >= b,
  assertLess: (a: number, b: number) => a < b,
  assertLessEqual: (a: number, b: number) => a <= b,
} as const;

const NUMBERS = [-1, 0, 1, Infinity, NaN];

for (const [name, holds] of Object.entries(SIGNS)) {
  const run = tf.debugging[name as keyof typeof SIGNS];
  const traced = tf.function((x: tf.Tensor, y: tf.Tensor) => {
    run(x, y);
    return x;
  });
  Deno.test(`tf.debugging.${name}() throws where its condition does not hold`, () => {
    for (const a of NUMBERS) {
      for (const b of NUMBERS) {
        const [x, y] = [tf.constant([a, a]), tf.constant(b)];
        for (const call of [() => run(x, y), () => traced(x, y).numpy()]) {
          if (holds(a, b)) call();
          else assertThrows(call, RangeError, `tf.debugging.${name}: expected x`);
        }
      }
    }
    run([], []);
  });
}

Deno.test("tf.debugging's errors say what was asked, and show the first elements", () => {
  const error = assertThrows(
    () => tf.debugging.assertLess(tf.range(5), 3, "ranks", { summarize: 2 }),
    RangeError,
  );
  assertEquals(
    error.message,
    "ranks: tf.debugging.assertLess: expected x < y, received 2 of 5 elements for which it does not hold: x=[0, 1, ...] of shape (5,) and y=[3] of shape ()",
  );
  assertThrows(
    () => tf.debugging.assertEqual(tf.ones([2]), tf.ones([3])),
    TypeError,
  );
});
