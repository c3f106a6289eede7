import { assert, assertEquals, assertNotStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  Complex,
  convertStorage,
  copyStorage,
  type DType,
  DTYPE_NAMES,
  DTYPES,
  type Element,
  fromBfloat16,
  fromBfloat16Array,
  isDType,
  isFloating,
  isInteger,
  isNumeric,
  newStorage,
  readElement,
  type Storage,
  toBfloat16,
  toBfloat16Array,
  writeElement,
} from "../../lib/arrays/dtypes.ts";

/** What cast.py writes. */
interface Golden {
  types: Record<
    DType,
    { tensorflow: number; bytes: number; min?: string; max?: string; epsilon?: number }
  >;
  cases: [from: DType, to: DType, elements: string[], casts: string[]][];
}

const file = await Deno.open(new URL("../goldens/arrays/cast.json.gz", import.meta.url));
const golden: Golden = await new Response(
  file.readable.pipeThrough(new DecompressionStream("gzip")),
).json();

/** The storage with some bytes. */
function storageOf(dtype: DType, hexadecimal: string): Storage {
  const Constructor = DTYPES[dtype].array as new (buffer: ArrayBuffer) => Storage;
  return new Constructor(Uint8Array.fromHex(hexadecimal).buffer);
}

/** The bytes of a storage. */
const bytesOf = (data: Storage) => new Uint8Array((data as Float32Array).buffer).toHex();

/** A storage of one element. */
function single(dtype: DType, value: Element): Storage {
  const data: Storage = newStorage<DType>(dtype, 1);
  writeElement(dtype, data, 0, value);
  return data;
}

Deno.test("DTYPES says of each type what TensorFlow says", () => {
  for (const name of DTYPE_NAMES) {
    const { tensorflow, bytes, min, max, epsilon } = DTYPES[name];
    assertEquals(
      { tensorflow, bytes, min: min?.toString(), max: max?.toString(), epsilon },
      { min: undefined, max: undefined, epsilon: undefined, ...golden.types[name] },
      name,
    );
  }
  assertEquals(Object.keys(golden.types).length, DTYPE_NAMES.length);
});

Deno.test("DTYPES has ONNX's numbers", () => {
  const names = DTYPE_NAMES.toSorted((a, b) => DTYPES[a].onnx - DTYPES[b].onnx).join(" ");
  const [first, last] = [
    "float32 uint8 int8 uint16 int16 int32 int64 string bool float16 float64 uint32 uint64",
    "complex64 bfloat16",
  ];
  assertEquals(names, `${first} ${last}`);
  const numbers = DTYPE_NAMES.map((name) => DTYPES[name].onnx).sort((a, b) => a - b);
  assertEquals(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16]);
});

Deno.test("isFloating(), isInteger() and isNumeric() divide the types by what elements are", () => {
  const named = (is: (dtype: DType) => boolean) => DTYPE_NAMES.filter(is).join(" ");
  assertEquals(named(isFloating), "float16 bfloat16 float32 float64");
  assertEquals(named(isInteger), "int8 int16 int32 int64 uint8 uint16 uint32 uint64");
  assertEquals(named((name) => !isNumeric(name)), "bool string");
  assertEquals(["float16", "float8", "toString", 1].map(isDType), [true, false, false, false]);
});

Deno.test("newStorage() holds zeros, or empty strings, in the type's array", () => {
  for (const dtype of DTYPE_NAMES) {
    const data: Storage = newStorage<DType>(dtype, 3);
    assert(data instanceof DTYPES[dtype].array, dtype);
    assertEquals(data.length, dtype === "complex64" ? 6 : 3);
    const zero = readElement<DType>(dtype, data, 2);
    if (dtype === "complex64") assertEquals(zero, new Complex(0));
    else assertEquals(String(zero), dtype === "string" ? "" : dtype === "bool" ? "false" : "0");
  }
});

Deno.test("convertStorage() gives the bytes that tf.cast gives", () => {
  let count = 0;
  const wrong: unknown[] = [];
  for (const [from, to, elements, casts] of golden.cases) {
    elements.forEach((element, i) => {
      const data = storageOf(from, element);
      const result = convertStorage<DType>(data, from, to);
      count += 1;
      if (bytesOf(result) !== casts[i]) {
        wrong.push([from, to, data, result, storageOf(to, casts[i]!)]);
      }
    });
  }
  assertEquals(wrong.slice(0, 5), []);
  assertEquals([count > 4000, wrong.length], [true, 0]);
});

Deno.test("convertStorage() keeps subnormal floats", () => {
  const tiny = Float64Array.of(2 ** -149, 2 ** -24);
  assertEquals(convertStorage(tiny, "float64", "float32"), Float32Array.from(tiny));
  assertEquals(convertStorage(tiny, "float64", "float16"), Float16Array.of(0, 2 ** -24));
  assertEquals(convertStorage(tiny, "float64", "bfloat16"), Uint16Array.of(0, 0x3380));
});

Deno.test("convertStorage() copies when the types are the same", () => {
  const data = Float32Array.of(1, 2);
  const copy = convertStorage(data, "float32", "float32");
  assertEquals(copy, data);
  assertNotStrictEquals(copy, data);
  assertEquals(convertStorage(["a"], "string", "string"), ["a"]);
});

