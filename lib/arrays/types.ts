/**
 * The kinds of typed arrays that the functions of this folder take, and what all of them do with
 * one: make another of the same kind, check its length, bring a matrix of a batch into float64.
 *
 * Matrices are row-major and lie one after the other, `batch` of them. Whatever the kind, numbers
 * are computed in float64 and rounded once, when the result is stored.
 *
 * @module
 */

/** Arrays of floating-point numbers. */
export type FloatArray = Float32Array | Float64Array;

/** Arrays of numbers that can be sorted and searched. */
export type NumberArray =
  | FloatArray
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

/** Arrays whose elements have an order: numbers, or 64-bit integers. */
export type OrderedArray = NumberArray | BigInt64Array | BigUint64Array;

/** An array of zeros of the kind of `like`. */
export function alike<T extends FloatArray>(like: T, length: number): T {
  const made = like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  return made as T;
}

/** @throws {RangeError} unless `array` has `length` elements. */
export function checkLength(where: string, name: string, array: OrderedArray, length: number) {
  if (array.length !== length) {
    throw new RangeError(
      `${where}: expected ${name} to have ${length} elements, received ${name}.length=${array.length}`,
    );
  }
}

/** A copy of matrix `index` of a batch of matrices with `size` elements each, in float64. */
export function matrixAt(a: FloatArray, index: number, size: number): Float64Array {
  return Float64Array.from(a.subarray(index * size, (index + 1) * size));
}

/** The transpose of a matrix: its columns one after the other. */
export function transposed(a: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j]!;
  }
  return result;
}

/** The identity of size `n`. */
export function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

/** The largest magnitude in `a`: 0 for none, NaN where an element is NaN. */
export function largest(a: Float64Array): number {
  let result = 0;
  for (let i = 0; i < a.length; i++) {
    const size = Math.abs(a[i]!);
    if (!(size <= result)) result = size;
    if (Number.isNaN(size)) return NaN;
  }
  return result;
}
