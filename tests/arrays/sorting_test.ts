import { assertEquals, assertThrows } from "@std/assert";
import * as arrays from "../../lib/arrays/mod.ts";
import { goldens, noise, numbers } from "./goldens.ts";

const { sorting } = goldens;
const WIDTH = sorting.rows[0]!.length;
const flat = Int32Array.from(sorting.rows.flat());

Deno.test("argsort() agrees with TensorFlow among ties, both ways, for every kind of array", () => {
  const kinds = [
    flat,
    Int8Array.from(flat),
    Uint16Array.from(flat),
    Float32Array.from(flat),
    Float64Array.from(flat),
    BigInt64Array.from(flat, BigInt),
    BigUint64Array.from(flat, BigInt),
  ];
  for (const kind of kinds) {
    assertEquals(Array.from(arrays.argsort(kind, WIDTH)), sorting.ascending.flat());
    assertEquals(Array.from(arrays.argsort(kind, WIDTH, "DESCENDING")), sorting.descending.flat());
  }
});

Deno.test("argsort() puts NaN after everything, as NumPy does, and first when descending", () => {
  const row = numbers(sorting.withNaN.row);
  assertEquals(Array.from(arrays.argsort(row, row.length)), sorting.withNaN.numpy);
  const descending = arrays.argsort(row, row.length, "DESCENDING");
  assertEquals(Array.from(descending), [1, 4, 6, 0, 5, 2, 7, 3]);
  assertEquals(Array.from(arrays.argsort(Float64Array.of(0, -0, 0, -0), 4)), [0, 1, 2, 3]);
});

Deno.test("argsort() sorts as the language does, at every length", () => {
  for (const length of [0, 1, 2, 3, 11, 12, 13, 24, 25, 47, 100, 1000]) {
    const a = noise(length, length).map((x) => Math.round(x * length) / 4);
    const order = arrays.argsort(a, length);
    const expected = Array.from(a.keys()).sort((i, j) => a[i]! - a[j]! || i - j);
    assertEquals(Array.from(order), expected);
  }
});

Deno.test("argsort() sorts whole numbers at the ends of their range", () => {
  const ends = BigInt64Array.of(-(2n ** 63n), 2n, 2n ** 63n - 1n, -(2n ** 63n));
  assertEquals(Array.from(arrays.argsort(ends, 4)), [0, 3, 1, 2]);
  assertEquals(Array.from(arrays.argsort(Uint8Array.of(0, 255, 1), 3, "DESCENDING")), [1, 2, 0]);
});

Deno.test("topK() takes the lower index first among ties, as TensorFlow does", () => {
  for (const [k, expected] of Object.entries(sorting.topK)) {
    const { values, indices } = arrays.topK(flat, WIDTH, Number(k));
    assertEquals(Array.from(indices), expected.flat());
    const picked = expected.flatMap((row, i) => row.map((index) => sorting.rows[i]![index]!));
    assertEquals(values, Int32Array.from(picked));
  }
});

Deno.test("topK() gives the head of argsort(), whether it sorts or selects", () => {
  const a = noise(3, 400).map((x) => Math.round(x * 40));
  a.set([NaN, NaN], 100);
  for (const k of [0, 1, 2, 3, 10, 25, 26, 100, 200]) {
    const order = arrays.argsort(a, 200, "DESCENDING");
    const expected = [...order.subarray(0, k), ...order.subarray(200, 200 + k)];
    assertEquals(Array.from(arrays.topK(a, 200, k).indices), expected);
  }
  assertEquals(arrays.topK(BigInt64Array.of(1n, 3n, 2n), 3, 2).values, BigInt64Array.of(3n, 2n));
});

Deno.test("topK() refuses a k beyond the row and lengths that are no rows", () => {
  assertThrows(
    () => arrays.topK(flat, WIDTH, WIDTH + 1),
    RangeError,
    "topK: expected k to be a whole number from 0 to the length of the last axis, 23, received k=24",
  );
  assertThrows(
    () => arrays.argsort(new Float32Array(5), 2),
    RangeError,
    "argsort: expected rows of 2 elements, received a.length=5",
  );
});

Deno.test("unique() agrees with TensorFlow in order, inverse and counts", () => {
  const { values, inverse, counts } = arrays.unique(flat);
  assertEquals(
    { values: Array.from(values), inverse: Array.from(inverse), counts: Array.from(counts) },
    sorting.unique,
  );
  const withNaN = arrays.unique(Float64Array.of(NaN, 1, NaN, 0, -0, 1));
  assertEquals(Array.from(withNaN.values), [NaN, 1, NaN, 0]);
  assertEquals(Array.from(withNaN.inverse), sorting.uniqueWithNaN.inverse);
  assertEquals(Array.from(withNaN.counts), sorting.uniqueWithNaN.counts);
  assertEquals(arrays.unique(BigInt64Array.of(5n, 5n, 3n)).values, BigInt64Array.of(5n, 3n));
  assertEquals(arrays.uniqueOf(["b", "a", "b"]).values, ["b", "a"]);
  assertEquals(arrays.unique(new Float32Array(0)).values, new Float32Array(0));
});

Deno.test("searchsorted() agrees with TensorFlow, in unsorted rows and for NaN too", () => {
  const [sorted, values] = [
    numbers(sorting.searchsorted.sorted),
    numbers(sorting.searchsorted.values),
  ];
  for (const side of ["left", "right"] as const) {
    const found = arrays.searchsorted(sorted, values, 10, 12, { side, batch: 4 });
    assertEquals(Array.from(found), sorting.searchsorted[side]);
  }
  const bigs = arrays.searchsorted(BigInt64Array.of(1n, 3n), BigInt64Array.of(3n, 9n), 2, 2);
  assertEquals(Array.from(bigs), [1, 2]);
  assertEquals(Array.from(arrays.searchsorted(new Int32Array(0), Int32Array.of(1), 0, 1)), [0]);
});
