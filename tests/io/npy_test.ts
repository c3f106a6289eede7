import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { NdArray } from "kerasaur";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { decodeNpy, encodeNpy } from "../../lib/io/npy.ts";
import { fromBase64, type NpyGolden, readGolden } from "./goldens.ts";

const { files, refused } = await readGolden<NpyGolden>("npy.json.gz");

const decode = (bytes: Uint8Array) => decodeNpy(new ByteReader("test", bytes));

/** The elements as Python spells them. */
function spelled(array: NdArray): string[] {
  if (array.dtype === "complex64") {
    return Array.from({ length: array.size }, (_, index) => String(array.item(index)));
  }
  return Array.from(array.data as ArrayLike<number | bigint | string>, (value) => {
    if (typeof value !== "number") return String(value);
    if (Number.isNaN(value)) return "nan";
    return Object.is(value, -0) ? "-0.0" : String(value).replace("Infinity", "inf");
  });
}

/** The same number, however it is spelled. */
const same = (a: string, b: string) =>
  a === b || (a !== "" && b !== "" && Object.is(Number(a), Number(b)));

for (const [name, { file, dtype, shape, values, same: roundTrips }] of Object.entries(files)) {
  Deno.test(`decodeNpy() reads NumPy's file: ${name}`, () => {
    const array = decode(fromBase64(file));
    assertEquals([array.dtype as string, [...array.shape]], [dtype, shape]);
    const received = spelled(array);
    assertEquals(received.length, values.length);
    received.forEach((value, index) => {
      const equal = dtype.startsWith("float")
        ? same(value, values[index]!)
        : value === values[index];
      assert(equal, `${index}: ${value} is not ${values[index]}`);
    });
    if (roundTrips) assertEquals(encodeNpy("test", array), fromBase64(file));
  });
}

const REFUSALS: Record<string, [new (text: string) => Error, string]> = {
  "longdouble": [TypeError, `a float wider than 64 bits; convert it in NumPy`],
  "complex128": [
    TypeError,
    "received dtype '<c16', complex numbers of more than 64 bits; convert them in NumPy with x.astype",
  ],
  "bytes": [TypeError, `received dtype '|S2', bytes; convert it in NumPy with x.astype("U")`],
  "dates": [TypeError, "received dtype '<M8[D]', dates"],
  "records": [TypeError, "an array of records (structured dtype) at offset 20 cannot be read"],
  "void": [TypeError, "received dtype '|V5', raw memory (void)"],
  "objects": [TypeError, "loading it would run code that the file brings along"],
};
Deno.test("decodeNpy() refuses what arrays cannot hold, with what to do", () => {
  assertEquals(Object.keys(refused).sort(), Object.keys(REFUSALS).sort());
  for (const [name, [error, text]] of Object.entries(REFUSALS)) {
    assertThrows(() => decode(fromBase64(refused[name]!)), error, text);
  }
});

Deno.test("decodeNpy() names the offset of what breaks the format", () => {
  const good = encodeNpy("test", NdArray.from([1, 2, 3], "float32"));
  const changed = (at: number, byte: number) => good.with(at, byte);
  assertThrows(
    () => decode(changed(1, 0x4f)),
    SyntaxError,
    "test: expected byte 78 of the magic text of .npy at offset 1, received 79",
  );
  assertThrows(() => decode(changed(6, 9)), SyntaxError, "format version 1, 2 or 3 at offset 6");
  assertThrows(() => decode(changed(7, 1)), SyntaxError, "minor format version 0 at offset 7");
  assertThrows(() => decode(changed(9, 255)), SyntaxError, "a header of at most 10000 bytes");
  assertThrows(() => decode(changed(10, 0x5b)), SyntaxError, "'{' in the header at offset 10");
  assertThrows(
    () => decode(changed(12, 0x65)),
    SyntaxError,
    "the keys descr, fortran_order and shape",
  );
  assertThrows(
    () => decode(good.subarray(0, good.length - 1)),
    RangeError,
    "expected 12 bytes of elements from offset 128 to the end of the file, for shape (3,) and dtype '<f4', received 11",
  );
  assertThrows(() => decode(new Uint8Array([...good, 0])), RangeError, "received 13");
  assertThrows(() => decode(good.subarray(0, 5)), RangeError, "received a file of 5 bytes");
});