Deno.test("convertStorage() throws when only one of the types is string", () => {
  assertThrows(
    () => convertStorage(["1"], "string", "int32"),
    TypeError,
    "convertStorage: expected two types of numbers, received from=string, to=int32; strings become",
  );
  assertThrows(() => convertStorage(Uint8Array.of(1), "bool", "string"), TypeError, "to=string");
});

Deno.test("toBfloat16() rounds to the nearest, ties to even, and keeps NaN", () => {
  assertEquals(toBfloat16(1), 0x3f80);
  assertEquals(toBfloat16(1 + 2 ** -8), 0x3f80, "a tie goes down to the even pattern");
  assertEquals(toBfloat16(1 + 3 * 2 ** -8), 0x3f82, "a tie goes up to the even pattern");
  assertEquals(toBfloat16(1 + 2 ** -8 + 2 ** -23), 0x3f81);
  assertEquals(toBfloat16(3.4e38), 0x7f80);
  assertEquals(toBfloat16(-Infinity), 0xff80);
  assertEquals(toBfloat16(-0), 0x8000);
  assert(Number.isNaN(fromBfloat16(toBfloat16(NaN))));
  // This NaN's bits are all in the half that is cut off.
  const odd = new Float32Array(Uint32Array.of(0x7f800001, 0xff800001).buffer);
  assertEquals(toBfloat16Array(odd), Uint16Array.of(0x7fc0, 0xffc0));
});

Deno.test("toBfloat16() gives every pattern back that fromBfloat16() reads", () => {
  const patterns = Uint16Array.from({ length: 65536 }, (_, i) => i);
  const values = fromBfloat16Array(patterns);
  const isNaN = (pattern: number) => (pattern & 0x7fff) > 0x7f80;
  const back = toBfloat16Array(values).map((pattern, i) => isNaN(i) ? i : pattern);
  assertEquals(back, patterns);
  for (const i of [0, 1, 0x3f80, 0xc2f7]) assertEquals(fromBfloat16(i), values[i]);
});

Deno.test("toBfloat16() is as near as any when given a float32", () => {
  fc.assert(fc.property(fc.float({ noNaN: true, min: -(2 ** 126), max: 2 ** 126 }), (x) => {
    const pattern = toBfloat16(x);
    const distance = Math.abs(fromBfloat16(pattern) - x);
    for (const rival of [pattern - 1, pattern + 1]) {
      if ((rival & 0x7fff) >= 0x7f80) continue;
      const other = Math.abs(fromBfloat16(rival) - x);
      assert(distance < other || (distance === other && pattern % 2 === 0), `${x}`);
    }
  }));
});

Deno.test("writeElement() stores what readElement() reads", () => {
  const pairs: [DType, Element, Element?][] = [
    ["float16", 0.1, Math.f16round(0.1)],
    ["bfloat16", 0.1, 0.10009765625],
    ["float32", 9007199791611905n, 9007200328482816],
    ["float64", true, 1],
    ["int8", -128],
    ["uint32", 4294967295],
    ["int64", -3, -3n],
    ["uint64", 2n ** 64n - 1n],
    ["bool", 2, true],
    ["bool", 0n, false],
    ["string", "a"],
    ["complex64", new Complex(1, -2)],
    ["complex64", 3, new Complex(3, 0)],
  ];
  for (const [dtype, value, expected = value] of pairs) {
    assertEquals(readElement<DType>(dtype, single(dtype, value), 0), expected, dtype);
  }
  const data = newStorage("complex64", 2);
  writeElement("complex64", data, 1, new Complex(1, 2));
  assertEquals(data, Float32Array.of(0, 0, 1, 2));
});

Deno.test("writeElement() throws when a value does not fit the type", () => {
  assertThrows(
    () => single("int8", 128),
    RangeError,
    "writeElement: expected a whole number from -128 to 127 for dtype int8, received value=128",
  );
  assertThrows(() => single("uint64", -1n), RangeError, "received value=-1n");
  assertThrows(() => single("int64", 2 ** 63), RangeError, "received value=9223372036854776000");
  for (const value of [0.5, NaN, Infinity]) {
    assertThrows(() => single("int64", value), RangeError, `received value=${value}`);
  }
  assertThrows(
    () => single("float16", "1"),
    TypeError,
    'writeElement: expected a number for dtype float16, received value="1"',
  );
  assertThrows(
    () => single("string", 1),
    TypeError,
    "writeElement: expected a string for dtype string, received value=1",
  );
  assertThrows(() => single("float32", new Complex(1)), TypeError, "received value=Complex");
  assertThrows(() => single("bool", "a"), TypeError, "expected a number for dtype bool");
  assertThrows(() => single("complex64", "a"), TypeError, "expected a number for dtype complex64");
});

Deno.test("copyStorage() copies every kind, bit for bit", () => {
  const bits = new Float32Array(new Uint32Array([0x7fc12345, 0x80000000, 1]).buffer);
  const kinds = [bits, BigInt64Array.of(-1n, 2n ** 62n), Uint8Array.of(0, 1), ["a", ""]] as const;
  for (const values of kinds) {
    const copy = copyStorage(values);
    assertEquals(copy, values);
    assert((copy as unknown) !== values);
    assertEquals(copy.constructor, values.constructor);
  }
  assertEquals(new Uint32Array(copyStorage(bits).buffer), new Uint32Array(bits.buffer));
});
