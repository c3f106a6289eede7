/**
 * Files that h5py, NumPy and zipfile write when they are asked for unusual things: each is read to
 * the values that Python reads, or refused with what to do.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { NdArray } from "../../lib/display/ndarray.ts";
import { ByteReader } from "../../lib/io/byte_reader.ts";
import { decodeKerasH5 } from "../../lib/io/keras_h5.ts";
import { decodeNpy } from "../../lib/io/npy.ts";
import { decodeNpz } from "../../lib/io/npz.ts";
import { fromBase64, readGolden } from "./goldens.ts";

interface OddFile {
  file: string;
  values: number[] | null;
  shape: number[] | null;
}

const { files } = await readGolden<{ files: Record<string, OddFile> }>("odd_files.json.gz");

function read(name: string, file: string): NdArray {
  const reader = new ByteReader("odd", fromBase64(file));
  if (name.endsWith(".npy")) return decodeNpy(reader);
  if (name.endsWith(".npz")) return [...decodeNpz(reader).values()][0]!;
  return decodeKerasH5(reader).layers[0]!.weights[0]!.array;
}

const REFUSALS: Record<string, [new (text: string) => Error, string]> = {
  "chunks never written.h5": [
    TypeError,
    "a dataset of 9 chunks of which 3 were written at offset 6384 cannot be read; write all",
  ],
  "lzf.h5": [TypeError, "a dataset that went through lzf at offset 6392 cannot be read; write it"],
  "scale and offset.h5": [TypeError, "a dataset that went through scale-offset at offset"],
  "chunks, newest form.h5": [TypeError, "chunks in HDF5's newest form (version 4) at offset 575"],
  "a soft link as weight.h5": [TypeError, 'soft link "w:0" at offset 6272 cannot be read; the'],
  "an external link as weight.h5": [TypeError, 'external link "w:0" at offset 6296 cannot be read'],
  "truth values.h5": [TypeError, "enumerations, as truth values are written, and 1 bytes at"],
  "complex numbers.h5": [TypeError, "records, as complex numbers are written, and 8 bytes at"],
  "texts.h5": [SyntaxError, "a dataset of numbers at offset 6320, received text; it holds no"],
  "records.h5": [TypeError, "an element type of records, as complex numbers are written, and 8"],
  "an enumeration.h5": [TypeError, "an element type of enumerations, as truth values are written"],
  "nothing.h5": [TypeError, "a dataset that holds nothing (h5py.Empty) at offset"],
  "long double.h5": [TypeError, "an element type of floats and 16 bytes at offset 6320 cannot be"],
  "a group as weight.h5": [SyntaxError, "an object without; it is a group, or the file is damaged"],
  "many attributes, newest form.h5": [TypeError, "an object of many attributes in HDF5's newest"],
  "bzip2.npz": [TypeError, "compression method 12 at offset 236 cannot be read; save it with np"],
  "lzma.npz": [TypeError, "compression method 14 at offset 192 cannot be read; save it with np"],
  "a folder.npz": [SyntaxError, 'each name once at offset 340, received "folder/"; it was not'],
  "one name twice.npz": [SyntaxError, 'each name once at offset 338, received "w.npy"; it was'],
  "version 4.npy": [SyntaxError, "expected format version 1, 2 or 3 at offset 6, received 4"],
  "negative.npy": [SyntaxError, 'tuple or truth value in the header at offset 61, received "-5'],
  "a call.npy": [SyntaxError, 'tuple or truth value in the header at offset 60, received "tuple('],
  "one more key.npy": [SyntaxError, "the keys descr, fortran_order and shape in the header"],
  "subarray.npy": [TypeError, "an array of records (structured dtype) at offset 20 cannot be read"],
  "too small.npy": [RangeError, "expected 120 bytes of elements from offset 128 to the end of the"],
};

Deno.test("the table of refusals is that of the files without values", () => {
  const refused = Object.entries(files).filter(([, { values }]) => values === null);
  assertEquals(refused.map(([name]) => name).sort(), Object.keys(REFUSALS).sort());
  assert(Object.keys(files).length >= 60);
});

for (const [name, { file, values, shape }] of Object.entries(files)) {
  Deno.test(`${values === null ? "refused" : "read"}: ${name}`, () => {
    if (values === null) {
      assertThrows(() => read(name, file), ...REFUSALS[name]!);
      return;
    }
    const array = read(name, file);
    assertEquals([...array.shape], shape);
    assertEquals(Array.from(array.data as ArrayLike<number | bigint>, Number), values);
  });
}

Deno.test("names of an archive are UTF-8 or code page 437, as each entry says", () => {
  for (const name of ["a name in code page 437.npz", "a name in UTF-8.npz"]) {
    const arrays = decodeNpz(new ByteReader("odd", fromBase64(files[name]!.file)));
    assertEquals([...arrays.keys()], ["Größe"]);
  }
});
