import { assert, assertEquals, assertThrows } from "@std/assert";
import { unzipSync, zipSync } from "fflate";
import { NdArray } from "kerasaur";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { encodeNpy } from "../../lib/io/npy.ts";
import { decodeNpz, encodeNpz } from "../../lib/io/npz.ts";
import { fromBase64, type NpyGolden, readGolden } from "./goldens.ts";

const { archives, refused_archive } = await readGolden<NpyGolden>("npy.json.gz");

const decode = (bytes: Uint8Array, options = {}) =>
  decodeNpz(new ByteReader("test", bytes), options);

const vector = NdArray.from([1, 2, 3], "float32");
const archive = () => encodeNpz("test", [["x", vector]]);

/** The place of the record that ends an archive, and of its list's first entry. */
const END = archive().length - 22;
const ENTRY = END - 46 - "x.npy".length;

for (const [name, { file, arrays }] of Object.entries(archives)) {
  Deno.test(`decodeNpz() reads NumPy's file: ${name}`, () => {
    const loaded = decode(fromBase64(file));
    assertEquals([...loaded.keys()], Object.keys(arrays));
    for (const [key, array] of loaded) {
      const { dtype, shape, values } = arrays[key]!;
      assertEquals([...array.shape], shape);
      const numpy: Record<string, string> = { string: "<U4" };
      assertEquals(numpy[array.dtype] ?? array.dtype, dtype);
      const equal = (value: unknown, i: number) =>
        String(value) === values[i] || Number(value) === Number(values[i]);
      assert(Array.from(array.data as ArrayLike<unknown>).every(equal));
    }
  });
}

Deno.test("encodeNpz() writes archives that another library unpacks", () => {
  for (const level of [0, 6] as const) {
    const zeros = new NdArray(new Float64Array(1000), [1000], "float64");
    const bytes = encodeNpz("test", [["x", vector], ["deep/zeros:0", zeros]], level);
    const files = unzipSync(bytes);
    assertEquals(Object.keys(files), ["x.npy", "deep/zeros:0.npy"]);
    assertEquals(files["x.npy"], encodeNpy("test", vector));
    assertEquals(bytes.length < 1000, level === 6);
    assert(decode(bytes).get("deep/zeros:0")!.equals(zeros));
  }
});

Deno.test("decodeNpz() refuses pickles inside, and files that are no arrays", () => {
  assertThrows(
    () => decode(fromBase64(refused_archive)),
    TypeError,
    `test: entry "o": expected an array of numbers, truth values or text, received Python objects`,
  );
  assertThrows(
    () => decode(zipSync({ "readme.txt": new Uint8Array(3) })),
    SyntaxError,
    `expected an archive of .npy files, each name once at offset 40, received "readme.txt"`,
  );
});

Deno.test("decodeNpz() and encodeNpz() refuse names that climb out of a folder", () => {
  const file = encodeNpy("test", vector);
  for (const name of ["../x", "/x", "a/../../x", "..\\x", "C:\\x", "a\0b"]) {
    assertThrows(
      () => decode(zipSync({ [`${name}.npy`]: file })),
      RangeError,
      "test: expected a name inside the archive at offset",
    );
    assertThrows(
      () => encodeNpz("np.savez", [[name, vector]]),
      RangeError,
      "whoever unpacks the file would write outside of the folder",
    );
  }
});

Deno.test("decodeNpz() refuses archives that unpack to more than they should", () => {
  const zeros = new NdArray(new Uint8Array(2 ** 20), [2 ** 20], "uint8");
  const bytes = encodeNpz("test", [["zeros", zeros]], 6);
  assertThrows(
    () => decode(bytes, { maxBytes: 1000 }),
    RangeError,
    `expected arrays of at most 1000 bytes, received 1048704 in a file of ${bytes.length}; if you trust the file, pass { maxBytes: 1048704 }`,
  );
  assert(decode(bytes).get("zeros")!.equals(zeros));

  const lying = bytes.slice();
  const entry = bytes.length - 22 - 46 - "zeros.npy".length;
  new DataView(lying.buffer).setUint32(entry + 24, 2 ** 31, true);
  assertThrows(
    () => decode(lying),
    RangeError,
    `expected an unpacked size that`,
  );
  new DataView(lying.buffer).setUint32(entry + 24, 2 ** 20, true);
  assertThrows(() => decode(lying), SyntaxError, "received other bytes");
});

