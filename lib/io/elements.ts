/**
 * Numbers in files: which element types there are, and host arrays of their bytes.
 *
 * @module
 */
import { type DType, DTYPES } from "../arrays/dtypes.ts";
import type { NdData } from "../display/nd_dtype.ts";
import type { ByteReader } from "./byte_reader.ts";

/** An element type as it lies in a file. */
export interface FileDType {
  /**
   * `f` floats, `i` and `u` whole numbers with and without sign, `c` complex numbers, `b` truth
   * values.
   */
  readonly kind: "f" | "i" | "u" | "c" | "b";
  /** Bytes of one element. */
  readonly size: number;
  /** Whether the most significant byte comes first. */
  readonly bigEndian: boolean;
}

/** For each type in a file the type of the host array, whose storage is the little-endian bytes. */
const TYPES: Readonly<Record<string, DType>> = {
  f2: "float16",
  f4: "float32",
  f8: "float64",
  i1: "int8",
  i2: "int16",
  i4: "int32",
  i8: "int64",
  u1: "uint8",
  u2: "uint16",
  u4: "uint32",
  u8: "uint64",
  c8: "complex64",
  b1: "bool",
};

/** Whether elements of a type can be read. */
export function isReadable({ kind, size }: FileDType): boolean {
  return Object.hasOwn(TYPES, `${kind}${size}`);
}

/**
 * The elements in `count * size` bytes of a file, in the order in which they lie there.
 *
 * @throws {RangeError} if a truth value is neither 0 nor 1.
 */
export function readElements(
  reader: ByteReader,
  offset: number,
  count: number,
  { kind, size, bigEndian }: FileDType,
): { dtype: DType; data: NdData } {
  const dtype = TYPES[`${kind}${size}`]!;
  const bytes = reader.slice(offset, count * size, "elements").slice();
  const { array, units } = DTYPES[dtype];
  if (bigEndian) swapBytes(bytes, size / units);
  const data = new (array as new (buffer: ArrayBufferLike) => NdData)(bytes.buffer);
  if (dtype === "bool") checkTruthValues(reader, offset, bytes);
  return { dtype, data };
}

/** Turns the bytes of each unit round. */
function swapBytes(bytes: Uint8Array, unit: number): void {
  if (unit === 1) return;
  for (let at = 0; at < bytes.length; at += unit) bytes.subarray(at, at + unit).reverse();
}

/** Throws if a truth value is none. */
function checkTruthValues(reader: ByteReader, offset: number, bytes: Uint8Array): void {
  const odd = bytes.findIndex((value) => value > 1);
  if (odd === -1) return;
  throw new RangeError(
    `${reader.where}: expected truth values 0 and 1, received ${bytes[odd]} at offset ${
      offset + odd
    }; the file is damaged`,
  );
}

/** An array in Fortran order, first index fastest, as one in row-major order; `units` of storage an element. */
export function fromFortranOrder<T extends NdData>(
  data: T,
  shape: readonly number[],
  units: 1 | 2 = 1,
): T {
  if (shape.length < 2 || data.length === 0) return data;
  const result = data.slice() as { [index: number]: unknown };
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to += units) {
    for (let unit = 0; unit < units; unit++) result[to + unit] = data[from * units + unit];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      from += strides[axis]!;
      if (index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return result as unknown as T;
}
