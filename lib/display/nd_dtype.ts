/**
 * Element types of host arrays and the storage of each.
 *
 * @module
 */
import {
  type Complex,
  type DType,
  DTYPE_NAMES,
  DTYPES,
  newStorage,
  readElement,
  type StorageOf,
  writeElement,
} from "../arrays/dtypes.ts";

export { Complex } from "../arrays/complex.ts";

/** Storage by element type. */
export interface NdDataOf extends StorageOf {
  /** Text that prints as Python's bytes, NumPy's `object`: what TensorFlow's string tensors hold. */
  bytes: readonly string[];
}

/** Element type of a host array. */
export type NdDType = keyof NdDataOf;

/** Storage of any element type. */
export type NdData = NdDataOf[NdDType];

/**
 * One element: `bigint` for int64 and uint64, `boolean` for bool, `string` for text,
 * {@linkcode Complex} for complex64, `number` otherwise.
 */
export type NdElement = number | bigint | boolean | string | Complex;

/** An array as the printer sees it: elements in row-major order. */
export interface ArraySource {
  /** Elements in row-major order. */
  readonly data: NdData;
  /** Dimensions, outermost first. */
  readonly shape: readonly number[];
  /** Element type. */
  readonly dtype: NdDType;
}

/** The element types, in the order of the docs. */
export const ND_DTYPES: readonly NdDType[] = [...DTYPE_NAMES, "bytes"];

/** The element type of tensors that is stored in the same way. */
function storedAs(dtype: NdDType): DType {
  return dtype === "bytes" ? "string" : dtype;
}

/** The name of the storage that an element type needs, such as `Float32Array`. */
export function storageName(dtype: NdDType): string {
  return DTYPES[storedAs(dtype)].array.name;
}

/** Whether `data` is the storage of `dtype`. */
export function isStorage(data: unknown, dtype: NdDType): data is NdData {
  return data instanceof DTYPES[storedAs(dtype)].array;
}

/** Storage units of one element: 2 for complex64, 1 otherwise. */
export function unitsOf(dtype: NdDType): 1 | 2 {
  return DTYPES[storedAs(dtype)].units;
}

/** Element types whose elements convert as JavaScript's typed arrays convert numbers. */
const CONVERTING = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

/**
 * New storage of `dtype` with the given elements.
 *
 * @throws {TypeError} If an element is of another kind than a type that takes only its own.
 * @throws {RangeError} If an element is no whole number of a type that takes only its own.
 */
export function makeStorage(dtype: NdDType, elements: readonly NdElement[]): NdData {
  if (dtype === "int64") {
    return BigInt64Array.from(elements, (x) => BigInt(x as number | bigint | boolean));
  }
  if (dtype === "string" || dtype === "bytes") return elements.map(String);
  if (dtype in CONVERTING) {
    return new CONVERTING[dtype as keyof typeof CONVERTING](elements.map(Number));
  }
  const data = newStorage<DType>(dtype, elements.length);
  elements.forEach((element, position) => writeElement(dtype, data, position, element));
  return data;
}

/** The element at a position of the storage. */
export function elementAt(source: ArraySource, position: number): NdElement {
  return readElement<DType>(storedAs(source.dtype), source.data, position);
}
