/**
 * NumPy's spellings of element types in the headers of .npy files: `<f4` as NumPy writes it, and
 * what it reads besides, as `=f4`, `f4`, `f`, `float32` and `|?`.
 *
 * @module
 */
import type { ByteReader } from "./byte_reader.ts";
import { type FileDType, isReadable } from "./elements.ts";

/** What other letters and names mean, on 64-bit systems; names have no byte order. */
const CODES: Readonly<Record<string, string>> = {
  "?": "b1",
  b: "i1",
  B: "u1",
  h: "i2",
  H: "u2",
  i: "i4",
  I: "u4",
  l: "i8",
  L: "u8",
  q: "i8",
  Q: "u8",
  e: "f2",
  f: "f4",
  d: "f8",
  F: "c8",
};
const NAMES: Readonly<Record<string, string>> = {
  bool: "b1",
  int8: "i1",
  int16: "i2",
  int32: "i4",
  int64: "i8",
  int: "i8",
  uint8: "u1",
  uint16: "u2",
  uint32: "u4",
  uint64: "u8",
  uint: "u8",
  float16: "f2",
  half: "f2",
  float32: "f4",
  single: "f4",
  float64: "f8",
  double: "f8",
  float: "f8",
  complex64: "c8",
};

/** What to do about element types that are not read, by NumPy's letter. */
const REFUSED: Readonly<Record<string, readonly [name: string, fix: string]>> = {
  f: ["a float wider than 64 bits", 'convert it in NumPy with x.astype("float64")'],
  c: [
    "complex numbers of more than 64 bits",
    'convert them in NumPy with x.astype("complex64"), or save np.real(x) and np.imag(x)',
  ],
  S: ["bytes", 'convert it in NumPy with x.astype("U")'],
  M: ["dates", 'convert it in NumPy with x.astype("int64")'],
  m: ["time spans", 'convert it in NumPy with x.astype("int64")'],
  V: ["raw memory (void)", "save a view of numbers, as x.view('u1')"],
};

/** Why Python objects are not read. */
export const PICKLE_FIX =
  "loading it would run code that the file brings along; save arrays of numbers or text in Python, several of them with np.savez";

/** The element type of a `descr`, or the length of its texts. */
export function parseDescr(
  reader: ByteReader,
  descr: string,
): { type?: FileDType; text?: number; bigEndian: boolean } {
  const [, order, spelled] = /^([<>=|]?)(.*)$/s.exec(descr) as unknown as [string, string, string];
  const plain = Object.hasOwn(CODES, spelled)
    ? CODES[spelled]!
    : order === "" && Object.hasOwn(NAMES, spelled)
    ? NAMES[spelled]!
    : spelled;
  const parts = /^([a-zA-Z])(\d{0,9})(.*)$/s.exec(plain);
  if (!parts) {
    throw reader.malformed(0, "a dtype such as <f4 in the header", JSON.stringify(descr));
  }
  const [, kind, digits, rest] = parts as unknown as [string, string, string, string];
  const size = Number(digits);
  // Without a byte order it is the machine's, as for NumPy: little-endian.
  const bigEndian = order === ">";
  if (kind === "O") {
    throw new TypeError(
      `${reader.where}: expected an array of numbers, truth values or text, received Python objects (dtype object, a pickle); ${PICKLE_FIX}`,
    );
  }
  if (kind === "U" && rest === "") return { text: size, bigEndian };
  const type = { kind: kind as FileDType["kind"], size, bigEndian };
  if (rest === "" && isReadable(type)) return { type, bigEndian };
  const [name, fix] = Object.hasOwn(REFUSED, kind)
    ? REFUSED[kind]!
    : ["an element type that NumPy does not have", "the file is damaged"];
  throw new TypeError(
    `${reader.where}: expected float16 to float64, int8 to int64, uint8 to uint64, complex64, bool or text, received dtype '${descr}', ${name}; ${fix}`,
  );
}
