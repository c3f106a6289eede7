/**
 * Element types of host arrays and the storage of each.
 *
 * @module
 */

/** Storage by element type. */
export interface NdDataOf {
  /** 32-bit floats. */
  float32: Float32Array;
  /** 64-bit floats. */
  float64: Float64Array;
  /** 32-bit integers. */
  int32: Int32Array;
  /** 64-bit integers. */
  int64: BigInt64Array;
  /** Bytes. */
  uint8: Uint8Array;
  /** Truth values, 0 or 1. */
  bool: Uint8Array;
  /** Text, NumPy's `<U`. */
  string: readonly string[];
  /** Text that prints as Python's bytes, NumPy's `object`: what TensorFlow's string tensors hold. */
  bytes: readonly string[];
}

/** Element type of a host array. */
export type NdDType = keyof NdDataOf;

/** Storage of any element type. */
export type NdData = NdDataOf[NdDType];

/** One element: `bigint` for int64, `boolean` for bool, `string` for text, `number` otherwise. */
export type NdElement = number | bigint | boolean | string;

/** An array as the printer sees it: elements in row-major order. */
export interface ArraySource {
  /** Elements in row-major order. */
  readonly data: NdData;
  /** Dimensions, outermost first. */
  readonly shape: readonly number[];
  /** Element type. */
  readonly dtype: NdDType;
}

/** The constructor of each storage. */
const STORAGE = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  string: Array,
  bytes: Array,
} as const;

/** The element types, in the order of the docs. */
export const ND_DTYPES: readonly NdDType[] = Object.keys(STORAGE) as NdDType[];

/** The name of the storage that an element type needs, such as `Float32Array`. */
export function storageName(dtype: NdDType): string {
  return STORAGE[dtype].name;
}

/** Whether `data` is the storage of `dtype`. */
export function isStorage(data: unknown, dtype: NdDType): data is NdData {
  return data instanceof STORAGE[dtype];
}

/** New storage of `dtype` with the given elements. */
export function makeStorage(dtype: NdDType, elements: readonly NdElement[]): NdData {
  if (dtype === "int64") {
    return BigInt64Array.from(elements, (x) => BigInt(x as number | bigint | boolean));
  }
  if (dtype === "string" || dtype === "bytes") return elements.map(String);
  const numbers = elements.map(Number);
  return new STORAGE[dtype](numbers);
}

/** The element at a position of the storage. */
export function elementAt(source: ArraySource, position: number): NdElement {
  const value = source.data[position]!;
  return source.dtype === "bool" ? value !== 0 : value;
}
