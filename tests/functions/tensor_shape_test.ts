/** `tf.TensorShape`: Python's texts, what fits what, and what is refused. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { reprSymbol } from "../../lib/display/protocol.ts";

const shape = (dims: tf.TensorShapeLike) => new tf.TensorShape(dims);
const repr = (it: tf.TensorShape) => (it as unknown as Record<symbol, () => string>)[reprSymbol]!();

Deno.test("texts and numbers are Python's", () => {
  const rows = [
    [null, "TensorShape(None)", "<unknown>", null, null],
    [[], "TensorShape([])", "()", 0, 1],
    [[2], "TensorShape([2])", "(2,)", 1, 2],
    [5, "TensorShape([5])", "(5,)", 1, 5],
    [[2, null], "TensorShape([2, None])", "(2, None)", 2, null],
    [[2, 3], "TensorShape([2, 3])", "(2, 3)", 2, 6],
  ] as const;
  for (const [dims, text, short, rank, size] of rows) {
    const it = shape(dims);
    assertEquals(repr(it), text);
    assertEquals(String(it), short);
    assertEquals([it.rank, it.ndims, it.numElements()], [rank, rank, size]);
    assertEquals(it.isFullyDefined(), size !== null);
  }
});

Deno.test("shapes are merged, joined and compared as in TensorFlow", () => {
  assertEquals(repr(shape([2, null]).mergeWith([null, 3])), "TensorShape([2, 3])");
  assertEquals(repr(shape(null).mergeWith([3])), "TensorShape([3])");
  assertEquals(repr(shape([2]).mergeWith(null)), "TensorShape([2])");
  assertEquals(repr(shape([2]).concatenate(shape([3, null]))), "TensorShape([2, 3, None])");
  assertEquals(repr(shape(null).concatenate([3])), "TensorShape(None)");
  assertEquals(repr(shape([2, 3]).mostSpecificCompatibleShape([2, 4])), "TensorShape([2, None])");
  assertEquals(repr(shape([2, 3]).mostSpecificCompatibleShape([2])), "TensorShape(None)");
  assertEquals(repr(shape(null).withRank(2)), "TensorShape([None, None])");
  assert(shape([2, null]).isCompatibleWith([2, 4]));
  assert(!shape([2, null]).isCompatibleWith([3, 4]));
  assert(shape(null).isCompatibleWith([3, 4]));
});

Deno.test("dimensions are read from both ends", () => {
  const it = shape([2, null, 4]);
  assertEquals([it.at(0), it.at(1), it.at(-1), it.length], [2, null, 4, 3]);
  assertEquals([...it], [2, null, 4]);
  assertEquals(repr(it.slice(1)), "TensorShape([None, 4])");
  assertEquals(repr(shape(null).slice(1)), "TensorShape(None)");
  assertEquals(shape(null).at(3), null);
});

Deno.test("what does not fit is an error that says both shapes", () => {
  const rows: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [() => shape([2, 3]).mergeWith([4, 3]), RangeError, "that fits (2, 3), received other=(4, 3)"],
    [() => shape([2]).withRank(2), RangeError, "expected a shape of rank 2, received (2,)"],
    [() => shape([2]).withRankAtLeast(2), RangeError, "of rank 2 or more, received (2,)"],
    [() => shape([2, 3, 4]).withRankAtMost(2), RangeError, "rank 2 or less, received (2, 3, 4)"],
    [() => shape([2]).assertHasRank(3), RangeError, "expected a shape of rank 3, received (2,)"],
    [() => shape([2, null]).assertIsFullyDefined(), RangeError, "received (2, None)"],
    [() => shape([2]).assertIsCompatibleWith([3]), RangeError, "with (3,), received (2,)"],
    [() => shape([2, 3]).at(2), RangeError, "tf.TensorShape.at: expected axis"],
    [() => shape(null).asList(), TypeError, "asList: a shape of unknown rank is no list"],
    [() => shape(null).length, TypeError, "length: a shape of unknown rank has no length"],
    [() => shape([-1]), RangeError, "tf.TensorShape: expected dims[0]"],
    [() => shape([2.5]), RangeError, "tf.TensorShape: expected dims[0]"],
    [() => shape("a" as unknown as number), TypeError, 'received dims="a"'],
  ];
  for (const [run, Kind, text] of rows) assertThrows(run, Kind, text);
});
