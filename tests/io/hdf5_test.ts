import { assert, assertEquals, assertThrows } from "@std/assert";
import * as h5wasm from "h5wasm";
import { NdArray } from "../../lib/display/ndarray.ts";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { hdf5Checksum } from "../../lib/io/hdf5_checksum.ts";
import { decodeKerasH5, encodeKerasH5 } from "../../lib/io/keras_h5.ts";

const { FS } = await h5wasm.ready;

const decode = (bytes: Uint8Array) => decodeKerasH5(new ByteReader("test", bytes));

/** Weights of every type that is written. */
const WEIGHTS = [
  NdArray.from([[1.5, -2], [3, 4]], "float32"),
  NdArray.from([0.1, 1e300], "float64"),
  NdArray.from([1, -2], "int32"),
  NdArray.from([1n, -(2n ** 63n)], "int64"),
  NdArray.from([0, 255], "uint8"),
  NdArray.from(2.5, "float32"),
  new NdArray(new Float32Array(0), [0, 3], "float32"),
].map((array, index) => ({ name: `net/dense/w_${index}:0`, array }));

const FILE = encodeKerasH5("test", {
  layers: [{ name: "flatten", weights: [] }, { name: "dense", weights: WEIGHTS }],
  own: [{ name: "scale:0", array: NdArray.from(3, "float32") }],
});

Deno.test("hdf5Checksum() is lookup3 of every length", () => {
  const text = new TextEncoder().encode("Four score and seven years ago");
  assertEquals(hdf5Checksum(text), 0x17770551);
  assertEquals(hdf5Checksum(new Uint8Array(0)), 0xdeadbeef);
  const sums = [...text.keys()].map((length) => hdf5Checksum(text.subarray(0, length)));
  assertEquals(new Set(sums).size, text.length);
});

Deno.test("decodeKerasH5() gives back what encodeKerasH5() wrote", () => {
  const { layers, own } = decode(FILE);
  assertEquals(layers.map(({ name }) => name), ["flatten", "dense"]);
  assertEquals(layers[0]!.weights, []);
  layers[1]!.weights.forEach(({ name, array }, index) => {
    assertEquals(name, WEIGHTS[index]!.name);
    assert(array.equals(WEIGHTS[index]!.array));
  });
  assertEquals(own!.map(({ name, array }) => [name, Number(array)]), [["scale:0", 3]]);
});

Deno.test("encodeKerasH5() writes what HDF5's own library reads", () => {
  FS!.writeFile("/ours.h5", FILE);
  const file = new h5wasm.File("/ours.h5", "r");
  assertEquals(file.attrs.layer_names!.value, ["flatten", "dense"]);
  assertEquals(file.attrs.backend!.value, "tensorflow");
  const group = file.get("dense") as h5wasm.Group;
  assertEquals(group.attrs.weight_names!.value, WEIGHTS.map(({ name }) => name));
  for (const { name, array } of WEIGHTS.slice(0, 5)) {
    const dataset = group.get(name) as h5wasm.Dataset;
    assertEquals(dataset.shape, [...array.shape]);
    assertEquals(dataset.value as unknown, array.data as unknown);
  }
  assertEquals((group.get(WEIGHTS[5]!.name) as h5wasm.Dataset).value as number, 2.5);
  assertEquals((group.get(WEIGHTS[6]!.name) as h5wasm.Dataset).shape, [0, 3]);
  file.close();
});

Deno.test("decodeKerasH5() reads what HDF5's own library writes", () => {
  const file = new h5wasm.File("/theirs.h5", "w");
  file.create_attribute("layer_names", ["dense"], null, "S5");
  const group = file.create_group("dense");
  group.create_attribute("weight_names", ["a:0", "b:0"]);
  group.create_dataset({ name: "a:0", data: [1, 2, 3, 4], shape: [2, 2], dtype: "<f4" });
  group.create_dataset({ name: "b:0", data: [1, 2], shape: [2], dtype: "<f8" });
  file.close();
  const { layers, own } = decode(FS!.readFile("/theirs.h5") as Uint8Array);
  assertEquals(layers[0]!.weights.map(({ array }) => array.toArray()), [[[1, 2], [3, 4]], [1, 2]]);
  assertEquals(own, undefined);
});

