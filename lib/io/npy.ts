/**
 * NumPy's .npy format, versions 1.0, 2.0 and 3.0: one array in a file.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import { type NdData, type NdDType, unitsOf } from "../display/nd_dtype.ts";
import { MAX_ELEMENTS } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import type { ByteReader } from "./byte_reader.ts";
import { fromFortranOrder, readElements } from "./elements.ts";
import { parseDescr } from "./npy_dtype.ts";
import { readNpyHeader, writeNpyHeader } from "./npy_header.ts";
import { longestText, readTexts, writeTexts } from "./npy_text.ts";

/** How NumPy spells the element types that are written. */
const DESCR: Readonly<Partial<Record<NdDType, string>>> = {
  float16: "<f2",
  float32: "<f4",
  float64: "<f8",
  int8: "|i1",
  int16: "<i2",
  int32: "<i4",
  int64: "<i8",
  uint8: "|u1",
  uint16: "<u2",
  uint32: "<u4",
  uint64: "<u8",
  bool: "|b1",
  complex64: "<c8",
};

/** The largest number of dimensions, as NumPy 2's. */
const MAX_DIMENSIONS = 64;

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
  const ordered = fortranOrder ? fromFortranOrder<NdData>(data, shape, unitsOf(dtype)) : data;
  return new NdArray<NdDType>(ordered, shape, dtype);
}

/**
 * The bytes of a .npy file; the same ones as NumPy 2 writes.
 *
 * @throws {TypeError} if the elements are Python's bytes, which NumPy holds as objects, or bfloat16,
 * which NumPy doesn't know.
 */
export function encodeNpy(where: string, array: NdArray, version: 1 | 2 | 3 = 1): Uint8Array {
  if (array.dtype === "bytes") {
    throw new TypeError(
      `${where}: expected numbers, truth values or text, received a string tensor, which NumPy holds as Python objects; save np-style text instead, as NdArray.from(["a", "b"])`,
    );
  }
  if (array.dtype === "bfloat16") {
    throw new TypeError(
      `${where}: expected an element type that NumPy has, received bfloat16; save it as float32, which holds every bfloat16`,
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
