/**
 * The element types of tensors and what is to be known of each, one row a type: size, kind, the
 * numbers by which ONNX and TensorFlow call it, and the storage of its elements.
 *
 * @module
 */
import type { Complex } from "./complex.ts";

/** Storage of the elements, by element type. */
export interface StorageOf {
  /** 16-bit floats. */
  float16: Float16Array;
  /** The upper halves of float32s, as bit patterns. */
  bfloat16: Uint16Array;
  /** 32-bit floats. */
  float32: Float32Array;
  /** 64-bit floats. */
  float64: Float64Array;
  /** Signed bytes. */
  int8: Int8Array;
  /** 16-bit integers. */
  int16: Int16Array;
  /** 32-bit integers. */
  int32: Int32Array;
  /** 64-bit integers. */
  int64: BigInt64Array;
  /** Bytes. */
  uint8: Uint8Array;
  /** 16-bit integers without sign. */
  uint16: Uint16Array;
  /** 32-bit integers without sign. */
  uint32: Uint32Array;
  /** 64-bit integers without sign. */
  uint64: BigUint64Array;
  /** Truth values, 0 or 1. */
  bool: Uint8Array;
  /** Text. */
  string: readonly string[];
  /** Real and imaginary parts by turns: two for each element. */
  complex64: Float32Array;
}

/** Element type of a tensor. */
export type DType = keyof StorageOf;

/** Storage of any element type. */
export type Storage = StorageOf[DType];

/** One element: what {@linkcode readElement} gives. */
export interface ElementOf {
  float16: number;
  bfloat16: number;
  float32: number;
  float64: number;
  int8: number;
  int16: number;
  int32: number;
  int64: bigint;
  uint8: number;
  uint16: number;
  uint32: number;
  uint64: bigint;
  bool: boolean;
  string: string;
  complex64: Complex;
}

/** One element of any type. */
export type Element = ElementOf[DType];

/** What elements of a type are. */
export type DTypeKind = "float" | "int" | "uint" | "bool" | "string" | "complex";

/** What is to be known of an element type. */
export interface DTypeInfo<D extends DType = DType> {
  /** Its name. */
  readonly name: D;
  /** Bytes of one element; 0 for strings, which have no fixed size. */
  readonly bytes: number;
  /** What its elements are. */
  readonly kind: DTypeKind;
  /** ONNX's number, `TensorProto.DataType`. */
  readonly onnx: number;
  /** TensorFlow's number, `DataType` in types.proto. */
  readonly tensorflow: number;
  /** Constructor of the storage. */
  readonly array: StorageConstructor;
  /** Storage units of one element: 2 for complex64, 1 otherwise. */
  readonly units: 1 | 2;
  /** Smallest value, of integers: a bigint for int64 and uint64. */
  readonly min?: number | bigint;
  /** Largest value, of integers. */
  readonly max?: number | bigint;
  /** Distance from 1 to the next larger value, of floats. */
  readonly epsilon?: number;
}

/** Constructors of the storages. */
export type StorageConstructor =
  | Float16ArrayConstructor
  | Float32ArrayConstructor
  | Float64ArrayConstructor
  | Int8ArrayConstructor
  | Int16ArrayConstructor
  | Int32ArrayConstructor
  | BigInt64ArrayConstructor
  | Uint8ArrayConstructor
  | Uint16ArrayConstructor
  | Uint32ArrayConstructor
  | BigUint64ArrayConstructor
  | ArrayConstructor;

/** What a row says besides its name and the numbers. */
type Rest = Partial<Pick<DTypeInfo, "min" | "max" | "epsilon" | "units">>;

function row<D extends DType>(
  name: D,
  kind: DTypeKind,
  bytes: number,
  [onnx, tensorflow]: readonly [number, number],
  array: StorageConstructor,
  rest: Rest = {},
): DTypeInfo<D> {
  return Object.freeze({ name, kind, bytes, onnx, tensorflow, array, units: 1, ...rest });
}

/** The range of integers of some bits. */
function range(bits: number, signed: boolean): Rest {
  const max = 2n ** BigInt(signed ? bits - 1 : bits) - 1n;
  const min = signed ? -max - 1n : 0n;
  return bits === 64 ? { min, max } : { min: Number(min), max: Number(max) };
}

/** The element types, each by its name. */
export const DTYPES: { readonly [D in DType]: DTypeInfo<D> } = Object.freeze({
  float16: row("float16", "float", 2, [10, 19], Float16Array, { epsilon: 2 ** -10 }),
  bfloat16: row("bfloat16", "float", 2, [16, 14], Uint16Array, { epsilon: 2 ** -7 }),
  float32: row("float32", "float", 4, [1, 1], Float32Array, { epsilon: 2 ** -23 }),
  float64: row("float64", "float", 8, [11, 2], Float64Array, { epsilon: 2 ** -52 }),
  int8: row("int8", "int", 1, [3, 6], Int8Array, range(8, true)),
  int16: row("int16", "int", 2, [5, 5], Int16Array, range(16, true)),
  int32: row("int32", "int", 4, [6, 3], Int32Array, range(32, true)),
  int64: row("int64", "int", 8, [7, 9], BigInt64Array, range(64, true)),
  uint8: row("uint8", "uint", 1, [2, 4], Uint8Array, range(8, false)),
  uint16: row("uint16", "uint", 2, [4, 17], Uint16Array, range(16, false)),
  uint32: row("uint32", "uint", 4, [12, 22], Uint32Array, range(32, false)),
  uint64: row("uint64", "uint", 8, [13, 23], BigUint64Array, range(64, false)),
  bool: row("bool", "bool", 1, [9, 10], Uint8Array),
  string: row("string", "string", 0, [8, 7], Array),
  complex64: row("complex64", "complex", 8, [14, 8], Float32Array, { units: 2 }),
});

/** The names of the element types. */
export const DTYPE_NAMES: readonly DType[] = Object.freeze(Object.keys(DTYPES) as DType[]);

/** Whether a value is the name of an element type. */
export function isDType(value: unknown): value is DType {
  return typeof value === "string" && Object.hasOwn(DTYPES, value);
}

/** Whether elements are real numbers with fractions. */
export function isFloating(dtype: DType): dtype is "float16" | "bfloat16" | "float32" | "float64" {
  return DTYPES[dtype].kind === "float";
}

/** Whether elements are whole numbers, with or without sign. */
export function isInteger(
  dtype: DType,
): dtype is "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" {
  const { kind } = DTYPES[dtype];
  return kind === "int" || kind === "uint";
}

/** Whether elements are numbers, complex ones among them: anything but bool and string. */
export function isNumeric(dtype: DType): dtype is Exclude<DType, "bool" | "string"> {
  const { kind } = DTYPES[dtype];
  return kind !== "bool" && kind !== "string";
}

/** New storage of `size` elements: zeros, `false`s or empty strings. */
export function newStorage<D extends DType>(dtype: D, size: number): StorageOf[D];
/** The same, of a type that is known only when it runs. */
export function newStorage(dtype: DType, size: number): Storage {
  const { array, units } = DTYPES[dtype];
  return array === Array ? new Array<string>(size).fill("") : new array(size * units) as Storage;
}

/** A copy. A typed array's own `slice` takes four times as long where elements are few. */
export function copyStorage<S extends Storage>(values: S): S;
export function copyStorage(values: Storage): Storage {
  if (isTexts(values)) return values.slice();
  return new (values.constructor as new (values: Storage) => Storage)(values);
}

function isTexts(values: Storage): values is StorageOf["string"] {
  return Array.isArray(values);
}
