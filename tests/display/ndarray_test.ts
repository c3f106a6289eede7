import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { NdArray, type NdData, type NdDType } from "../../lib/display/ndarray.ts";

const matrix = new NdArray(new Float32Array([1, 2.5, 3, 4]), [2, 2], "float32");

Deno.test("NdArray() keeps the data and says its size when constructed", () => {
  const data = new Int32Array(6);
  const array = new NdArray(data, [1, 2, 3], "int32");
  assertStrictEquals(array.data, data);
  assertEquals([array.size, array.ndim, array.shape, array.dtype], [6, 3, [1, 2, 3], "int32"]);
  assertThrows(() => (array.shape as number[]).push(1), TypeError);
});

Deno.test("NdArray() throws when data, shape and dtype do not fit each other", () => {
  const make = (data: unknown, shape: unknown, dtype: string) => () =>
    new NdArray(data as NdData, shape as number[], dtype as NdDType);
  assertThrows(
    make(new Float32Array(3), [2, 2], "float32"),
    RangeError,
    "NdArray: expected 4 elements for shape (2, 2), received data.length=3",
  );
  assertThrows(
    make([1, 2], [2], "float32"),
    TypeError,
    "NdArray: expected data to be a Float32Array for dtype float32, received data=[1, 2]",
  );
  assertThrows(
    make(new Float32Array(2), [2], "float8"),
    RangeError,
    'NdArray: expected dtype to be one of "float16", "bfloat16", "float32", "float64", "int8"',
  );
  assertThrows(make(new Float32Array(2), 2, "float32"), TypeError, "received shape=2");
  assertThrows(make(new Float32Array(2), [-2], "float32"), RangeError, "received shape[0]=-2");
});

Deno.test("NdArray.item() reads one element when given its indices", () => {
  assertEquals(matrix.item(0, 1), 2.5);
  assertEquals(matrix.item(-1, -2), 3);
  assertEquals(matrix.item(3), 4);
  assertEquals(NdArray.from([[7]]).item(), 7);
  assertEquals(NdArray.from(7).item(), 7);
  assertEquals(NdArray.from([true, false]).item(1), false);
  assertEquals(NdArray.from([1n, 2n]).item(1), 2n);
});

Deno.test("NdArray.item() throws when indices are missing, too many or out of bounds", () => {
  assertThrows(
    () => matrix.item(),
    TypeError,
    "NdArray.item: expected 2 indices for shape (2, 2), received index=[]",
  );
  assertThrows(() => matrix.item(1, 2, 3), TypeError, "received index=[1, 2, 3]");
  assertThrows(
    () => matrix.item(2, 0),
    RangeError,
    "NdArray.item: expected index[0] to be a whole number from -2 to 1, received index[0]=2",
  );
  assertThrows(() => matrix.item(0.5, 0), RangeError, "received index[0]=0.5");
  assertThrows(() => NdArray.from([]).item(0), RangeError, "received index[0]=0");
});

Deno.test("NdArray.toArray() nests the elements by the shape", () => {
  assertEquals(matrix.toArray(), [[1, 2.5], [3, 4]]);
  assertEquals(NdArray.from(["a"]).toArray(), ["a"]);
  assertEquals(NdArray.from(true).toArray(), true);
  assertEquals(new NdArray(new Float32Array(0), [2, 0], "float32").toArray(), [[], []]);
});

Deno.test("NdArray[Symbol.iterator]() gives rows of arrays and elements of vectors", () => {
  assertEquals([...matrix].map(String), ["[1.  2.5]", "[3. 4.]"]);
  assertEquals([...NdArray.from([true, false])], [true, false]);
  assertThrows(() => [...NdArray.from(1)], TypeError, "expected at least one dimension");
});

Deno.test("NdArray.equals() compares dtype, shape and elements", () => {
  assert(matrix.equals(NdArray.from([[1, 2.5], [3, 4]], "float32")));
  assert(NdArray.from([NaN, 1]).equals(NdArray.from([NaN, 1])));
  assert(!matrix.equals(NdArray.from([[1, 2.5], [3, 4]])));
  assert(!matrix.equals(NdArray.from([1, 2.5, 3, 4], "float32")));
  assert(!matrix.equals(NdArray.from([[1, 2.5], [3, 5]], "float32")));
  assert(!matrix.equals([[1, 2.5], [3, 4]]));
});

Deno.test("NdArray converts to a number when it has one element", () => {
  const one = NdArray.from([[2.5]], "float32");
  assertEquals(Number(one), 2.5);
  assert(one as unknown as number > 2);
  assertEquals((one as unknown as number) + 1, 3.5);
  assertEquals(Number(NdArray.from(true)), 1);
  assertEquals(`${one}`, "[[2.5]]");
  assertEquals("" + matrix, String(matrix));
  assertThrows(
    () => Number(matrix),
    TypeError,
    "NdArray: expected one element to convert to a number, received shape (2, 2)",
  );
});

Deno.test("NdArray.from() takes the element type from the elements or as given", () => {
  assertEquals(NdArray.from([[1, 2]]).dtype, "float64");
  assertEquals(NdArray.from([1n]).data, BigInt64Array.of(1n));
  assertEquals(NdArray.from(["a", "b"]).dtype, "string");
  assertEquals(NdArray.from([true]).data, Uint8Array.of(1));
  assertEquals(NdArray.from([1, 2], "int64").data, BigInt64Array.of(1n, 2n));
  assertEquals(NdArray.from([[], []], "float32").shape, [2, 0]);
});

Deno.test("NdArray.from() throws when arrays are uneven or elements of several kinds", () => {
  const message = "NdArray.from: expected nested arrays of equal lengths, received values that do";
  assertThrows(() => NdArray.from([[1, 2], [3]]), TypeError, `${message} not fit shape (2, 2)`);
  assertThrows(() => NdArray.from([1, [2]]), TypeError, `${message} not fit shape (2,)`);
  assertThrows(() => NdArray.from([[1], 2]), TypeError, `${message} not fit shape (2, 1)`);
  assertThrows(
    () => NdArray.from([1, "a"]),
    TypeError,
    "NdArray.from: expected elements of one kind (number, bigint, boolean, string), received number and string",
  );
  assertThrows(() => NdArray.from([null as never]), TypeError, "received object");
});

Deno.test("NdArray shows NumPy's text in consoles and notebooks", async () => {
  const repr = "array([[1. , 2.5],\n       [3. , 4. ]], dtype=float32)";
  assertEquals(matrix.repr, repr);
  assertEquals(Deno.inspect(matrix), "[[1.  2.5]\n [3.  4. ]]", "console.log is Python's print");
  const display = (matrix as unknown as Record<symbol, () => Promise<Record<string, string>>>)[
    Symbol.for("Jupyter.display")
  ]!;
  const bundle = await display.call(matrix);
  assertEquals(bundle["text/plain"], repr);
  assert(bundle["text/html"]!.startsWith('<pre style="margin:0;padding:0">array('));
});

Deno.test("NdArray prints bytes as TensorFlow's strings do", () => {
  const words = new NdArray(["a", "é"], [2], "bytes");
  assertEquals(words.repr, "array([b'a', b'\\xc3\\xa9'], dtype=object)");
  assertEquals(String(words), "[b'a' b'\\xc3\\xa9']");
});
