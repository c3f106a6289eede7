/**
 * NumPy's .npy format, versions 1.0, 2.0 and 3.0: one array in a file.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import type { NdData, NdDType } from "../display/nd_dtype.ts";
import { MAX_ELEMENTS } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import type { ByteReader } from "./byte_reader.ts";
import { type FileDType, fromFortranOrder, isReadable, readElements } from "./elements.ts";
import { readNpyHeader, writeNpyHeader } from "./npy_header.ts";
import { longestText, readTexts, writeTexts } from "./npy_text.ts";

/** How NumPy spells the element types that are written. */
const DESCR: Readonly<Partial<Record<NdDType, string>>> = {
  float32: "<f4",
  float64: "<f8",
  int32: "<i4",
  int64: "<i8",
  uint8: "|u1",
  bool: "|b1",
};

/** What to do about element types that are not read, by NumPy's letter. */
const REFUSED: Readonly<Record<string, readonly [name: string, fix: string]>> = {
  e: ["float16", 'convert it in NumPy with x.astype("float32")'],
  f: ["a float wider than 64 bits", 'convert it in NumPy with x.astype("float64")'],
  c: ["complex numbers", "save np.real(x) and np.imag(x)"],
  S: ["bytes", 'convert it in NumPy with x.astype("U")'],
  M: ["dates", 'convert it in NumPy with x.astype("int64")'],
  m: ["time spans", 'convert it in NumPy with x.astype("int64")'],
  V: ["raw memory (void)", "save a view of numbers, as x.view('u1')"],
};

/** Why Python objects are not read. */
export const PICKLE_FIX =
  "loading it would run code that the file brings along; save arrays of numbers or text in Python, several of them with np.savez";

/** The largest number of dimensions, as NumPy 2's. */
const MAX_DIMENSIONS = 64;

/** The element type of a `descr`, or the length of its texts. */
function parseDescr(
  reader: ByteReader,
  descr: string,
): { type?: FileDType; text?: number; bigEndian: boolean } {
  const parts = /^([<>|])([a-zA-Z])(\d{0,9})(.*)$/s.exec(descr);
  if (!parts || (parts[1] === "|" && "fiucUMm".includes(parts[2]!) && Number(parts[3]) > 1)) {
    throw reader.malformed(0, "a dtype such as <f4 in the header", JSON.stringify(descr));
  }
  const [, order, kind, digits] = parts as unknown as [string, string, string, string];
  const size = Number(digits);
  const bigEndian = order === ">";
  if (kind === "O") {
    throw new TypeError(
      `${reader.where}: expected an array of numbers, truth values or text, received Python objects (dtype object, a pickle); ${PICKLE_FIX}`,
    );
  }
  if (kind === "U") return { text: size, bigEndian };
  const type = { kind: kind as FileDType["kind"], size, bigEndian };
  if (parts[4] === "" && "fiub".includes(kind) && isReadable(type)) return { type, bigEndian };
  const [name, fix] = REFUSED[kind === "f" && size === 2 ? "e" : kind] ??
    ["an element type that NumPy does not have", "the file is damaged"];
  throw new TypeError(
    `${reader.where}: expected float32, float64, int8 to int64, uint8 to uint64, bool or text, received dtype '${descr}', ${name}; ${fix}`,
  );
}

/**
 * The array in a .npy file's bytes.
 *
 * @throws {SyntaxError} if the bytes break the format.
 * @throws {RangeError} if the file ends too early or too late, or a value does not fit.
 * @throws {TypeError} if the element type is not read.
 */
export function decodeNpy(reader: ByteReader): NdArray {
  const { descr, fortranOrder, shape, end } = readNpyHeader(reader);
  const { type, text, bigEndian } = parseDescr(reader, descr);
  const count = shape.reduce((product, dim) => product * dim, 1);
  const itemSize = type ? type.size : text! * 4;
  if (
    shape.length > MAX_DIMENSIONS || count > MAX_ELEMENTS || (itemSize === 0 && count > 0) ||
    reader.length !== end + count * itemSize
  ) {
    throw new RangeError(
      `${reader.where}: expected ${
        count * itemSize
      } bytes of elements from offset ${end} to the end of the file, for shape ${
        formatShape(shape.slice(0, MAX_DIMENSIONS))
      } and dtype '${descr}', received ${
        reader.length - end
      }; the file is truncated, damaged, or holds more than one array`,
    );
  }
  const { dtype, data } = type
    ? readElements(reader, end, count, type)
    : { dtype: "string" as const, data: readTexts(reader, end, count, text!, bigEndian) };
  const ordered = fortranOrder ? fromFortranOrder<NdData>(data, shape) : data;
  return new NdArray<NdDType>(ordered, shape, dtype);
}

/**
 * The bytes of a .npy file; the same ones as NumPy 2 writes.
 *
 * @throws {TypeError} if the elements are Python's bytes, which NumPy holds as objects.
 */
export function encodeNpy(where: string, array: NdArray, version: 1 | 2 | 3 = 1): Uint8Array {
  if (array.dtype === "bytes") {
    throw new TypeError(
      `${where}: expected numbers, truth values or text, received a string tensor, which NumPy holds as Python objects; save np-style text instead, as NdArray.from(["a", "b"])`,
    );
  }
  const [descr, elements] = array.dtype === "string"
    ? textElements(array.data as readonly string[])
    : [DESCR[array.dtype]!, asBytes(array.data as Exclude<NdData, readonly string[]>)];
  const header = writeNpyHeader(descr, array.shape, version);
  const bytes = new Uint8Array(header.length + elements.length);
  bytes.set(header);
  bytes.set(elements, header.length);
  return bytes;
}

function textElements(texts: readonly string[]): [descr: string, bytes: Uint8Array] {
  const length = longestText(texts);
  return [`<U${length}`, writeTexts(texts, length)];
}

function asBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
