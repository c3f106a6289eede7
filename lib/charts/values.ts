/**
 * What charts are drawn of: numbers from tensors, host arrays, typed arrays or nested arrays.
 *
 * @module
 */
import { Complex } from "../arrays/complex.ts";
import { NdArray } from "../display/ndarray.ts";
import { elementAt, type NdElement } from "../display/nd_dtype.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { leavesOf } from "../ops/leaves.ts";
import { toNdArray } from "../ops/methods_values.ts";
import type { TypedArray } from "../tensor/like.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";

/** Nested arrays of numbers; a tensor or variable of one element counts as a number. */
export type NestedNumbers = number | bigint | Tensor | VariableCore | readonly NestedNumbers[];

/** Everything that charts take for numbers. */
export type ChartValues =
  | Tensor
  | VariableCore
  | NdArray
  | TypedArray
  | readonly NestedNumbers[];

/** Numbers in row-major order with their shape. */
export interface Numbers {
  /** The numbers; those that are not finite among them. */
  readonly data: readonly number[];
  /** Dimensions, outermost first. */
  readonly shape: readonly number[];
  /** Whether they came as whole numbers of 8 bits, as pixels do. */
  readonly bytes: boolean;
}

function toNumber(where: string, name: string, value: NdElement): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  throw new TypeError(
    `${where}: expected ${name} to hold numbers, received ${
      value instanceof Complex ? "complex numbers" : formatValue(value)
    }`,
  );
}

function ofArray(where: string, name: string, array: NdArray): Numbers {
  const data = Array.from(
    { length: array.size },
    (_, i) => toNumber(where, name, elementAt(array, i)),
  );
  return { data, shape: array.shape, bytes: array.dtype === "uint8" };
}

/** The shape of nested arrays by their first elements. */
function nestedShape(value: unknown): number[] {
  const shape: number[] = [];
  for (let it = value; Array.isArray(it) && shape.length < 64; it = it[0]) shape.push(it.length);
  return shape;
}

/** Whether every level of nested arrays has the lengths of a shape. */
function fits(value: unknown, shape: readonly number[], axis = 0): boolean {
  if (axis === shape.length) return !Array.isArray(value);
  return Array.isArray(value) && value.length === shape[axis] &&
    value.every((it) => fits(it, shape, axis + 1));
}

/** Whether elements are arrays of their own: rows of a tensor, typed arrays. */
function isArray(value: unknown): value is ChartValues {
  return value instanceof Tensor || value instanceof VariableCore || value instanceof NdArray ||
    ArrayBuffer.isView(value);
}

function ofList(where: string, name: string, list: readonly unknown[]): Numbers {
  const shape = nestedShape(list);
  const leaves = leavesOf(list);
  if (!fits(list, shape)) {
    throw new TypeError(
      `${where}: expected ${name} to have rows of equal lengths, received ${name}=${
        formatValue(list)
      }`,
    );
  }
  if (!leaves.some(isArray)) {
    const data = leaves.map((it) => toNumber(where, name, it as NdElement));
    return { data, shape, bytes: false };
  }
  const parts = leaves.map((it, i): Numbers =>
    isArray(it)
      ? numbersOf(where, `${name}[${i}]`, it)
      : { data: [toNumber(where, name, it as NdElement)], shape: [], bytes: false }
  );
  const inner = parts[0]!.shape;
  const odd = parts.find((part) => part.shape.join() !== inner.join());
  if (odd) {
    throw new TypeError(
      `${where}: expected ${name} to hold arrays of one shape, received ${formatShape(inner)} and ${
        formatShape(odd.shape)
      }`,
    );
  }
  return {
    data: parts.flatMap(({ data }) => data),
    shape: [...shape, ...inner],
    bytes: parts.every(({ bytes }) => bytes),
  };
}

/**
 * The numbers of what a chart was given.
 *
 * @throws {TypeError} for what holds no numbers, or rows of different lengths.
 */
export function numbersOf(where: string, name: string, given: unknown): Numbers {
  if (given instanceof Tensor || given instanceof VariableCore) {
    return ofArray(where, name, toNdArray(given));
  }
  if (given instanceof NdArray) return ofArray(where, name, given);
  if (ArrayBuffer.isView(given) && !(given instanceof DataView)) {
    const data = Array.from(given as Exclude<TypedArray, BigInt64Array>, Number);
    const bytes = given instanceof Uint8Array || given instanceof Uint8ClampedArray;
    return { data, shape: [data.length], bytes };
  }
  if (Array.isArray(given)) return ofList(where, name, given);
  throw new TypeError(
    `${where}: expected ${name} to be a tensor, an array or numbers in arrays, received ${name}=${
      formatValue(given)
    }`,
  );
}

/**
 * The numbers of a vector that is not empty.
 *
 * @param length How many there have to be, and of what they are one for each.
 * @throws {TypeError} for another rank.
 * @throws {RangeError} for none, or another length.
 */
export function vectorOf(
  where: string,
  name: string,
  given: unknown,
  length?: { readonly count: number; readonly of: string },
): readonly number[] {
  const { data, shape } = numbersOf(where, name, given);
  if (shape.length !== 1) {
    throw new TypeError(
      `${where}: expected ${name} to have rank 1, received shape ${formatShape(shape)}`,
    );
  }
  if (length && data.length !== length.count) {
    throw new RangeError(
      `${where}: expected ${name} to have ${length.count} values, one for each of ${length.of}, received ${data.length}`,
    );
  }
  if (data.length === 0) {
    throw new RangeError(`${where}: expected ${name} to have at least one value, received none`);
  }
  return data;
}

/**
 * Names that differ, as a chart can only tell those apart.
 *
 * @throws {RangeError} for a name that comes twice.
 */
export function checkDistinct(where: string, name: string, names: readonly string[]): void {
  const twice = names.find((it, i) => names.indexOf(it) !== i);
  if (twice === undefined) return;
  throw new RangeError(
    `${where}: expected ${name} to differ from each other, received ${JSON.stringify(twice)} twice`,
  );
}
