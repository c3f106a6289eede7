import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { numbersOf } from "../../lib/charts/values.ts";

const numbers = (given: unknown) => numbersOf("here", "x", given);

Deno.test("numbersOf() reads each kind of values with its shape", () => {
  const plain = { data: [1, 0, 1], shape: [3], bytes: false };
  assertEquals(numbers([1, 0, 1]), plain);
  assertEquals(numbers([true, false, true]), plain);
  assertEquals(numbers([1n, 0n, 1n]), plain);
  assertEquals(numbers(new Float32Array([1, 0, 1])), plain);
  assertEquals(numbers(new BigUint64Array([1n, 0n, 1n])), plain);
  assertEquals(numbers(new Uint8ClampedArray([1, 0, 1])), { ...plain, bytes: true });
  for (const dtype of ["float32", "float64", "bfloat16", "float16", "int64", "bool"] as const) {
    assertEquals(numbers(tf.cast(tf.constant([1, 0, 1]), dtype)), plain, dtype);
  }
  const bytes = tf.constant([1, 0, 1], { dtype: "uint8" });
  assertEquals(numbers(bytes), { ...plain, bytes: true });
  assertEquals(numbers(bytes.numpy()), { ...plain, bytes: true });
});

Deno.test("numbersOf() reads nested arrays, and arrays and tensors in arrays", () => {
  const square = { data: [1, 2, 3, 4], shape: [2, 2], bytes: false };
  assertEquals(numbers([[1, 2], [3, 4]]), square);
  assertEquals(numbers([tf.constant([1, 2]), new Float32Array([3, 4])]), square);
  assertEquals(numbers([[tf.constant(1), 2], [3, new tf.Variable(4)]]), square);
  assertEquals(numbers([tf.NdArray.from([1, 2]), [3, 4]].slice(0, 1)), {
    data: [1, 2],
    shape: [1, 2],
    bytes: false,
  });
  assertEquals(numbers([]), { data: [], shape: [0], bytes: false });
  assertEquals(numbers([[], []]), { data: [], shape: [2, 0], bytes: false });
});

Deno.test("numbersOf() keeps numbers that are not finite", () => {
  assertEquals(numbers([NaN, Infinity, -Infinity]).data, [NaN, Infinity, -Infinity]);
});

Deno.test("numbersOf() names what holds no numbers", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [["a"], 'expected x to hold numbers, received "a"'],
    [[null], "expected x to hold numbers, received null"],
    [[undefined, 1], "expected x to hold numbers, received undefined"],
    [new Array(2), "expected x to hold numbers, received undefined"],
    [tf.constant(["a"]), 'expected x to hold numbers, received "a"'],
    [tf.complex([1], [2]), "expected x to hold numbers, received complex numbers"],
    [[[1], 2], "expected x to have rows of equal lengths, received x=[[1], 2]"],
    [[1, [2]], "expected x to have rows of equal lengths, received x=[1, [2]]"],
    [
      [tf.constant([1, 2]), tf.constant([1])],
      "expected x to hold arrays of one shape, received (2,) and (1,)",
    ],
    [
      new DataView(new ArrayBuffer(1)),
      "expected x to be a tensor, an array or numbers in arrays, received x=DataView",
    ],
    [5, "expected x to be a tensor, an array or numbers in arrays, received x=5"],
    [null, "expected x to be a tensor, an array or numbers in arrays, received x=null"],
  ];
  for (const [given, text] of cases) {
    assertEquals(assertThrows(() => numbers(given), TypeError).message, `here: ${text}`);
  }
});