Deno.test("decodeKerasH5() notices every flipped bit in the structure of a file of our own", () => {
  const [data] = WEIGHTS.map(({ array }) => array.data as Float32Array);
  const start = FILE.findIndex((_, at) =>
    new Uint8Array(data!.buffer).every((byte, index) => FILE[at + index] === byte)
  );
  let noticed = 0;
  let total = 0;
  for (let at = 0; at < FILE.length; at++) {
    const changed = FILE.with(at, FILE[at]! ^ 16);
    total++;
    try {
      decode(changed);
    } catch (error) {
      assert(/offset \d/.test((error as Error).message));
      noticed++;
    }
  }
  // Numbers have no check sum, nor has the padding before each structure, of up to 7 bytes.
  const numbers = WEIGHTS.slice(0, 6).reduce(
    (sum, { array }) => sum + (array.data as Float32Array).byteLength,
    4,
  );
  assert(start > 0);
  assert(total - noticed <= numbers + 7 * 24, `${total - noticed} of ${total} not noticed`);
});

Deno.test("decodeKerasH5() names the offset of what breaks the format", () => {
  const view = (change: (view: DataView) => void) => {
    const bytes = FILE.slice();
    change(new DataView(bytes.buffer));
    return bytes;
  };
  const cases: [Uint8Array, new (text: string) => Error, string][] = [
    [FILE.subarray(0, 4), RangeError, "the signature of HDF5 of 1 bytes at offset 4"],
    [FILE.subarray(0, FILE.length - 1), RangeError, "the file is truncated"],
    [view((it) => it.setUint8(8, 9)), SyntaxError, "superblock version 0 to 3 at offset 8"],
    [view((it) => it.setUint8(9, 4)), SyntaxError, "addresses of 8 bytes at offset 9, received 4"],
    [view((it) => it.setUint8(12, 1)), TypeError, "base address 1 instead of 0 at offset 12"],
    [view((it) => it.setUint8(36, 0)), SyntaxError, "of the superblock at offset"],
  ];
  for (const [bytes, error, text] of cases) assertThrows(() => decode(bytes), error, text);
});

Deno.test("decodeKerasH5() refuses a small file that asks for the same bytes again and again", () => {
  const weight = { name: "w", array: new NdArray(new Float32Array(5000), [5000], "float32") };
  const file = new h5wasm.File("/again.h5", "w");
  file.create_attribute("layer_names", ["l"], null, "S1");
  const group = file.create_group("l");
  group.create_attribute("weight_names", Array(50_000).fill("w"), null, "S1");
  group.create_dataset({ name: "w", data: weight.array.data as Float32Array, shape: [5000] });
  file.close();
  assertThrows(
    () => decode(FS!.readFile("/again.h5") as Uint8Array),
    RangeError,
    "the file uses the same bytes again and again",
  );
});

Deno.test("encodeKerasH5() refuses names that HDF5 has no place for", () => {
  const array = NdArray.from([1], "float32");
  const encode = (...names: string[]) => () =>
    encodeKerasH5("save", {
      layers: [{ name: "dense", weights: names.map((name) => ({ name, array })) }],
      own: [],
    });
  assertThrows(encode("a", "a"), RangeError, `save: expected each name once in a layer or model`);
  assertThrows(encode("a", "a/b"), RangeError, `received "a/b" again`);
  assertThrows(encode("a/b", "a"), RangeError, `received "a" again`);
  for (const name of ["a//b", "/a", "./a", "", "a\ud800"]) {
    assertThrows(
      encode(name),
      RangeError,
      "expected names of whole characters, without empty parts",
    );
  }
  assertThrows(encode("x".repeat(70_000)), RangeError, "expected names of at most 64512 bytes");
  const bool = new NdArray(new Uint8Array(1), [1], "bool");
  assertThrows(
    () => encodeKerasH5("save", { layers: [], own: [{ name: "b", array: bool }] }),
    TypeError,
    "save: expected weights of numbers, received bool for 'b'",
  );
});