Deno.test("decodeNpz() refuses entries that share bytes", () => {
  const bytes = encodeNpz("test", [["x", vector], ["y", vector]]);
  const second = bytes.length - 22 - 46 - 5;
  const view = new DataView(bytes.buffer);
  view.setUint32(second + 42, 0, true);
  assertThrows(
    () => decode(bytes),
    SyntaxError,
    `entry "y.npy" to have bytes of its own at offset 35, received bytes of "x.npy"`,
  );
});

Deno.test("decodeNpz() names the offset of what breaks the format", () => {
  const changed = (at: number, byte: number) => archive().with(at, byte);
  const cases: [Uint8Array, new (text: string) => Error, string][] = [
    [archive().subarray(0, 10), RangeError, "a zip archive of 22 bytes at offset 0"],
    [
      archive().subarray(0, END + 21),
      SyntaxError,
      "the end record of a zip archive before the end",
    ],
    [changed(END + 4, 1), SyntaxError, `an archive in one file at offset ${END + 4}`],
    [changed(END + 12, 1), SyntaxError, `a list of entries that ends at ${END}`],
    [changed(ENTRY, 0), SyntaxError, `an entry of the archive at offset ${ENTRY}`],
    [changed(ENTRY + 8, 1), TypeError, "an encrypted entry"],
    [changed(ENTRY + 10, 14), TypeError, "compression method 14"],
    [changed(ENTRY + 21, 9), RangeError, `expected entry "x.npy" to end before offset ${ENTRY}`],
    [changed(ENTRY + 24, 1), RangeError, `expected an unpacked size that 140 bytes can hold`],
    [changed(0, 1), SyntaxError, `the header of entry "x.npy" at offset 0`],
    [changed(100, 1), SyntaxError, `entry "x.npy" to unpack to 140 bytes of check sum`],
  ];
  for (const [bytes, error, text] of cases) assertThrows(() => decode(bytes), error, text);
  const zip64 = archive();
  new DataView(zip64.buffer).setUint32(END + 16, 0xffffffff, true);
  assertThrows(() => decode(zip64), SyntaxError, `a list of entries that ends at ${END}`);
});

Deno.test("encodeNpz() writes more members than a plain archive holds, and decodeNpz() reads them", () => {
  const count = 66_000;
  const entries = Array.from(
    { length: count },
    (_, i) => [`a${i}`, NdArray.from([i % 251], "uint8")] as const,
  );
  const bytes = encodeNpz("test", entries);
  const view = new DataView(bytes.buffer);
  // The record at the end, zip64's locator before it, and its record before that.
  const end = bytes.length - 22;
  assertEquals([view.getUint16(end + 10, true), view.getUint32(end - 20, true)], [
    0xffff,
    0x07064b50,
  ]);
  assertEquals(view.getBigUint64(end - 20 - 56 + 32, true), BigInt(count));
  const arrays = decode(bytes);
  assertEquals(arrays.size, count);
  assert(entries.every(([name, array]) => arrays.get(name)!.equals(array)));
  const place = end - 20 - 56;
  const changed = (at: number, value: bigint) => {
    const copy = bytes.slice();
    new DataView(copy.buffer).setBigUint64(at, value, true);
    return copy;
  };
  assertThrows(() => decode(changed(place + 32, 5n)), SyntaxError, "an archive in one file");
  assertThrows(() => decode(changed(place + 40, 5n)), SyntaxError, "a list of entries that ends");
  assertThrows(
    () => decode(changed(end - 12, 5n)),
    SyntaxError,
    "zip64's record before its locator",
  );
});

Deno.test("encodeNpz() refuses names that are no whole text", () => {
  assertThrows(
    () => encodeNpz("np.savez", [["a\ud800", vector]]),
    RangeError,
    "np.savez: expected names of whole characters, received",
  );
  const both = "gr\u00fc\u{1F996}";
  assertEquals([...decode(encodeNpz("test", [[both, vector]])).keys()], [both]);
});
