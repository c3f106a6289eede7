/**
 * Numbers in files: which element types there are, and host arrays of their bytes. A type that
 * host arrays lack becomes the next wider one that holds every value: int8, int16 and uint16
 * become int32, uint32 and uint64 become int64.
 *
 * @module
 */
import type { NdData, NdDType } from "../display/nd_dtype.ts";
import type { ByteReader } from "./byte_reader.ts";

/** An element type as it lies in a file. */
export interface FileDType {
  /** `f` floats, `i` and `u` whole numbers with and without sign, `b` truth values. */
  readonly kind: "f" | "i" | "u" | "b";
  /** Bytes of one element. */
  readonly size: number;
  /** Whether the most significant byte comes first. */
  readonly bigEndian: boolean;
}

/** Reads one element. */
type Get = (view: DataView, offset: number, little: boolean) => number | bigint;

/** For each type in a file: the type of the host array, and how an element is read. */
const TYPES: Readonly<Record<string, { dtype: NdDType; get: Get }>> = {
  f4: { dtype: "float32", get: (view, at, little) => view.getFloat32(at, little) },
  f8: { dtype: "float64", get: (view, at, little) => view.getFloat64(at, little) },
  i1: { dtype: "int32", get: (view, at) => view.getInt8(at) },
  i2: { dtype: "int32", get: (view, at, little) => view.getInt16(at, little) },
  i4: { dtype: "int32", get: (view, at, little) => view.getInt32(at, little) },
  i8: { dtype: "int64", get: (view, at, little) => view.getBigInt64(at, little) },
  u1: { dtype: "uint8", get: (view, at) => view.getUint8(at) },
  u2: { dtype: "int32", get: (view, at, little) => view.getUint16(at, little) },
  u4: { dtype: "int64", get: (view, at, little) => BigInt(view.getUint32(at, little)) },
  u8: { dtype: "int64", get: (view, at, little) => view.getBigUint64(at, little) },
  b1: { dtype: "bool", get: (view, at) => view.getUint8(at) },
};

/** Types whose little-endian bytes are the storage of the host array. */
const AS_STORED: Readonly<Record<string, new (buffer: ArrayBuffer) => NdData>> = {
  f4: Float32Array,
  f8: Float64Array,
  i4: Int32Array,
  i8: BigInt64Array,
  u1: Uint8Array,
  b1: Uint8Array,
};

/** Whether elements of a type can be read. */
export function isReadable({ kind, size }: FileDType): boolean {
  return `${kind}${size}` in TYPES;
}

/**
 * The elements in `count * size` bytes of a file, in the order in which they lie there.
 *
 * @throws {RangeError} if a uint64 exceeds int64, or a truth value is neither 0 nor 1.
 */
export function readElements(
  reader: ByteReader,
  offset: number,
  count: number,
  type: FileDType,
): { dtype: NdDType; data: NdData } {
  const key = `${type.kind}${type.size}`;
  const { dtype, get } = TYPES[key]!;
  const bytes = reader.slice(offset, count * type.size, "elements");
  const Direct = AS_STORED[key];
  const data = Direct && !type.bigEndian
    ? new Direct(bytes.slice().buffer as ArrayBuffer)
    : convert(bytes, count, type, dtype, get);
  checkValues(reader, offset, data, key);
  return { dtype, data };
}

function convert(
  bytes: Uint8Array,
  count: number,
  { size, bigEndian }: FileDType,
  dtype: NdDType,
  get: Get,
): NdData {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dtype === "int64") {
    const data = new BigInt64Array(count);
    for (let i = 0; i < count; i++) data[i] = get(view, i * size, !bigEndian) as bigint;
    return data;
  }
  const data = dtype === "float32"
    ? new Float32Array(count)
    : dtype === "float64"
    ? new Float64Array(count)
    : dtype === "int32"
    ? new Int32Array(count)
    : new Uint8Array(count);
  for (let i = 0; i < count; i++) data[i] = get(view, i * size, !bigEndian) as number;
  return data;
}

/** Throws if a value is none of its type, or does not fit the host array's. */
function checkValues(reader: ByteReader, offset: number, data: NdData, key: string): void {
  if (key === "b1") {
    const odd = (data as Uint8Array).findIndex((value) => value > 1);
    if (odd === -1) return;
    throw new RangeError(
      `${reader.where}: expected truth values 0 and 1, received ${data[odd]} at offset ${
        offset + odd
      }; the file is damaged`,
    );
  }
  if (key !== "u8") return;
  // What exceeds int64 wraps to a negative number when it is stored.
  const odd = (data as BigInt64Array).findIndex((value) => value < 0n);
  if (odd === -1) return;
  throw new RangeError(
    `${reader.where}: expected uint64 values below 2**63, which int64 holds, received ${
      BigInt.asUintN(64, (data as BigInt64Array)[odd]!)
    } at index ${odd}; convert the array in NumPy with x.astype("float64")`,
  );
}

/** An array in Fortran order, first index fastest, as one in row-major order. */
export function fromFortranOrder<T extends NdData>(data: T, shape: readonly number[]): T {
  if (shape.length < 2 || data.length === 0) return data;
  const result = data.slice() as { [index: number]: unknown };
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    result[to] = data[from];
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
