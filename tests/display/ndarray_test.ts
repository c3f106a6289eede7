import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { Complex, NdArray, type NdData, type NdDType } from "../../lib/display/ndarray.ts";

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

Deno.test("NdArray reads elements of the types that JavaScript's arrays lack", () => {
  const bfloat16 = new NdArray(Uint16Array.of(0x3fc0, 0xc000), [2], "bfloat16");
  assertEquals([bfloat16.item(0), bfloat16.toArray(), [...bfloat16]], [1.5, [1.5, -2], [1.5, -2]]);
  const complex = new NdArray(Float32Array.of(1, 2, 3, -4), [2, 1], "complex64");
  assertEquals([complex.size, complex.item(1, 0)], [2, new Complex(3, -4)]);
  assertEquals(complex.toArray(), [[new Complex(1, 2)], [new Complex(3, -4)]]);
  assertEquals([...complex].map(String), ["[1.+2.j]", "[3.-4.j]"]);
  assertEquals([Deno.inspect(complex.item(0)), String(complex.item(0))], ["(1+2j)", "(1+2j)"]);
  assertEquals(new NdArray(BigUint64Array.of(2n ** 63n), [], "uint64").item(), 2n ** 63n);
});

Deno.test("NdArray.from() makes every type from JavaScript's values", () => {
  assertEquals(NdArray.from([0.1, 2], "float16").data, Float16Array.of(0.1, 2));
  assertEquals(NdArray.from([1.5, -2], "bfloat16").data, Uint16Array.of(0x3fc0, 0xc000));
  assertEquals(NdArray.from([1n, 2n], "uint64").data, BigUint64Array.of(1n, 2n));
  const complex = NdArray.from([[new Complex(1, 2)], [3]]);
  assertEquals([complex.dtype, complex.data], ["complex64", Float32Array.of(1, 2, 3, 0)]);
  assertThrows(() => NdArray.from([128], "int8"), RangeError, "from -128 to 127 for dtype int8");
  assertThrows(() => NdArray.from([new Complex(1), true]), TypeError, "complex and boolean");
});

Deno.test("NdArray() counts two parts for each complex element", () => {
  assertThrows(
    () => new NdArray(new Float32Array(2), [2], "complex64"),
    RangeError,
    "NdArray: expected 4 parts for shape (2,), received data.length=2",
  );
});

Deno.test("NdArray converts to a number when its element is one", () => {
  assertEquals(Number(NdArray.from(1.5, "bfloat16")), 1.5);
  const complex = NdArray.from(new Complex(1, 2));
  assertEquals(`${complex}`, "(1+2j)");
  assertThrows(
    () => Number(complex),
    TypeError,
    "expected a real number to convert, received dtype",
  );
});

Deno.test("NdArray.equals() compares values of the types that JavaScript's arrays lack", () => {
  const bfloat16 = (...patterns: number[]) =>
    new NdArray(Uint16Array.from(patterns), [patterns.length], "bfloat16");
  assert(bfloat16(0, 0x7fc0).equals(bfloat16(0x8000, 0xffc1)), "zeros are equal, and NaNs");
  assert(!bfloat16(0x3f80).equals(bfloat16(0x3f81)));
  const complex = (re: number, im: number) => NdArray.from(new Complex(re, im));
  assert(complex(1, NaN).equals(complex(1, NaN)));
  assert(!complex(1, 2).equals(complex(1, 3)));
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
  assert(/^<pre style="[^"]*">array\(/.test(bundle["text/html"]!));
});

Deno.test("NdArray prints bytes as TensorFlow's strings do", () => {
  const words = new NdArray(["a", "é"], [2], "bytes");
  assertEquals(words.repr, "array([b'a', b'\\xc3\\xa9'], dtype=object)");
  assertEquals(String(words), "[b'a' b'\\xc3\\xa9']");
});