Deno.test("decodeNpy() refuses sizes that the file does not have before it allocates", () => {
  const file = encodeNpy("test", NdArray.from([1, 2, 3], "float32"));
  const text = new TextDecoder("latin1").decode(file);
  const withShape = (shape: string) => {
    const at = text.indexOf("(3,)");
    const bytes = file.slice();
    bytes.set(new TextEncoder().encode(shape.padEnd(20)), at);
    bytes.set(new TextEncoder().encode("}"), at + 20);
    return bytes;
  };
  for (const shape of ["(999999999999,)", "(99999, 99999, 9999)", "(0, 99999999999999,)"]) {
    assertThrows(() => decode(withShape(shape)), RangeError, "expected");
  }
  const texts = encodeNpy("test", NdArray.from(["", ""]));
  const zero = texts.slice();
  zero[new TextDecoder("latin1").decode(texts).indexOf("<U1") + 2] = 0x30;
  assertThrows(() => decode(zero.subarray(0, 128)), RangeError, "expected 0 bytes of elements");
});

Deno.test("encodeNpy() refuses string tensors, which NumPy holds as objects", () => {
  assertThrows(
    () => encodeNpy("np.save", new NdArray(["a"], [1], "bytes")),
    TypeError,
    "np.save: expected numbers, truth values or text, received a string tensor",
  );
});

Deno.test("encodeNpy() refuses bfloat16, which NumPy does not know", () => {
  assertThrows(
    () => encodeNpy("np.save", NdArray.from([1], "bfloat16")),
    TypeError,
    "np.save: expected an element type that NumPy has, received bfloat16; save it as float32",
  );
});

Deno.test("decodeNpy() refuses spellings of dtypes that NumPy does not read", () => {
  const file = encodeNpy("test", NdArray.from([1, 2, 3], "float32"));
  const at = new TextDecoder("latin1").decode(file).indexOf("'<f4', ");
  const withDescr = (descr: string) => {
    const bytes = file.slice();
    bytes.set(new TextEncoder().encode(`'${descr}',`.padEnd(7)), at);
    return bytes;
  };
  for (const descr of ["!f4", "4", ""]) {
    assertThrows(() => decode(withDescr(descr)), SyntaxError, "expected a dtype such as <f4");
  }
  for (const descr of ["f3", "Z4", "<f4f", "f4 "]) {
    assertThrows(() => decode(withDescr(descr)), TypeError, `received dtype '${descr}'`);
  }
});

Deno.test("decodeNpy() gives back what encodeNpy() wrote, in every version", () => {
  const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
  fc.assert(fc.property(shapes, fc.infiniteStream(fc.float()), (shape, stream) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const array = new NdArray(Float32Array.from([...stream.take(size)]), shape, "float32");
    for (const version of [1, 2, 3] as const) {
      assert(decode(encodeNpy("test", array, version)).equals(array));
    }
  }));
  fc.assert(fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (texts) => {
    const plain = texts.map((text) => text.replace(/\0+$/, ""));
    const array = NdArray.from(plain);
    assert(decode(encodeNpy("test", array)).equals(array));
  }));
});

Deno.test("decodeNpy() and encodeNpy() keep halves of pairs, which NumPy's texts may hold", () => {
  const array = NdArray.from(["a\ud800", "\udc00", "\u{1F996}"]);
  const file = encodeNpy("test", array);
  // What NumPy writes for np.array(["a\ud800", "\udc00", "\U0001F996"]): code points of 32 bits.
  const points = new Uint32Array(file.slice(128).buffer);
  assertEquals([...points], [0x61, 0xd800, 0xdc00, 0, 0x1f996, 0]);
  assert(decode(file).equals(array));
});
