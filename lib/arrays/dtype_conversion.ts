/**
 * Elements of one type as another: `tf.cast` on host arrays.
 *
 * TensorFlow's rules on the CPU: floats lose their fraction towards zero when they become
 * integers; integers that do not fit wrap; whatever is not zero is `true`; of complex numbers the
 * real part counts; float64 becomes float16 or bfloat16 by way of float32.
 *
 * Floats beyond an integer type's range, infinities and NaN: here as in TensorFlow for one element.
 * int32 gives its smallest value, so does int64; int8, int16, uint8 and uint16 wrap what int32
 * gives, uint32 what int64 gives; uint64 gives 2**63, but negative numbers from -2**63 on wrap.
 * In long arrays TensorFlow's vector instructions give other values for some of them (int8 -128,
 * uint32 2**31), depending on the position; no one value is TensorFlow's there.
 *
 * Subnormal floats are kept; TensorFlow's threads flush them to zero.
 *
 * @module
 */
import { fromBfloat16Array, toBfloat16Array } from "./bfloat16.ts";
import { type DType, DTYPES, newStorage, type Storage, type StorageOf } from "./dtype_table.ts";
import { float32OfBigInt } from "./float_of_bigint.ts";

/** Numbers of any storage but strings, bfloat16 excluded. */
type Numbers = ArrayLike<number>;
/** Numbers that can be set. */
type Settable = { [index: number]: number; readonly length: number };

/**
 * New storage with the elements of `data` as another type; a copy where the types are the same.
 *
 * @throws {TypeError} if one of the types is string and the other is not.
 */
export function convertStorage<D extends DType>(data: Storage, from: DType, to: D): StorageOf[D];
/** The same, of types that are known only when it runs. */
export function convertStorage(data: Storage, from: DType, to: DType): Storage {
  if (from === to) return data.slice() as Storage;
  if (from === "string" || to === "string") {
    throw new TypeError(
      `convertStorage: expected two types of numbers, received from=${from}, to=${to}; ` +
        `strings become numbers with tf.strings.toNumber, numbers strings with tf.strings.asString`,
    );
  }
  if (from === "bfloat16") {
    const values = fromBfloat16Array(data as Uint16Array);
    return to === "float32" ? values : convertStorage(values, "float32", to);
  }
  if (from === "complex64") {
    const parts = data as Float32Array;
    const real = new Float32Array(parts.length / 2);
    for (let i = 0; i < real.length; i++) real[i] = parts[2 * i]!;
    return to === "float32" ? real : convertStorage(real, "float32", to);
  }
  if (to === "complex64") {
    const real = convertStorage(data, from, "float32");
    const parts = new Float32Array(2 * real.length);
    for (let i = 0; i < real.length; i++) parts[2 * i] = real[i]!;
    return parts;
  }
  if (to === "bfloat16") return toBfloat16Array(convertStorage(data, from, "float32"));
  const result = newStorage(to, data.length);
  if (from === "int64" || from === "uint64") fromBigInts(data as BigInt64Array, to, result);
  else if (to === "int64" || to === "uint64") {
    toBigInts(data as Numbers, from, to, result as BigInt64Array);
  } else fromNumbers(data as Numbers, from, to, result as Settable);
  return result;
}

/** 64-bit integers as something else. */
function fromBigInts(data: BigInt64Array, to: DType, result: Storage): void {
  const { kind, bytes } = DTYPES[to];
  if (bytes === 8 && kind !== "float") return (result as BigInt64Array).set(data);
  const numbers = result as Settable;
  const write: (x: bigint) => number = to === "bool"
    ? (x) => x === 0n ? 0 : 1
    : to === "float64"
    ? Number
    : kind === "float"
    ? float32OfBigInt
    : (x) => Number(BigInt.asIntN(32, x));
  for (let i = 0; i < data.length; i++) numbers[i] = write(data[i]!);
}

/** Numbers as 64-bit integers. */
function toBigInts(data: Numbers, from: DType, to: DType, result: BigInt64Array): void {
  const whole = DTYPES[from].kind !== "float";
  const write: (x: number) => bigint = whole ? BigInt : to === "int64" ? truncate64 : truncateU64;
  for (let i = 0; i < data.length; i++) result[i] = write(data[i]!);
}

/** Numbers as other numbers that are no bigints. */
function fromNumbers(data: Numbers, from: DType, to: DType, result: Settable): void {
  const length = data.length;
  const { kind, bytes } = DTYPES[to];
  if (to === "bool") { for (let i = 0; i < length; i++) result[i] = data[i] === 0 ? 0 : 1; }
  else if (to === "float16") { for (let i = 0; i < length; i++) result[i] = Math.fround(data[i]!); }
  else if (kind === "float" || DTYPES[from].kind !== "float") {
    // The stored value is the nearest one, or what is left of an integer when it wraps.
    for (let i = 0; i < length; i++) result[i] = data[i]!;
  } else if (kind === "uint" && bytes === 4) {
    for (let i = 0; i < length; i++) result[i] = truncateU32(data[i]!);
  } else for (let i = 0; i < length; i++) result[i] = truncate32(data[i]!);
}

/** A float without its fraction as an int32; its smallest value if it does not fit. */
function truncate32(x: number): number {
  return x > -2147483649 && x < 2147483648 ? Math.trunc(x) : -2147483648;
}

/** A float without its fraction modulo 2**32, if it fits into int64; 0 otherwise. */
function truncateU32(x: number): number {
  // ToUint32 is exact for every finite number.
  return x >= -(2 ** 63) && x < 2 ** 63 ? x >>> 0 : 0;
}

/** A float without its fraction as an int64; its smallest value if it does not fit. */
function truncate64(x: number): bigint {
  return x >= -(2 ** 63) && x < 2 ** 63 ? BigInt(Math.trunc(x)) : -(2n ** 63n);
}

/** The same as a uint64: negative numbers wrap; 2**63 if it does not fit. */
function truncateU64(x: number): bigint {
  return x >= -(2 ** 63) && x < 2 ** 64 ? BigInt(Math.trunc(x)) : 2n ** 63n;
}
