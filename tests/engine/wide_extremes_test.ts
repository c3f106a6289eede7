/**
 * Extremes and signs of whole numbers beyond 32 bits beside plain loops: operators of ONNX Runtime
 * compare their lower halves as signed.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

/** Pairs with equal upper halves, whose lower ones differ in the upper bit, and others. */
const NUMBERS = [0n, 5n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 33n + 7n, 2n ** 63n - 1n];
const SIGNED = [...NUMBERS, ...NUMBERS.map((x) => -x), -(2n ** 31n) - 5n, -(2n ** 63n)];
const UNSIGNED = [...NUMBERS, 2n ** 63n, 2n ** 63n + 2n ** 31n, 2n ** 64n - 1n];

const larger = (a: bigint, b: bigint) => a > b ? a : b;
const smaller = (a: bigint, b: bigint) => a < b ? a : b;
const values = (x: tf.Tensor) => Array.from(x.numpy().data as ArrayLike<bigint>, BigInt);
const tensor = (list: readonly bigint[], dtype: tf.DType, shape: readonly number[]) =>
  tf.reshape(tf.constant([...list], dtype), [...shape]);

for (const [dtype, numbers] of [["int64", SIGNED], ["uint64", UNSIGNED]] as const) {
  const pairs = numbers.flatMap((a) => numbers.map((b) => [a, b] as const));
  const [left, right] = [0, 1].map((i) => pairs.map((pair) => pair[i]!));
  const [a, b] = [left!, right!].map((list) => tensor(list, dtype, [list.length]));

  Deno.test(`maximum() and minimum() of ${dtype} compare all bits`, () => {
    assertEquals(values(tf.maximum(a!, b!)), pairs.map(([x, y]) => larger(x, y)));
    assertEquals(values(tf.minimum(a!, b!)), pairs.map(([x, y]) => smaller(x, y)));
  });

  Deno.test(`reduceMax() and reduceMin() of ${dtype} compare all bits`, () => {
    const rows = tensor(pairs.flat(), dtype, [pairs.length, 2]);
    assertEquals(values(tf.reduceMax(rows, 1)), pairs.map(([x, y]) => larger(x, y)));
    assertEquals(values(tf.reduceMin(rows, -1)), pairs.map(([x, y]) => smaller(x, y)));
    assertEquals(values(tf.reduceMax(rows)), [numbers.reduce(larger)]);
    assertEquals(values(tf.reduceMin(rows, [0, 1], true)), [numbers.reduce(smaller)]);
    assertEquals(tf.reduceMax(rows, 0, true).shape, [1, 2]);
    const outer = tf.reduceMax(tf.reshape(rows, [numbers.length, numbers.length, 2]), [0, 2]);
    const expected = numbers.map((x) => larger(x, numbers.reduce(larger)));
    assertEquals(values(outer), expected);
  });
}

Deno.test("reduceMax() and reduceMin() of uint32 compare all bits", () => {
  const x = tf.constant([2, 9, 8, 2 ** 32 - 1, 2 ** 31, 7], "uint32");
  assertEquals(values(tf.reduceMax(x)), [2n ** 32n - 1n]);
  assertEquals(values(tf.reduceMin(tf.reshape(x, [2, 3]), 1)), [2n, 7n]);
  assertEquals(tf.reduceMax(x).dtype, "uint32");
});

Deno.test("sign(), relu(), relu6() and clipByValue() of int64 look at all bits", () => {
  const x = tensor(SIGNED, "int64", [SIGNED.length]);
  const bound = (it: bigint, low: bigint, high: bigint) => smaller(larger(it, low), high);
  assertEquals(values(tf.sign(x)), SIGNED.map((it) => bound(it, -1n, 1n)));
  assertEquals(values(tf.nn.relu(x)), SIGNED.map((it) => larger(it, 0n)));
  assertEquals(values(tf.nn.relu6(x)), SIGNED.map((it) => bound(it, 0n, 6n)));
  assertEquals(values(tf.clipByValue(x, -7, 9)), SIGNED.map((it) => bound(it, -7n, 9n)));
  assertEquals(
    values(tf.cast(tf.saturateCast(x, "int8"), "int64")),
    SIGNED.map((it) => bound(it, -128n, 127n)),
  );
});
